import BillingCore
import XCTest

@testable import Simulation

/// Top-ups as a renewal process (MODEL 1, `rhythm`).
final class RhythmTests: XCTestCase {
  private func topUps(
    perDay: Distribution, giveUp: Distribution, accounts: Int = 30, days: Int = 40,
    _ change: (inout Segment) -> Void = { _ in }
  ) async throws -> [[(day: Day, amount: Money)]] {
    var segment = Segment(name: "buyers", accounts: accounts)
    segment.idleness.startsPerDay = .constant(0)
    segment.topUps.declined = 0
    segment.topUps.rhythm = .init(perDay: perDay, amount: .uniform(10, 20), giveUp: giveUp)
    change(&segment)
    return try await Simulator(scenario(days: days, segments: [segment])).lives().lives.map { life in
      life.heard.compactMap { heard in
        if case .topUp(let topUp) = heard.event { (heard.day, topUp.amount) } else { nil }
      }
    }
  }

  func testSeveralADayComeAtTheMeanRate() async throws {
    let lives = try await topUps(perDay: .constant(1.5), giveUp: .constant(0), accounts: 100)
    let total = lives.map(\.count).reduce(0, +)
    XCTAssertEqual(Double(total), 6000, accuracy: 4.5 * 6000.0.squareRoot())
    XCTAssertTrue(lives.contains { life in Set(life.map(\.day)).count < life.count }, "several on one day")
    XCTAssertTrue(lives.joined().allSatisfy { (dollars(1000)...dollars(2000)).contains($0.amount) })
  }

  func testWhoGivesUpAfterTheFirstPaysOnceAndNeverAgain() async throws {
    let lives = try await topUps(perDay: .constant(2), giveUp: .constant(1))
    XCTAssertEqual(Set(lives.map(\.count)), [1])
  }

  func testPaymentsThatAreDeclinedForGoodAreNotTheLast() async throws {
    let lives = try await topUps(perDay: .constant(2), giveUp: .constant(1), accounts: 60) {
      $0.topUps.declined = 0.9
      $0.topUps.retries = 0
    }
    XCTAssertTrue(lives.allSatisfy { $0.count <= 1 })
    XCTAssertTrue(lives.contains { $0.first.map { $0.day > day("2027-01-05") } ?? false })
  }

  func testTheIdleKeepNoRhythm() async throws {
    let lives = try await topUps(perDay: .constant(3), giveUp: .constant(0)) {
      $0.idleness.startsPerDay = .constant(1)
      $0.idleness.leaves = 1
    }
    XCTAssertEqual(lives.flatMap { $0 }.count, 0)
  }

  /// The published model at a size that debug can bear; `scenarios/cdnow.jsonc` has it whole.
  func testAPublishedRhythmIsKept() async throws {
    let accounts = 2000
    let lives = try await topUps(
      perDay: .gamma(mean: 0.243 / 30.898, shape: 0.243), giveUp: .beta(a: 0.793, b: 2.426), accounts: accounts,
      days: 90)
    let counts = lives.map { Double($0.count) }
    let mean = counts.reduce(0, +) / Double(accounts)
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(accounts)
    let z = (mean - RhythmTests.expected(days: 90)) / (variance / Double(accounts)).squareRoot()
    XCTAssertLessThan(z.magnitude, 4, "\(mean)")
  }

  /// The expected number of purchases up to a time: (a+b-1)/(a-1) [1 - (alpha/(alpha+t))^r 2F1(r, b; a+b-1; t/(alpha+t))].
  private static func expected(days: Double) -> Double {
    let (r, alpha, a, b) = (0.243, 30.898, 0.793, 2.426)
    let z = days / (alpha + days)
    var (term, sum) = (1.0, 1.0)
    for j in 0..<500 {
      let k = Double(j)
      term *= (r + k) * (b + k) / ((a + b - 1 + k) * (k + 1)) * z
      sum += term
    }
    return (a + b - 1) / (a - 1) * (1 - DecisionMath.pow(alpha / (alpha + days), r) * sum)
  }

  func testTheExpectationIsThePublishedOne() {
    XCTAssertEqual(RhythmTests.expected(days: 273), 1.1967, accuracy: 0.00006)
    XCTAssertEqual(RhythmTests.expected(days: 364), 1.4461, accuracy: 0.00006)
  }
}
