import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class ExpectationDecoderTests: XCTestCase {
  private func expectation(_ members: String) throws -> Expectation {
    let entries = try loaded(withEntry(members)).scenario.scripted[0].entries
    guard case .expect(let expectation) = entries[0].deed else { throw CancellationError() }
    return expectation
  }

  func testAnInvoiceIsReadLineByLine() throws {
    let fact = try expectation(
      """
      "expect": { "invoice": { "base": "19.00", "order": { "quantity": 341, "amount": 0.82, "fromCash": "0.50",
        "fromBonus": "0.02", "asDebt": "0.30", "final": true } } }
      """
    ).claims[0].fact
    guard case .invoice(let lines) = fact else { return XCTFail("it is an invoice") }
    XCTAssertEqual(lines.map(\.service), ["base", "order"])
    XCTAssertTrue(lines[0].isAmountAlone)
    XCTAssertEqual(lines[1].quantity, 341)
    XCTAssertEqual(lines[1].parts.map(\.key), ["quantity", "amount", "fromCash", "fromBonus", "asDebt", "final"])
    XCTAssertEqual(
      fact.text(in: .usd),
      "base 19.00; order quantity 341, amount 0.82, fromCash 0.50, fromBonus 0.02, asDebt 0.30, final true")
    XCTAssertEqual(try expectation(#""expect": { "invoice": "none" }"#).claims[0].fact, .invoice([]))
  }

  func testTopUpsAreOneOrAList() throws {
    func texts(_ value: String) throws -> String {
      try expectation(#""expect": { "topUp": \#(value) }"#).claims[0].fact.text(in: .usd)
    }
    XCTAssertEqual(try texts(#""57.00""#), "57.00")
    XCTAssertEqual(
      try texts(#"{ "amount": 57, "bonus": "2.85", "toDebt": 0 }"#), "amount 57.00, bonus 2.85, toDebt 0.00")
    XCTAssertEqual(try texts(#"[57, { "bonusToDebt": 1 }]"#), "57.00; bonusToDebt 1.00")
    XCTAssertEqual(try texts(#""none""#), "none")
  }

  func testUseAndAmountsHaveTheRangeOfWhatCanComeOut() throws {
    let text =
      #""expect": { "usage": { "order": 1000000000000000000, "base": 0 }, "balance": "-40000000000000000.00" }"#
    XCTAssertEqual(
      try expectation(text).claims.map { $0.fact.text(in: .usd) },
      ["order 1000000000000000000; base 0", "-40000000000000000.00"])
  }

  func testANoteStandsBesideAnyEntry() throws {
    let text = withAccount(
      """
      "timeline": [ { "on": "2027-02-01", "topUp": 1, "note": "CRM-812" },
        { "on": "2027-02-01", "note": "не той рахунок", "expect": { "stage": "none" } } ]
      """)
    let loaded = try loaded(text)
    let entries = loaded.scenario.scripted[0].entries
    XCTAssertEqual(entries.map(\.note), ["CRM-812", "не той рахунок"])
    guard case .expect(let expectation) = entries[1].deed else { return XCTFail("it is an expectation") }
    XCTAssertEqual(expectation.note, "не той рахунок")
    XCTAssertTrue(loaded.resolved.contains(#""note": "CRM-812""#))
    XCTAssertTrue(loaded.resolved.contains(#""note": "не той рахунок""#))
  }

  func testFaultsHaveTheirPlaces() {
    let entry = "in accounts.acme.timeline[0]"
    let amount = "expected an amount from 0.00 to 40000000000000000.00"
    for (members, message) in [
      (
        #""expect": { "invoice": { ▸"ordre": 1 } }"#,
        #"there is no service "ordre" \#(entry).expect.invoice; did you mean "order"?"#
      ),
      (#""expect": { "invoice": ▸{} }"#, "no service is named \(entry).expect.invoice; name each with its value"),
      (
        #""expect": { "invoice": { "base": ▸{} } }"#,
        #"nothing is expected of the line \#(entry).expect.invoice.base; give its "amount", for example"#
      ),
      (
        #""expect": { "invoice": { "base": { ▸"amont": 1 } } }"#,
        #"unknown key "amont" \#(entry).expect.invoice.base; did you mean "amount"?"#
      ),
      (
        #""expect": { "invoice": ▸"nothing" }"#,
        #"expected an object of services or "none", found the string "nothing" \#(entry).expect.invoice"#
      ),
      (
        #""expect": { "invoice": { "base": ▸true } }"#,
        "\(amount) or an object of parts, found true \(entry).expect.invoice.base"
      ),
      (#""expect": { "topUp": ▸[] }"#, #"the list has no top-up \#(entry).expect.topUp; write "none""#),
      (
        #""expect": { "usage": { "order": ▸-1 } }"#,
        "expected a whole number from 0 to 1000000000000000000, found the number -1 \(entry).expect.usage.order"
      ),
      (
        #""signIn": "owner", "note": ▸"a\u0007b""#,
        #"expected a text of one line, without control characters, found the string "a␇b" \#(entry).note"#
      ),
    ] { assertFault(withEntry(members), message) }
  }
}
