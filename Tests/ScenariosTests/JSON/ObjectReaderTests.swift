import XCTest

@testable import Scenarios

final class ObjectReaderTests: XCTestCase {
  private struct Rules: Equatable {
    var remindFrom: Int
    var blockFrom: Int?
    var tiers: [Int64]
  }

  private func rules(_ reader: inout ObjectReader) -> Rules {
    reader.section("restrictions") { section in
      Rules(
        remindFrom: section.read("remindFrom", .int(in: 1...31), default: 4),
        blockFrom: section.read("blockFrom", .either(.int(in: 1...31), orNone: "never"), default: 10),
        tiers: section.read("tiers", .array(of: .object(tier)), default: []))
    }
  }

  private func tier(_ reader: inout ObjectReader) -> Int64? {
    reader.require("from", .decimal(2, in: 0...(.max)))
  }

  /// The rules of a text, and its faults as `LINE:COLUMN message in PATH; HINT`.
  private func read(_ text: String) -> (rules: Rules?, told: [String]) {
    let file = source(text)
    var faults = Faults()
    let node = JSONCReader.read(file, file: 0, faults: &faults)
    let value = node.flatMap { ObjectReader.read($0, into: &faults, rules) }
    return (value, faults.sorted.compactMap { $0.rendered(in: [file]).split(separator: "\n").first.map(String.init) })
  }

  func testAbsentSectionsAndKeysHaveTheirDefaults() {
    let defaults = Rules(remindFrom: 4, blockFrom: 10, tiers: [])
    XCTAssertEqual(read("{}").rules, defaults)
    XCTAssertEqual(read(#"{"restrictions": {}}"#).rules, defaults)
    XCTAssertEqual(
      read(#"{"restrictions": {"blockFrom": "never", "remindFrom": 2, "tiers": [{"from": 57}]}}"#).rules,
      Rules(remindFrom: 2, blockFrom: nil, tiers: [5700]))
  }

  func testUnknownKeysAreToldWithTheNearestKnownOne() {
    XCTAssertEqual(
      read(#"{"restrictions": {"blokFrom": 10}, "zzz": 1}"#).told,
      [
        #"x.jsonc:1:19: error: unknown key "blokFrom" in restrictions; did you mean "blockFrom"?"#,
        #"x.jsonc:1:36: error: unknown key "zzz""#,
      ])
  }

  func testMissingKeysAreToldAtTheirObject() {
    XCTAssertEqual(
      read(#"{"restrictions": {"tiers": [{}]}}"#).told,
      [
        #"x.jsonc:1:29: error: missing key "from" in restrictions.tiers[0]; expected a number of at least 0.00"#
      ])
  }

  func testASectionThatIsNoObjectIsOneFault() {
    let (rules, told) = read(#"{"restrictions": 5}"#)
    XCTAssertEqual(rules, Rules(remindFrom: 4, blockFrom: 10, tiers: []))
    XCTAssertEqual(told, ["x.jsonc:1:18: error: expected an object, found the number 5 in restrictions"])
    XCTAssertEqual(read("[]").told, ["x.jsonc:1:1: error: expected an object, found an array"])
  }

  func testFaultsAboutAnObjectOrAMemberHaveTheirPlaces() {
    var faults = Faults()
    var reader = ObjectReader(value(#"{"a": 2, "b": 1}"#), at: .member(.whole, "policy"))
    XCTAssertEqual(reader.node("a")?.value, .number("2"))
    _ = reader.node("b")
    reader.report("wrong order")
    reader.report("b is below a", at: "b", hint: "let them ascend")
    reader.finish(into: &faults)
    XCTAssertEqual(
      faults.sorted,
      [
        Fault(place: Place(file: 0, offset: 0), path: "policy", message: "wrong order"),
        Fault(
          place: Place(file: 0, offset: 14), path: "policy.b", message: "b is below a", hint: "let them ascend"),
      ])
  }

  func testNothingIsSaidAboutWhatCouldNotBeRead() {
    var faults = Faults()
    var reader = ObjectReader(JSONNode(.invalid))
    XCTAssertNil(reader.require("a", .string))
    reader.report("wrong order")
    XCTAssertEqual(reader.section("b") { $0.require("c", .bool) ?? true }, true)
    reader.finish(into: &faults)
    XCTAssertTrue(faults.isEmpty)
  }

  func testTenFaultsOfDifferentKindsAreToldAtTenPlaces() {
    let text = """
      {
        "restrictions": {
          "remindFrom": 04,
          "blockFrom": "nevr",
          "blokFrom": 10,
          "blockFrom": 9,
          tiers: [
            { "from": "12,5" },
            { "from": 19.005 },
            { "from": null },
            { "form": 1, "from": 5 },
            { "from": "5\\x" },
          ]
        }
        "title": 'x',
      }
      """
    let places = read(text).told.map { $0.split(separator: ":").prefix(3).dropFirst().joined(separator: ":") }
    XCTAssertEqual(
      places, ["3:19", "4:18", "5:5", "6:5", "7:5", "8:17", "9:17", "10:17", "11:9", "12:19", "14:4", "15:3", "15:12"])
  }
}
