import XCTest

@testable import Scenarios

final class SchemaWriterTests: XCTestCase {
  /// The schema of a body, with what it refers to, as text.
  private func text(asPatch: Bool = false, _ body: @escaping (inout ObjectReader) -> some Any) -> String {
    var writer = SchemaWriter()
    let node = writer.node(.object(readBy: body), asPatch: asPatch)
    return JSONWriter.text(
      of: .object([("schema", node), ("definitions", .object(writer.definitions.map { ($0.key, $0.node) }))])
    )
    .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  private func tier(_ object: inout ObjectReader) -> Int? {
    object.require("from", .int(in: 1...9), about: "the first")
  }

  func testKeysAreThoseThatABodyAsksFor() {
    XCTAssertEqual(
      text { object in
        _ = object.read("flag", .bool, default: true, about: "whether")
        return object.require("word", .word(among: ["a", "b"]))
      },
      #"{ "schema": { "type": "object", "properties": { "flag": { "description": "whether", "type": "boolean" }, "#
        + #""word": { "enum": ["a", "b"] } }, "additionalProperties": false, "required": ["word"] }, "#
        + #""definitions": {} }"#)
  }

  func testAPatchRequiresNothingAndTakesNull() {
    let body: (inout ObjectReader) -> Int? = { object in
      object.section("tier", about: "a tier") { self.tier(&$0) }
    }
    let patch = text(asPatch: true, body)
    XCTAssertTrue(
      patch.contains(##"{ "anyOf": [ { "$ref": "#/definitions/tier/properties/from" }, { "type": "null" } ] }"##), patch
    )
    XCTAssertTrue(
      patch.contains(##"{ "description": "a tier", "anyOf": [ { "$ref": "#/definitions/tierPatch" }"##), patch)
    XCTAssertEqual(patch.ranges(of: "required").count, 1, "only of the tier itself")
    XCTAssertFalse(text(body).contains("null"))
  }

  func testListsAreReplacedAsAWholeByPatches() {
    let patch = text(asPatch: true) { $0.read("tiers", Shape<[Int]>.array(of: .object(self.tier))) }
    XCTAssertTrue(patch.contains(#""required": ["from"]"#), patch)
    XCTAssertEqual(patch.ranges(of: "null").count, 1, patch)
  }

  func testOneOfSeveralKeysBringsItsOwn() {
    let schema = text { object in
      object.readOne(of: ["up", "down"], orReport: { _ in ("", "") }) { key, object in
        if key == "up" { _ = object.read("speed", .bool) }
        return object.read(key, .bool)
      }
    }
    XCTAssertTrue(
      schema.contains(
        #""oneOf": [ { "required": ["up"] }, { "required": ["down"] } ], "dependencies": { "speed": ["up"] }"#),
      schema)
  }

  func testAPatchOnOneOfTwoKindsMayHaveKeysOfBoth() {
    let kinds = Schema.any([.object { $0.require("a", .bool) }, .object { $0.require("b", .bool) }].map { $0 })
    var writer = SchemaWriter()
    let patch = JSONWriter.text(of: writer.node(kinds, asPatch: true))
    XCTAssertTrue(patch.contains("\"a\"") && patch.contains("\"b\"") && !patch.contains("required"), patch)
    XCTAssertEqual(JSONWriter.text(of: writer.node(kinds)).ranges(of: "required").count, 2)
  }

  // MARK: Patterns

  func testPatternsOfDecimalsMatchWhatIsRead() throws {
    let cases: [(most: Int64, decimals: Int)] = [(1000, 2), (1200, 6), (10, 0), (7, 1), (100_000_000_000_000, 4)]
    let texts = [
      "0", "00", "1", "01", "7", "7.0", "7.1", "8", "9.9", "10", "10.0", "10.01", "99", "999.99", "999.999", "1000",
      "1000.00",
      "1000.01", "1001", "1099", "1100", "1199.999999", "1199.9999990", "1200", "1200.000001", "1201", "1900", "2000",
      "99999999999999.9999", "100000000000000", "100000000000000.0001", "100000000000001", "1000000000000000",
      "1000000000000000.0001", "1000000000000001", "9000000000000000", "-1",
      "+1",
      "1.", ".5", "1e3", "1,5", "", " 1", "1 ", "x",
    ]
    for (most, decimals) in cases {
      let scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
      let pattern = try Regex(decimalPattern(upTo: most, decimals: decimals, isSigned: false))
      let signed = try Regex(decimalPattern(upTo: most, decimals: decimals, isSigned: true))
      for text in texts {
        let isRead = (try? scaledInteger(text, decimals: decimals)).map { (0...most * scale).contains($0) } ?? false
        XCTAssertEqual(text.wholeMatch(of: pattern) != nil, isRead, "\(text) up to \(most) with \(decimals) decimals")
        if isRead { XCTAssertNotNil("-\(text)".wholeMatch(of: signed), text) }
      }
    }
  }

  func testPatternsOfWholeNumbersEndWhereTheyShould() throws {
    for most in [0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 1199, 1200, 2047] {
      let pattern = try Regex("(\(wholePattern(upTo: Int64(most))))")
      for number in 0...2100 {
        XCTAssertEqual("\(number)".wholeMatch(of: pattern) != nil, number <= most, "\(number) up to \(most)")
      }
      XCTAssertNil("01".wholeMatch(of: pattern))
    }
  }

  func testPatternsOfNamesMatchNames() throws {
    let texts = [
      "a", "A1", "a-b_c", "1a", "", "-a", "a.b", "a b", "é", "shops.17", "shops.a17", "shops.", "shops.b1", "a.1.2",
      ".1",
    ]
    for rule in [NameRule.name, NameRule.accountName] {
      let pattern = try Regex(rule.pattern())
      for text in texts { XCTAssertEqual(text.wholeMatch(of: pattern) != nil, rule.isRight(text), text) }
    }
  }
}
