import BillingCore
import XCTest

@testable import Simulation

/// An event as it was heard, with what the account was just after it.
struct Heard: Equatable, Sendable {
  let day: Day
  let event: Event
  let balance: Money
  let stage: Stage
  let isPending: Bool
}

/// All that was heard of one account.
struct Life: Equatable, Sendable {
  let position: Int
  var heard: [Heard] = []
  /// The evenings after which the account was reported on: one.
  var reportedAfter: [Day] = []
}

/// Writes every event down, account by account in population order.
struct Recorder: RunWatcher {
  private(set) var lives: [Life] = []

  mutating func begin(_ account: Account, as identity: AccountIdentity) {
    lives.append(Life(position: identity.position))
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    lives[lives.count - 1].heard.append(
      Heard(
        day: day, event: event, balance: account.balance, stage: account.stage,
        isPending: account.pendingDeletion != nil))
  }

  mutating func startReporting(_ account: Account) { lives[lives.count - 1].reportedAfter.append(account.today) }

  mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  mutating func merge(_ other: Recorder) {
    lives = (lives + other.lives).sorted { $0.position < $1.position }
  }
}

/// A life under the account's name, for comparing runs of different populations.
struct NamedLife: Equatable {
  let name: String
  let heard: [Heard]
}

extension Simulator {
  /// Every account's life, in population order.
  func lives(threads: Int = 1) async throws -> (lives: [NamedLife], fingerprint: Fingerprint) {
    let run = try await run(threads: threads, watcher: Recorder())
    let lives = run.watcher.lives.map { NamedLife(name: population.name(at: $0.position), heard: $0.heard) }
    return (lives, run.fingerprint)
  }
}

/// A day that exists.
func day(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> Day {
  let day = Day(text)
  XCTAssertNotNil(day, file: file, line: line)
  return day ?? .earliest
}

func dollars(_ cents: Int64) -> Money { Money(minorUnits: cents) }

/// The source's rules with an integration for 5.00 a month and orders of which the first 100 are free.
func tariffPolicy() -> Policy {
  var policy = Policy()
  policy.tariff.services = [
    Service(name: "integration", price: .recurring(monthly: dollars(500), counting: .daily)),
    Service(
      name: "order",
      price: .metered(
        MeteredPrice(tiers: [.init(upTo: 100, pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 20_000)]))),
  ]
  policy.bonus.tiers = [.init(from: dollars(5700), percent: .init(hundredths: 500))]
  return policy
}

/// A segment with units and use.
func busySegment(_ name: String = "shops", accounts: Int) -> Segment {
  var segment = Segment(name: name, accounts: accounts)
  segment.units = [0: .poisson(mean: 1.2)]
  segment.usage = [1: Segment.Usage(perDay: .gamma(mean: 8, shape: 1.5))]
  return segment
}

/// A scenario from 2027-01-01 on.
func scenario(
  days: Int = 60, seed: UInt64 = 1, policy: Policy = tariffPolicy(), segments: [Segment]
) -> Scenario {
  var scenario = Scenario(
    name: "test", start: day("2027-01-01"), days: days, seed: seed, policies: PolicyCalendar(policy))
  scenario.segments = segments
  return scenario
}

/// How far two sequences are from independence, as the larger of a chi-square test and of the serial correlation.
struct Dependence {
  /// Of joint 4 x 4 cells of the top two bits; 15 degrees of freedom, above 44.3 once in 10,000.
  let chiSquare: Double
  /// The correlation times the root of the number of pairs: standard normal.
  let correlation: Double

  var isSuspect: Bool { chiSquare > 50 || abs(correlation) > 4.5 }

  init(_ pairs: [(UInt64, UInt64)]) {
    var cells = Array(repeating: 0.0, count: 16)
    var product = 0.0
    for (left, right) in pairs {
      cells[Int(left >> 62) * 4 + Int(right >> 62)] += 1
      product += (Double(left >> 11) * 0x1p-53 - 0.5) * (Double(right >> 11) * 0x1p-53 - 0.5)
    }
    let expected = Double(pairs.count) / 16
    chiSquare = cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    correlation = product * 12 / Double(pairs.count).squareRoot()
  }
}

extension PhiloxSource {
  /// The number of 63 bits of one of 32 lanes, bit by bit: the n-th of them is that of the stream's n-th word.
  func number(ofLane lane: Int) -> UInt64 {
    (0..<63).reduce(0) { number, bit in
      let words = block(UInt32(bit / 4))
      let pair = bit % 4 < 2 ? words.0 : words.1
      return number << 1 | pair >> UInt64(bit % 2 * 32 + lane) & 1
    }
  }
}

extension DaysOfMonth {
  /// Days counted from the 1st, which is 0.
  init(_ days: some Sequence<Int>) { self.init(bits: days.reduce(0) { $0 | UInt32(1) << UInt32($1) }) }
}
