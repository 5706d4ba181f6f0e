import BillingCore
import XCTest

@testable import Simulation

final class RandomStreamTests: XCTestCase {
  /// A block's four words in the order of the published vectors; `block` packs them in pairs, the low one first.
  private func words(_ counter: (UInt32, UInt32, UInt32, UInt32), _ key: (UInt32, UInt32)) -> [UInt32] {
    let (first, second) = Philox.block(counter, key: UInt64(key.1) << 32 | UInt64(key.0))
    return [first, first >> 32, second, second >> 32].map { UInt32(truncatingIfNeeded: $0) }
  }

  func testPhiloxGivesThePublishedWords() {
    XCTAssertEqual(words((0, 0, 0, 0), (0, 0)), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
    let ones = UInt32.max
    XCTAssertEqual(
      words((ones, ones, ones, ones), (ones, ones)), [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
    XCTAssertEqual(
      words((0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), (0xA409_3822, 0x299F_31D0)),
      [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
  }

  func testSplitMixGivesThePublishedWords() {
    var state: UInt64 = 0
    XCTAssertEqual(splitMix64(&state), 0xE220_A839_7B1D_CDAF)
    XCTAssertEqual(splitMix64(&state), 0x6E78_9E6A_A1B9_65F4)
  }

  func testRawValuesOfQuestionsAreFrozen() {
    let frozen: [(Question, UInt8)] = [
      (.arrivals, 1), (.age, 2), (.openingCash, 3), (.openingDebt, 4), (.openingIdle, 5), (.units, 6),
      (.employeeSignInTrait, 7), (.administratorSignInTrait, 8), (.usageTrait, 9), (.idlenessTrait, 10),
      (.payTrait, 11), (.bonusResponseTrait, 12), (.idlenessStarts, 13), (.idlenessLeaves, 14), (.idlenessDays, 15),
      (.idlenessSwitchesOff, 16), (.topUp, 17), (.months, 18), (.declined, 19), (.method, 20),
      (.administratorSignIn, 21), (.employeeSignIn, 22), (.use, 23), (.requestDeletion, 24), (.cancelDeletion, 25),
      (.restore, 26), (.rhythmTrait, 27), (.giveUpTrait, 28), (.rhythm, 29), (.rhythmAmount, 30), (.giveUp, 31),
    ]
    for (question, raw) in frozen { XCTAssertEqual(question.rawValue, raw) }
    XCTAssertEqual(Question.allCases.map(\.rawValue), frozen.map(\.1), "a new question is frozen here, too")
  }

  func testAStreamIsAFunctionOfItsCoordinates() {
    let key = ChanceKey(seed: 7, segment: "shops")
    var once = key.stream(.use, account: 3, on: day("2027-01-31"), item: 2)
    let first = (0..<9).map { _ in once.next() }
    var again = ChanceKey(seed: 7, segment: "shops").stream(.use, account: 3, on: day("2027-01-31"), item: 2)
    XCTAssertEqual(first, (0..<9).map { _ in again.next() })
    XCTAssertEqual(first.sorted(), first.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } })
  }

  func testUnitsLieWithinTheOpenInterval() {
    let key = ChanceKey(seed: 1, segment: "a")
    var stream = key.stream(.use, account: 0)
    var sum = 0.0
    for _ in 0..<10_000 {
      let unit = stream.nextUnit()
      XCTAssertTrue(unit > 0 && unit < 1)
      sum += unit
    }
    XCTAssertLessThan(abs(sum / 10_000 - 0.5) / (1 / 12.0).squareRoot() * 100, 4.5)
  }

  // MARK: Chances

  func testThresholdsHoldTheWholeRangeOfChances() {
    XCTAssertEqual(Chance(0).threshold, 0)
    XCTAssertEqual(Chance(-1).threshold, 0)
    XCTAssertEqual(Chance(1).threshold, 1 << 63)
    XCTAssertEqual(Chance(2).threshold, 1 << 63)
    XCTAssertEqual(Chance(0.25).threshold, 1 << 61)
    XCTAssertEqual(Chance.never, Chance(0))
  }

  func testChanceZeroNeverHappensAndOneAlways() {
    let key = ChanceKey(seed: 1, segment: "a")
    var (always, never, half) = (0, 0, 0)
    for account in 0..<4000 {
      var stream = key.stream(.topUp, account: UInt32(account))
      if stream.happens(Chance(1)) { always += 1 }
      if stream.happens(.never) { never += 1 }
      if stream.happens(Chance(0.5)) { half += 1 }
    }
    XCTAssertEqual(always, 4000)
    XCTAssertEqual(never, 0)
    XCTAssertLessThan(abs(Double(half) - 2000) / 1000.0.squareRoot(), 4.5)
  }
}

/// Neighbours in any direction answer independently of each other.
final class LatticeTests: XCTestCase {
  private static let side = 64
  private static let shifts = [(1, 0), (0, 1), (1, 1), (1, -1), (2, 0), (0, 7), (1, -31)]

  /// The shifts of account and day under which a generator's answers depend on one another.
  private func suspects(_ draw: (_ account: Int, _ day: Int) -> UInt64) -> [String] {
    let reach = 40
    let grid = (0..<LatticeTests.side + 2).map { account in
      (0..<LatticeTests.side + 2 * reach).map { draw(account, 20_000 + $0) }
    }
    return LatticeTests.shifts.compactMap { shift in
      var pairs: [(UInt64, UInt64)] = []
      for account in 0..<LatticeTests.side {
        for day in reach..<(reach + LatticeTests.side) {
          pairs.append((grid[account][day], grid[account + shift.0][day + shift.1]))
        }
      }
      return Dependence(pairs).isSuspect ? "\(shift)" : nil
    }
  }

  func testNeighbouringAccountsAndDaysAreIndependent() {
    let key = ChanceKey(seed: 1, segment: "shops")
    XCTAssertEqual(
      suspects { account, day in
        var stream = key.stream(.topUp, account: UInt32(account), on: Day(ordinal: Int32(day)))
        return stream.next()
      }, [])
  }

  func testTheTestFailsANaiveSum() {
    // Account 1 on day 0 is account 0 on day 31, however well the sum is mixed.
    XCTAssertEqual(
      suspects { account, day in
        var state = UInt64(1 + account * 31 + day)
        return splitMix64(&state)
      }, ["(1, -31)"])
    XCTAssertEqual(
      suspects { account, day in UInt64(1 + account * 31 + day) << 48 }.count, LatticeTests.shifts.count)
  }

  func testNeighbouringQuestionsItemsSegmentsSeedsAndReplicationsAreIndependent() {
    let key = ChanceKey(seed: 1, segment: "shops")
    func draws(_ key: ChanceKey, _ question: Question, item: Int = 0) -> [UInt64] {
      (0..<4096).map { number in
        var stream = key.stream(
          question, account: UInt32(number % 64), on: Day(ordinal: Int32(20_000 + number / 64)), item: item)
        return stream.next()
      }
    }
    let here = draws(key, .administratorSignIn)
    let others = [
      ("question", draws(key, .employeeSignIn)), ("item", draws(key, .administratorSignIn, item: 1)),
      ("segment", draws(ChanceKey(seed: 1, segment: "shopt"), .administratorSignIn)),
      ("seed", draws(ChanceKey(seed: 2, segment: "shops"), .administratorSignIn)),
      ("replication", draws(ChanceKey(seed: 1, segment: "shops", replication: 1), .administratorSignIn)),
    ]
    for (what, there) in others {
      XCTAssertFalse(Dependence(Array(zip(here, there))).isSuspect, what)
    }
  }

  func testDrawsOfOneStreamAreIndependent() {
    let key = ChanceKey(seed: 1, segment: "shops")
    var stream = key.stream(.use, account: 5, on: Day(ordinal: 20_000))
    let draws = (0..<4097).map { _ in stream.next() }
    XCTAssertFalse(Dependence(Array(zip(draws, draws.dropFirst()))).isSuspect)
    XCTAssertFalse(Dependence(Array(zip(draws, draws.dropFirst(2)))).isSuspect)
  }
}
