import BillingCore
import XCTest

@testable import Simulation

final class JudgeTests: XCTestCase {
  /// The verdicts on the claims of one entry on 2027-02-12, after a month unpaid and a top-up of 20.00 that day.
  private func verdicts(_ facts: [Expectation.Fact], atEnd: Bool = false) async throws -> [Verdict] {
    var run = scenario(days: 60, policy: Policy(), segments: [Segment(name: "shops", accounts: 3)])
    let claims = facts.enumerated().map { Expectation.Claim($1, origin: "x.jsonc:\($0 + 1):1") }
    let expectation = Expectation(claims: claims)
    var acme = ScriptedAccount(name: "acme", beginning: .created(day("2027-01-01"), units: []))
    acme.entries = [
      .init(on: day("2027-02-12"), atEnd ? .expectAtEnd(expectation) : .command(.signIn(.employee))),
      .init(on: day("2027-02-12"), .command(.topUp(dollars(2000), by: .administrator, with: .card))),
    ]
    if !atEnd { acme.entries.append(.init(on: day("2027-02-12"), .expect(expectation))) }
    run.scripted = [acme]
    return try await Simulator(run).run(threads: 2, watcher: Judge(run)).watcher.verdicts
  }

  func testWhatIsMetHasNothingFound() async throws {
    let verdicts = try await verdicts([
      .status("open"), .stage(.none), .balance(dollars(100)), .prepaidCash(dollars(100)), .prepaidBonus(.zero),
      .debt(.zero), .deferred(dollars(100)), .deletionDue(nil), .usageToDate(dollars(814)),
      .lastActivity(day("2027-02-12")), .events(["refused", "topUp", "stageChanged", "deletionCancelled"]),
      .includes(["topUp"]), .excludes(["invoiced"]),
    ])
    XCTAssertEqual(verdicts.count, 13)
    let told = try await self.verdicts([
      .events(["refused signIn blocked banner=2027-02-21", "topUp", "stageChanged blocked>none", "deletionCancelled"]),
      .includes(["topUp card"]), .excludes(["topUp applePay", "deletionCancelled owner"]),
    ])
    for verdict in told + verdicts { XCTAssertTrue(verdict.isMet, verdict.claim.fact.key) }
  }

  func testWhatIsNotMetTellsWhatWasFound() async throws {
    let refused = "refused signIn blocked banner=2027-02-21"
    let events = "[\(refused), topUp card, stageChanged blocked>none, deletionCancelled activity]"
    let missing = "missing: purged"
    let tooMany = "too many: \(refused), stageChanged blocked>none, deletionCancelled activity"
    let cases: [(Expectation.Fact, String, String, String?)] = [
      (.status("deleted"), "deleted", "open", nil), (.stage(.blocked), "blocked", "none", nil),
      (.balance(dollars(-1400)), "-14.00", "1.00", "+15.00"), (.prepaidCash(dollars(250)), "2.50", "1.00", "-1.50"),
      (.prepaidBonus(dollars(1)), "0.01", "0.00", "-0.01"), (.debt(dollars(5)), "0.05", "0.00", "-0.05"),
      (.deferred(.zero), "0.00", "1.00", "+1.00"), (.deletionDue(day("2027-03-01")), "2027-03-01", "none", nil),
      (.usageToDate(.zero), "0.00", "8.14", "+8.14"),
      (.lastActivity(day("2027-01-01")), "2027-01-01", "2027-02-12", "+42 days"),
      (.lastActivity(day("2027-02-13")), "2027-02-13", "2027-02-12", "-1 day"),
      (.events(["topUp"]), "[topUp]", events, tooMany),
      (.includes(["topUp", "purged"]), "[topUp, purged]", events, missing),
      (.excludes(["topUp"]), "[topUp]", events, "too many: topUp"),
      (
        .events(["refused", "topUp", "topUp"]), "[refused, topUp, topUp]", events,
        "missing: topUp; too many: stageChanged blocked>none, deletionCancelled activity"
      ),
      (
        .events(["topUp", "refused", "stageChanged", "deletionCancelled"]),
        "[topUp, refused, stageChanged, deletionCancelled]", events, "another order"
      ),
    ]
    let verdicts = try await verdicts(cases.map(\.0))
    XCTAssertEqual(verdicts.map { $0.claim.fact.text(in: .usd) }, cases.map(\.1))
    XCTAssertEqual(verdicts.map(\.isMet), cases.map { _ in false })
    XCTAssertEqual(verdicts.map { $0.actual?.text(in: .usd) }, cases.map(\.2))
    XCTAssertEqual(
      verdicts.map { verdict in verdict.actual.flatMap { verdict.claim.fact.difference(to: $0, in: .usd) } },
      cases.map(\.3))
    XCTAssertEqual(verdicts.map(\.claim.origin), cases.indices.map { "x.jsonc:\($0 + 1):1" })
    XCTAssertEqual(verdicts[0].day, day("2027-02-12"))
    XCTAssertEqual(
      verdicts[0].lastEvents.map(\.event.word),
      ["stageChanged", "deletionNoticed", "refused", "topUp", "stageChanged", "deletionCancelled"])
  }

  private func line(_ service: String, _ quantity: Int?, _ amount: Int64?, asDebt: Int64? = nil) -> LineClaim {
    var claim = LineClaim(service: service)
    (claim.quantity, claim.amount, claim.asDebt) = (quantity, amount.map(dollars), asDebt.map(dollars))
    return claim
  }

  private func topUp(_ amount: Int64?, toDebt: Int64?) -> TopUpClaim {
    var claim = TopUpClaim()
    (claim.amount, claim.toDebt) = (amount.map(dollars), toDebt.map(dollars))
    return claim
  }

  /// Expects something of a day after a January with two integrations and 141 orders.
  private func invoices(_ facts: [Expectation.Fact], on day: Day) async throws -> [Verdict] {
    var run = scenario(days: 60, segments: [])
    var acme = ScriptedAccount(name: "acme", beginning: .created(self.day("2027-01-01"), units: [2, 0]))
    acme.entries = [
      .init(on: self.day("2027-01-20"), .command(.use(141, of: 1))),
      .init(
        on: day, .expectAtEnd(Expectation(claims: facts.map { .init($0, origin: "") }, note: "CRM-812")),
        note: "CRM-812"),
    ]
    run.scripted = [acme]
    return try Simulator(run).replay(0, watcher: Judge(run)).verdicts
  }

  private func day(_ text: String) -> Day { Day(text) ?? .earliest }

  func testAnInvoiceIsMetExactly() async throws {
    let met = try await invoices(
      [
        .invoice([line("order", 141, 82), line("base", nil, 1900, asDebt: 1900), line("integration", 62, nil)]),
        .usage([.init(service: "order", quantity: 0), .init(service: "integration", quantity: 2)]), .topUp([]),
      ], on: day("2027-02-01"))
    for verdict in met { XCTAssertTrue(verdict.isMet, "\(verdict.actual.map { $0.text(in: .usd) } ?? "")") }
    XCTAssertEqual(met[0].note, "CRM-812")
    let unmet = try await invoices(
      [
        .invoice([line("base", nil, 1900), line("order", nil, 83), line("sms", nil, 1)]),
        .invoice([line("base", 30, 1900), line("order", 141, 82), line("integration", 62, 1000)]), .invoice([]),
        .usage([.init(service: "base", quantity: 3)]), .topUp([topUp(100, toDebt: nil)]),
      ], on: day("2027-02-01"))
    XCTAssertEqual(unmet.map(\.isMet), [false, false, false, false, false])
    XCTAssertEqual(
      unmet.map { verdict in verdict.actual?.text(in: .usd) },
      [
        "base 19.00; order 0.82; integration 10.00",
        "base quantity 31, amount 19.00; order quantity 141, amount 0.82; integration quantity 62, amount 10.00",
        "base quantity 31, amount 19.00; integration quantity 62, amount 10.00; order quantity 141, amount 0.82",
        "base 1", "none",
      ])
    XCTAssertEqual(
      unmet.map { verdict in verdict.actual.flatMap { verdict.claim.fact.difference(to: $0, in: .usd) } },
      [
        "order amount -0.01; missing: sms; too many: integration", "base quantity +1",
        "too many: base; too many: integration; too many: order", "base -2", "missing: 1",
      ])
    let none = try await invoices([.invoice([]), .invoice([line("base", nil, 1900)])], on: day("2027-02-02"))
    XCTAssertEqual(none.map(\.isMet), [true, false])
  }

  func testTopUpsOfADayAreMetInTheirOrder() async throws {
    let verdicts = try await verdicts([
      .topUp([topUp(2000, toDebt: 1900)]), .topUp([topUp(nil, toDebt: 1899)]), .topUp([]),
      .topUp([topUp(2000, toDebt: nil), topUp(2000, toDebt: nil)]),
    ])
    XCTAssertEqual(verdicts.map(\.isMet), [true, false, false, false])
    XCTAssertEqual(
      verdicts.map { verdict in verdict.actual.flatMap { verdict.claim.fact.difference(to: $0, in: .usd) } },
      [nil, "toDebt +0.01", "too many: 1", "missing: 1"])
    XCTAssertEqual(verdicts[2].actual?.text(in: .usd), "amount 20.00, bonus 0.00, toDebt 19.00")
  }

  func testANoteIsToldWithTheEventOfItsAction() throws {
    var run = scenario(days: 5, policy: Policy(), segments: [])
    var acme = ScriptedAccount(name: "acme", beginning: .created(day("2027-01-01"), units: []))
    let expectation = Expectation(claims: [.init(.stage(.blocked), origin: "")])
    acme.entries = [
      .init(on: day("2027-01-02"), .command(.signIn(.owner))),
      .init(on: day("2027-01-02"), .command(.topUp(dollars(1), by: .owner, with: .card)), note: "by phone"),
      .init(on: day("2027-01-02"), .command(.signIn(.owner))), .init(on: day("2027-01-02"), .expect(expectation)),
    ]
    run.scripted = [acme]
    let verdicts = try Simulator(run).replay(0, watcher: Judge(run)).verdicts
    XCTAssertEqual(verdicts[0].lastEvents.map(\.note), [nil, nil, "by phone", nil])
  }

  func testTheEndOfADayComesAfterAllItsActions() async throws {
    let verdicts = try await verdicts(
      [.balance(dollars(100)), .events(["topUp", "stageChanged", "deletionCancelled"])], atEnd: true)
    XCTAssertEqual(verdicts.map(\.isMet), [true, true])
  }

  func testVerdictsStandInPopulationOrderHoweverTheyAreMerged() async throws {
    var run = scenario(days: 5, policy: Policy(), segments: [])
    run.scripted = ["b", "a"].map { name in
      var account = ScriptedAccount(name: name, beginning: .created(day("2027-01-02"), units: []))
      account.entries = [
        .init(on: day("2027-01-03"), .expect(Expectation(claims: [.init(.stage(.none), origin: name)])))
      ]
      return account
    }
    let simulator = Simulator(run)
    let first = try simulator.replay(0, watcher: Judge(run))
    var second = try simulator.replay(1, watcher: Judge(run))
    second.merge(first)
    XCTAssertEqual(second.verdicts.map(\.claim.origin), ["b", "a"])
  }

  func testAKindIsNotTheBeginningOfAnother() {
    XCTAssertTrue("topUp".means("topUp card"))
    XCTAssertTrue("topUp card".means("topUp card"))
    XCTAssertFalse("topUp".means("topUpDeclined card"))
    let expected = Expectation.Fact.events(["topUp"])
    XCTAssertEqual(
      expected.difference(to: .events(["topUpDeclined card"]), in: .usd), "missing: topUp; too many: topUpDeclined card"
    )
  }
}
