import XCTest

@testable import BillingCore

/// What a top-up earns (RULES 2).
final class BonusScheduleTests: XCTestCase {
  private let today = day("2027-01-10")

  private func schedule(_ change: (inout BonusSchedule) -> Void) -> BonusSchedule {
    var schedule = BonusSchedule()
    change(&schedule)
    return schedule
  }

  private func bonus(_ schedule: BonusSchedule, _ amount: String, settling debt: String = "0.00") throws -> Money {
    try schedule.bonus(for: usd(amount), settling: usd(debt), on: today)
  }

  func testWithoutTiersNothingIsGiven() throws {
    XCTAssertEqual(try bonus(BonusSchedule(), "1000.00"), .zero)
  }

  func testTheLastTierReachedCounts() throws {
    let schedule = schedule { $0.tiers = [.tier(from: "10.00", percent: 1), .tier(from: "20.00", percent: 10)] }
    for (amount, given) in [
      ("9.99", "0.00"), ("10.00", "0.10"), ("19.99", "0.20"), ("20.00", "2.00"), ("500.00", "50.00"),
    ] {
      XCTAssertEqual(try bonus(schedule, amount), usd(given), amount)
    }
    XCTAssertNil(schedule.tier(reachedBy: usd("9.99"), on: today))
    XCTAssertEqual(schedule.tier(reachedBy: usd("20.00"), on: today)?.percent.hundredths, 1000)
  }

  func testAShareIsRoundedHalfAwayFromZero() throws {
    let schedule = schedule { $0.tiers = [.tier(from: "0.00", percent: 5)] }
    for (amount, given) in [("0.09", "0.00"), ("0.10", "0.01"), ("0.29", "0.01"), ("0.30", "0.02")] {
      XCTAssertEqual(try bonus(schedule, amount), usd(given), amount)
    }
    let fine = BonusSchedule.Percent(hundredths: 1)
    XCTAssertEqual(try fine.of(usd("49.99")), .zero)
    XCTAssertEqual(try fine.of(usd("50.00")), usd("0.01"))
    XCTAssertEqual(try BonusSchedule.Percent(hundredths: 100_000).of(usd("1.00")), usd("10.00"))
  }

  func testTheAdvanceIsTheAmountLessTheDebtAndNeverBelowZero() throws {
    let schedule = schedule { $0.tiers = [.tier(from: "0.00", percent: 10)] }
    XCTAssertEqual(try bonus(schedule, "30.00", settling: "10.00"), usd("2.00"))
    XCTAssertEqual(try bonus(schedule, "30.00", settling: "30.00"), .zero)
    XCTAssertEqual(try bonus(schedule, "30.00", settling: "50.00"), .zero)
  }

  func testTheTotalIsTheWholeAmount() throws {
    let schedule = schedule { schedule in
      schedule.tiers = [.tier(from: "30.00", percent: 10)]
      schedule.basis = .total
    }
    XCTAssertEqual(try bonus(schedule, "30.00", settling: "50.00"), usd("3.00"))
  }

  func testTheCapIsTheMost() throws {
    var schedule = schedule { $0.tiers = [.tier(from: "0.00", percent: 10)] }
    schedule.cap = usd("3.00")
    for (amount, given) in [("29.99", "3.00"), ("30.00", "3.00"), ("29.90", "2.99"), ("31.00", "3.00")] {
      XCTAssertEqual(try bonus(schedule, amount), usd(given), amount)
    }
    schedule.cap = .zero
    XCTAssertEqual(try bonus(schedule, "30.00"), .zero)
  }

  func testACampaignsTiersReplaceTheStandingOnesOnItsDays() {
    let standing = [BonusSchedule.Tier.tier(from: "10.00", percent: 1)]
    let first = [BonusSchedule.Tier.tier(from: "5.00", percent: 2)]
    let schedule = schedule { schedule in
      schedule.tiers = standing
      schedule.campaigns = [
        .init(name: "first", days: today...today + 2, tiers: first),
        .init(name: "none", days: today + 3...today + 3, tiers: []),
      ]
    }
    let table = [(-1, standing), (0, first), (2, first), (3, []), (4, standing)]
    for (later, tiers) in table { XCTAssertEqual(schedule.tiers(on: today + later), tiers, "\(later) days later") }
  }

  func testABonusBeyondTheCeilingIsAnError() {
    let schedule = schedule { $0.tiers = [.tier(from: "0.00", percent: 1000)] }
    XCTAssertThrowsError(try schedule.bonus(for: .ceiling, settling: .zero, on: today))
  }
}
