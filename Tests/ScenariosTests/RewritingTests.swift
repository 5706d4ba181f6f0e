import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class RewritingTests: XCTestCase {
  private static let text = """
    // Жовтень
    { "a": -1.5, "b": "2.00", "є": [ "topUp", /* ] */ "signIn full" ],
      "c": "none" }
    """

  private func rewriting() -> Rewriting { Rewriting(path: "dir/a:b.jsonc", bytes: Array(RewritingTests.text.utf8)) }

  private func text(_ rewriting: Rewriting) -> String { String(decoding: rewriting.bytes, as: UTF8.self) }

  private func cents(_ amount: Int64) -> Money { Money(minorUnits: amount) }

  func testOnlyTheValueChanges() {
    var file = rewriting()
    XCTAssertEqual(text(file), RewritingTests.text)
    XCTAssertTrue(file.replace(at: "dir/a:b.jsonc:3:8", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertTrue(file.replace(at: "dir/a:b.jsonc:2:8", .debt(cents(-150)), with: .debt(cents(-7)), in: .usd))
    XCTAssertTrue(file.replace(at: "dir/a:b.jsonc:2:19", .balance(cents(200)), with: .balance(cents(-7)), in: .usd))
    XCTAssertEqual(
      text(file),
      RewritingTests.text.replacing("-1.5", with: "-0.07").replacing("2.00", with: "-0.07")
        .replacing("\"none\"", with: "\"blocked\""))
    XCTAssertEqual(file.changes.map(\.line), [2, 3])
    XCTAssertEqual(file.changes[1].old, ["  \"c\": \"none\" }"])
    XCTAssertEqual(file.changes[1].new, ["  \"c\": \"blocked\" }"])
  }

  func testEventsThatWereNamedByTheirKindStaySo() {
    var file = rewriting()
    XCTAssertTrue(
      file.replace(
        at: "dir/a:b.jsonc:2:32", .events(["topUp", "signIn full"]),
        with: .events(["topUp card", "signIn paymentPage", "purged"]), in: .usd))
    XCTAssertTrue(text(file).contains(#""є": ["topUp", "signIn paymentPage", "purged"],"#), text(file))
  }

  func testWhatHasNoSingleValueOrStandsElsewhereStays() {
    var file = rewriting()
    let events = Expectation.Fact.includes(["topUp"])
    XCTAssertFalse(file.replace(at: "dir/a:b.jsonc:2:32", events, with: events, in: .usd))
    XCTAssertFalse(file.replace(at: "other.jsonc:3:8", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertFalse(file.replace(at: "dir/a:b.jsonc:9:8", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertFalse(file.replace(at: "dir/a:b.jsonc:3:99", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertFalse(file.replace(at: "nowhere", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertTrue(file.replace(at: "dir/a:b.jsonc:3:8", .stage(.none), with: .stage(.blocked), in: .usd))
    XCTAssertFalse(file.replace(at: "dir/a:b.jsonc:3:8", .stage(.none), with: .stage(.reminder), in: .usd), "twice")
    XCTAssertEqual(file.changes.count, 1)
  }

  private func line(_ service: String, _ quantity: Int?, _ amount: Int64) -> LineClaim {
    var claim = LineClaim(service: service)
    (claim.quantity, claim.amount) = (quantity, cents(amount))
    return claim
  }

  func testOfAnInvoiceOnlyThePartsChangeThatDiffer() {
    let text = """
      { "base": 19.0, // base
        "order": { "amount": "0.82", /* units */ "quantity": 341 } }
      """
    let old = Expectation.Fact.invoice([line("base", nil, 1900), line("order", 341, 82)])
    var file = Rewriting(path: "x", bytes: Array(text.utf8))
    let new = Expectation.Fact.invoice([line("base", nil, 1900), line("order", 342, 84)])
    XCTAssertTrue(file.replace(at: "x:1:1", old, with: new, in: .usd))
    XCTAssertEqual(self.text(file), text.replacing("0.82", with: "0.84").replacing("341", with: "342"))

    file = Rewriting(path: "x", bytes: Array(text.utf8))
    XCTAssertTrue(file.replace(at: "x:1:1", old, with: .invoice([line("base", nil, 2000)]), in: .usd))
    XCTAssertEqual(self.text(file), #"{ "base": "20.00" }"#)
    file = Rewriting(path: "x", bytes: Array(text.utf8))
    XCTAssertTrue(file.replace(at: "x:1:1", old, with: .invoice([]), in: .usd))
    XCTAssertEqual(self.text(file), #""none""#)
  }

  func testTopUpsAndUseChangeLikewise() {
    var claim = TopUpClaim()
    (claim.amount, claim.bonus) = (cents(5700), cents(285))
    let text = #"[ { "bonus": "2.80", "amount": 57 } ]"#
    var file = Rewriting(path: "x", bytes: Array(text.utf8))
    XCTAssertTrue(file.replace(at: "x:1:1", .topUp([claim]), with: .topUp([claim]), in: .usd))
    XCTAssertEqual(self.text(file), text.replacing("2.80", with: "2.85"))
    file = Rewriting(path: "x", bytes: Array(#"{ "order": 1, "base": 31 }"#.utf8))
    let use = [UseClaim(service: "order", quantity: 7), UseClaim(service: "base", quantity: 31)]
    XCTAssertTrue(file.replace(at: "x:1:1", .usage(use), with: .usage(use), in: .usd))
    XCTAssertEqual(self.text(file), #"{ "order": 7, "base": 31 }"#)
  }

  private func paid(_ amounts: Int64...) -> Expectation.Fact {
    .topUp(
      amounts.map { amount in
        var claim = TopUpClaim()
        claim.amount = cents(amount)
        return claim
      })
  }

  func testOfAListOnlyTheElementsChangeThatDiffer() {
    let text = """
      [ "5.00", // first
        6.00, /* second */ "7.0" ]
      """
    var file = Rewriting(path: "x", bytes: Array(text.utf8))
    XCTAssertTrue(file.replace(at: "x:1:1", paid(500, 600, 700), with: paid(500, 650, 700), in: .usd))
    XCTAssertEqual(self.text(file), text.replacing("6.00", with: "6.50"))
    file = Rewriting(path: "x", bytes: Array(text.utf8))
    XCTAssertTrue(file.replace(at: "x:1:1", paid(500, 600, 700), with: paid(500, 650), in: .usd))
    XCTAssertEqual(self.text(file), #"["5.00", "6.50"]"#)
    let events = """
      [ "topUp", // paid
        "signIn full" ]
      """
    file = Rewriting(path: "x", bytes: Array(events.utf8))
    XCTAssertTrue(
      file.replace(
        at: "x:1:1", .events(["topUp", "signIn full"]), with: .events(["topUp card", "signIn paymentPage"]), in: .usd))
    XCTAssertEqual(self.text(file), events.replacing("full", with: "paymentPage"))
  }

  func testAListOfOneTopUpStaysOne() {
    for (text, new, expected) in [
      ("[ 5.00 /* a */ ]", paid(600), "[ 6.00 /* a */ ]"), (#"[ "5.00" ]"#, paid(600), #"[ "6.00" ]"#),
      (#"[ "5.00" ]"#, paid(), #""none""#), (#"[ "5.00" ]"#, paid(600, 700), #"["6.00", "7.00"]"#),
      (#""5.00""#, paid(600, 700), #"["6.00", "7.00"]"#),
    ] {
      var file = Rewriting(path: "x", bytes: Array(text.utf8))
      XCTAssertTrue(file.replace(at: "x:1:1", paid(500), with: new, in: .usd))
      XCTAssertEqual(self.text(file), expected)
    }
  }

  func testAPlaceAndItsOffsetAreTheSame() {
    let long = String(repeating: "ї\n", count: 3000) + "ab\tcї"
    for text in [RewritingTests.text, long, "\u{FEFF}x", ""] {
      let source = SourceFile(path: "x", bytes: Array(text.utf8))
      var offset = text.hasPrefix("\u{FEFF}") ? 3 : 0
      for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
        let place = source.location(of: offset)
        if offset < 200 || offset > 8900 {
          XCTAssertEqual(source.offset(line: place.line, column: place.column), offset, "\(place)")
        }
        offset += UTF8.width(scalar)
      }
      XCTAssertNil(source.offset(line: 10_000, column: 1))
    }
  }
}
