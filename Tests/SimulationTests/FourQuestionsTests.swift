import BillingCore
import XCTest

@testable import Simulation

/// Four months of numbers made side by side are the four made one by one.
final class FourQuestionsTests: XCTestCase {
  private let asked: InlineArray<4, Question> = [.administratorSignIn, .employeeSignIn, .idlenessStarts, .topUp]

  private func each(_ body: (_ four: FourQuestions, _ one: [MonthOfUniforms], _ sources: [PhiloxSource]) -> Void) {
    var state: UInt64 = 3
    for round in 0..<60 {
      let key = ChanceKey(seed: splitMix64(&state), segment: "four", replication: round * 1000)
      let account = UInt32(truncatingIfNeeded: splitMix64(&state))
      let month = Month(index: Int32(splitMix64(&state) % 100_000) + 12)
      let sources = (0..<4).map { key.source(asked[$0], account: account, on: month.firstDay) }
      body(
        FourQuestions(key, asked, account: account, on: month.firstDay), sources.map { MonthOfUniforms($0) }, sources)
    }
  }

  func testTheNumbersAreTheSame() {
    each { four, one, sources in
      for lane in 0..<4 {
        for other in 0..<32 {
          for chance in [0, 1].map({ Chance(threshold: sources[lane].number(ofLane: other) + $0) }) {
            XCTAssertEqual(
              four.uniforms(lane).lanes(below: chance, among: .max), one[lane].lanes(below: chance, among: .max),
              "\(sources[lane])")
          }
        }
      }
    }
  }

  func testTheDaysAreTheSameWhateverTheChances() {
    var state: UInt64 = 4
    each { four, one, sources in
      for _ in 0..<12 {
        let wanted = DaysOfMonth(bits: UInt32(truncatingIfNeeded: splitMix64(&state)))
        let chances = InlineArray<4, Chance> { lane in
          let number = sources[lane].number(ofLane: Int(splitMix64(&state) % 31))
          switch splitMix64(&state) % 7 {
          case 0: return .never
          case 1: return Chance(1)
          case 2: return Chance(threshold: number)
          case 3: return Chance(threshold: number + 1)
          case 4: return Chance(threshold: (number >> 40) << 40)
          case 5: return Chance(threshold: (1 << 63) - 1)
          default: return Chance(RandomStream.unit(splitMix64(&state)))
          }
        }
        let days = four.lanes(below: FourChances(chances), among: SIMD4(repeating: wanted.bits))
        for lane in 0..<4 {
          XCTAssertEqual(
            days[lane], one[lane].days(below: chances[lane], among: wanted).bits, "\(sources[lane]), \(chances[lane])")
        }
      }
    }
  }

  func testDaysOfSeveralClassesAreHeldAgainstTheirOwnChances() {
    var state: UInt64 = 5
    each { four, one, sources in
      let all = UInt32.max >> 1
      let first = UInt32(truncatingIfNeeded: splitMix64(&state))
      let second = UInt32(truncatingIfNeeded: splitMix64(&state)) & ~first
      let classes = [first, second, ~(first | second)].map { DaysOfMonth(bits: $0 & all) }
      let chances = classes.indices.map { place in
        InlineArray<4, Chance> { lane in
          switch splitMix64(&state) % 4 {
          case 0: return .never
          case 1: return Chance(threshold: sources[lane].number(ofLane: place) + 1)
          default: return Chance(RandomStream.unit(splitMix64(&state)))
          }
        }
      }
      let days = four.days(below: { FourChances(chances[$0]) }, onDaysOf: { classes[$0] }, count: classes.count)
      for lane in 0..<4 {
        let expected = zip(classes, chances).reduce(UInt32(0)) {
          $0 | one[lane].days(below: $1.1[lane], among: $1.0).bits
        }
        XCTAssertEqual(days[lane], expected, "\(sources[lane])")
      }
    }
  }

  func testNothingHappensWithoutAChance() {
    each { four, _, _ in
      let days = four.lanes(below: FourChances(repeating: .never), among: SIMD4(repeating: .max))
      XCTAssertEqual(days, SIMD4<UInt32>.zero)
    }
  }
}
