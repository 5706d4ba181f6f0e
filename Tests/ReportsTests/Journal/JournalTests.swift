import Simulation
import XCTest

@testable import BillingCore
@testable import Reports

/// The books as a journal: stories by hand to the letter, and agreement with the reports to the cent.
final class JournalTests: XCTestCase {
  private func text(_ journal: Journal) -> String {
    var bytes: [UInt8] = []
    journal.forEachPiece { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func journal(of scenario: Scenario, threads: Int = 1) async throws -> Journal {
    let simulator = Simulator(scenario)
    return try await simulator.run(threads: threads, watcher: Journal(simulator)).watcher
  }

  /// What stands below the declarations.
  private func transactions(_ journal: Journal) -> String {
    let text = text(journal)
    guard let start = text.range(of: "account expenses:badDebt\n") else { return text }
    return String(text[start.upperBound...])
  }

  // MARK: Stories

  private func story(_ code: String = "USD", services: [String] = []) throws -> Scenario {
    var policy = Policy()
    policy.currency = try XCTUnwrap(Currency(code: code))
    policy.tariff.base.monthly = policy.currency.units(31)
    policy.tariff.services = services.map {
      Service(name: $0, price: .recurring(monthly: policy.currency.units(31), counting: .daily))
    }
    return Scenario(name: "story", start: day("2027-01-30"), days: 5, policies: PolicyCalendar(policy))
  }

  func testAScriptedAccountsEventsAreTransactionsOfTheirOwn() async throws {
    var scenario = try story(services: ["mail"])
    var state = OpeningState(created: day("2027-01-01"), lastActivity: day("2027-01-29"))
    (state.prepaidCash, state.units) = (cents(3500), [1])
    var payer = ScriptedAccount(name: "payer", beginning: .opening(state))
    payer.entries = [.init(on: day("2027-02-03"), .command(.topUp(cents(4000), by: .owner, with: .googlePay)))]
    scenario.scripted = [payer, ScriptedAccount(name: "idle", beginning: .created(day("2027-01-31"), units: [0]))]
    // 31 days of base and of mail at 31.00 a month; what the cash does not cover is receivable until it is paid.
    let expected = """

      2027-01-29 (opening) payer  ; segment:scripted
          equity:opening                          35.00 USD
          liabilities:deferred                   -35.00 USD

      2027-02-01 (invoiced) payer  ; segment:scripted
          liabilities:deferred                    31.00 USD
          revenue:base                           -31.00 USD

      2027-02-01 (invoiced) payer  ; segment:scripted
          liabilities:deferred                     4.00 USD
          revenue:mail                            -4.00 USD
          assets:receivable                       27.00 USD
          revenue:mail                           -27.00 USD

      2027-02-01 (invoiced) idle  ; segment:scripted
          assets:receivable                        1.00 USD
          revenue:base                            -1.00 USD

      2027-02-03 (topUp) payer  ; segment:scripted
          assets:cash:googlePay                   27.00 USD
          assets:receivable                      -27.00 USD
          assets:cash:googlePay                   13.00 USD
          liabilities:deferred                   -13.00 USD

      """
    let found = transactions(try await journal(of: scenario))
    XCTAssertEqual(found, expected)
  }

  func testDeclarationsNameTheCommodityAndEveryAccount() async throws {
    let head = text(try await journal(of: try story(services: ["mail", "discount", "breakage"])))
    XCTAssertEqual(
      head,
      """
      ; The books of story, 2027-01-30 to 2027-02-03: for each day and segment the totals of what was
      ; posted, and of scripted accounts each event. Balances before the first day are booked on its eve.
      ; A segment's books: hledger -f journal.ledger balance 'tag:segment=^NAME$'

      decimal-mark .
      commodity 1000.00 USD
      tag segment
      account assets:cash:card
      account assets:cash:googlePay
      account assets:cash:applePay
      account assets:receivable
      account liabilities:deferred
      account equity:opening
      account revenue:base
      account revenue:mail
      account revenue:discount service
      account revenue:breakage service
      account revenue:discount
      account revenue:breakage
      account expenses:badDebt

      """)
  }

  func testAYenHasNoDecimalsAndADinarThree() async throws {
    for (code, commodity, amount) in [("JPY", "1000. JPY", " 31 JPY"), ("KWD", "1000.000 KWD", " 31.000 KWD")] {
      var scenario = try story(code)
      scenario.scripted = [
        ScriptedAccount(
          name: "old", beginning: .opening(OpeningState(created: day("2027-01-01"), lastActivity: day("2027-01-29"))))
      ]
      let text = text(try await journal(of: scenario))
      XCTAssertTrue(text.contains("\ncommodity \(commodity)\n"), text)
      XCTAssertTrue(text.contains("assets:receivable") && text.contains("\(amount)\n"), text)
    }
  }

  /// A day of two accounts of a segment, heard by two watchers.
  private func totals(startsReporting: Bool = true) throws -> Journal {
    var scenario = try story()
    scenario.segments = [Segment(name: "shops", accounts: 2)]
    let whole = Journal(Simulator(scenario))
    let account = Account(created: day("2027-01-30"), eve: day("2027-01-29"), under: scenario.policies)
    var (first, second) = (whole, whole)
    for (position, amount) in [(0, 500), (1, 250)] as [(Int, Int64)] {
      let topUp = TopUp(
        amount: cents(amount), bonus: cents(30), cashToDebt: cents(200), bonusToDebt: cents(20), role: .owner,
        method: .card)
      var watcher = whole
      watcher.begin(account, as: AccountIdentity(position: position, segment: 0))
      if startsReporting { watcher.startReporting(account) }
      watcher.observe(.topUp(topUp), of: account, on: day("2027-02-01"))
      var line = InvoiceLine(service: nil, quantity: 1, amount: cents(amount * 2))
      (line.fromCash, line.earned) = (cents(amount), cents(amount - 1))
      watcher.observe(.invoiced(line), of: account, on: day("2027-02-01"))
      watcher.observe(.bonusLapsed(Lapse(amount: cents(9), breakage: cents(7))), of: account, on: day("2027-02-02"))
      watcher.observe(.purged(writtenOff: cents(amount)), of: account, on: day("2027-02-03"))
      if position == 0 { first = watcher } else { second = watcher }
    }
    second.merge(first)
    return second
  }

  func testASegmentsDayIsOneTransactionWithBothSidesOfEachBook() throws {
    XCTAssertEqual(
      transactions(try totals()),
      """

      2027-02-01 (totals) shops  ; segment:shops
          assets:cash:card                         7.50 USD
          assets:receivable                        7.50 USD
          assets:receivable                       -4.40 USD
          liabilities:deferred                     7.48 USD
          liabilities:deferred                    -3.50 USD
          revenue:base                           -14.98 USD
          revenue:discount                         0.40 USD

      2027-02-02 (totals) shops  ; segment:shops
          liabilities:deferred                     0.14 USD
          revenue:breakage                        -0.14 USD

      2027-02-03 (totals) shops  ; segment:shops
          assets:receivable                       -7.50 USD
          expenses:badDebt                         7.50 USD

      """)
  }

  func testWhatIsNotReportedIsNotBooked() throws {
    XCTAssertEqual(transactions(try totals(startsReporting: false)), "")
  }

  // MARK: Laws

  /// By book, the sums of a journal's lines up to and with a month, of one segment or of all.
  private func balances(_ text: String, through month: String, segment: String, from first: String = "") -> [String:
    Int]
  {
    var sums: [String: Int] = [:]
    var counts = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("2") {
        let date = line.prefix(7)
        counts = date <= month && date >= first && (segment == "all" || line.hasSuffix("segment:\(segment)"))
      } else if counts, line.hasPrefix("    ") {
        let words = line.split(separator: " ")
        sums[words[0].hasPrefix("assets:cash") ? "cash" : String(words[0]), default: 0] +=
          Int(words[words.count - 2].filter { $0 != "." }) ?? .min
      }
    }
    return sums
  }

  func testTheBooksAgreeWithTheReportsOfEachMonthAndSegment() async throws {
    var warm = town(days: 150)
    warm.warmUpDays = 60
    for scenario in [town(), warm] {
      let text = transactions(try await journal(of: scenario))
      for row in try await reports(of: scenario, [.revenue]).sheet(.revenue).rows {
        let (month, segment) = (row["month"], row["segment"])
        let ends = balances(text, through: month, segment: segment)
        XCTAssertEqual(ends.values.reduce(0, +), 0)
        XCTAssertEqual(-(ends["liabilities:deferred"] ?? 0), row.number("deferred_end"), "\(month) \(segment)")
        XCTAssertEqual(ends["assets:receivable"] ?? 0, row.number("debt_outstanding_end"), "\(month) \(segment)")
        let flows = balances(text, through: month, segment: segment, from: month)
        XCTAssertEqual(flows["cash"] ?? 0, row.number("cash_in"), "\(month) \(segment)")
        let revenue = flows.filter {
          $0.key.hasPrefix("revenue:") && !["revenue:discount", "revenue:breakage"].contains($0.key)
        }
        XCTAssertEqual(-revenue.values.reduce(0, +), row.number("revenue_recognized"), "\(month) \(segment)")
        XCTAssertEqual(-(flows["revenue:breakage"] ?? 0), row.number("breakage"), "\(month) \(segment)")
        XCTAssertEqual(flows["revenue:discount"] ?? 0, row.number("discount"), "\(month) \(segment)")
        XCTAssertEqual(flows["expenses:badDebt"] ?? 0, row.number("bad_debt"), "\(month) \(segment)")
      }
    }
  }

  func testEveryTransactionBalancesAndDaysAscend() async throws {
    let blocks = transactions(try await journal(of: town())).components(separatedBy: "\n\n")
    XCTAssertGreaterThan(blocks.count, 200)
    for block in blocks {
      let amounts = block.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { line in
        Int(line.split(separator: " ").dropLast().last?.filter { $0 != "." } ?? "") ?? .min
      }
      XCTAssertEqual(amounts.reduce(0, +), 0, block)
    }
    let days = blocks.map { $0.trimmingCharacters(in: .newlines).prefix(10) }
    XCTAssertEqual(days, days.sorted())
  }

  func testThreadsDoNotShow() async throws {
    let one = text(try await journal(of: town()))
    for threads in [2, 5] {
      let other = text(try await journal(of: town(), threads: threads))
      XCTAssertEqual(other, one)
    }
  }
}
