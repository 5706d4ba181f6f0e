import BillingCore
import XCTest

@testable import Simulation

/// What has to hold is held against what the core does, and told when it does not.
final class InvariantTests: XCTestCase {
  private func broken(_ invariants: Invariant...) throws -> [String] {
    let ground = Ground(Policy(), from: day("2027-01-01"))
    var theme = Theme("any", "Anything", on: ground, from: ground.january)
    theme.add(theme.story("debtor").on(day("2027-01-10")).everybodySignsIn.must(all: invariants))
    var broken: [BrokenInvariant] = []
    let file = try theme.played(as: "any.jsonc", &broken)
    XCTAssertEqual(file.invariants, invariants.count)
    return broken.map { $0.text(in: .usd) }
  }

  func testWhatHoldsIsNotTold() throws {
    XCTAssertEqual(
      try broken(
        .stage(.blocked), .atLeast(.paymentPage), .fails(.stage(.none)), .happens("refused signIn blocked"),
        .never("signIn full"), .nearest(.balance(.zero), dividend: -3801, divisor: 2)), [])
  }

  func testWhatDoesNotHoldIsToldWithCaseDayExpectedAndFound() throws {
    XCTAssertEqual(
      try broken(
        .milder(than: .blocked), .fails(.stage(.blocked)), .balance(.zero), .never("refused"),
        .nearest(.balance(.zero), dividend: -3802, divisor: 2)),
      [
        "any.jsonc: debtor on 2027-01-10: stage: expected milder than blocked, found blocked",
        "any.jsonc: debtor on 2027-01-10: stage: expected anything but blocked, found blocked",
        "any.jsonc: debtor on 2027-01-10: balance: expected 0.00, found -19.00",
        "any.jsonc: debtor on 2027-01-10: excludes: expected [refused], found [stageChanged paymentPage>blocked, "
          + "refused signIn blocked, signIn paymentPage, signIn paymentPage]",
        "any.jsonc: debtor on 2027-01-10: balance: expected the minor units nearest to -3802 / 2, found -19.00",
      ])
  }

  func testWhatIsRecordedIsWhatTheCoreDid() throws {
    let file = try XCTUnwrap(
      Scenario(name: "any", start: day("2027-01-01"), days: 1, policies: PolicyCalendar(Policy())).boundaries().first)
    XCTAssertEqual(file.path, "01-stages.jsonc")
    let blocked = try XCTUnwrap(file.scenario.scripted.first { $0.name == "blocked-on-day-10" })
    guard case .expect(let expectation)? = blocked.entries.last?.deed else { return XCTFail("no expectation") }
    XCTAssertEqual(expectation.claims.map(\.fact).dropFirst(), [.stage(.blocked), .balance(dollars(-1900))])
  }

  func testTheMonthsFollowTheStart() {
    for (start, plain, leap) in [
      ("2027-01-01", "2027-01-01", "2028-01-01"), ("2027-01-02", "2029-01-01", "2028-01-01"),
      ("0001-01-02", "0401-01-01", "0400-01-01"), ("2096-06-01", "2097-01-01", "2104-01-01"),
    ] {
      let ground = Ground(Policy(), from: day(start))
      XCTAssertEqual(ground.january, day(plain), start)
      XCTAssertEqual(ground.leapJanuary, day(leap), start)
    }
  }
}
