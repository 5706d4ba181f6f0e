import XCTest

@testable import Scenarios

final class MergePatchTests: XCTestCase {
  func testTheExamplesOfTheStandardHold() {
    let examples = [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
      (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
      (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
      (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
      (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
      (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
      (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
      (#"{"a":"foo"}"#, #"null"#, #"null"#),
      (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
      (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
      (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
      (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ]
    for (target, patch, result) in examples {
      XCTAssertEqual(value(target).merged(with: value(patch)).bare, value(result).bare, "\(target) with \(patch)")
    }
  }

  func testANameThatExistsKeepsItsPlaceAndNewOnesFollow() {
    let merged = value(#"{"a":1,"b":2,"c":3}"#).merged(with: value(#"{"z":0,"c":4,"a":null,"b":{"x":1}}"#))
    XCTAssertEqual(JSONWriter.text(of: merged), "{\n  \"b\": { \"x\": 1 },\n  \"c\": 4,\n  \"z\": 0\n}")
  }

  func testNullsInArraysStay() {
    XCTAssertEqual(value("{}").merged(with: value(#"{"a":[null]}"#)).bare, value(#"{"a":[null]}"#).bare)
  }

  func testAValueKeepsThePlaceWhereItWasWritten() throws {
    var faults = Faults()
    let base = try XCTUnwrap(JSONCReader.read(source(#"{"a":{"b":1,"c":2}}"#), file: 0, faults: &faults))
    let patch = try XCTUnwrap(JSONCReader.read(source(#"{  "a":{"c":3}}"#), file: 1, faults: &faults))
    guard case .object(let whole) = base.merged(with: patch).value, case .object(let inner) = whole[0].node.value else {
      return XCTFail("no objects")
    }
    XCTAssertEqual(whole[0].node.place, Place(file: 1, offset: 7))
    XCTAssertEqual(inner.map(\.node.place), [Place(file: 0, offset: 10), Place(file: 1, offset: 12)])
  }

  func testWhatCouldNotBeReadStaysSo() {
    XCTAssertEqual(JSONNode(.invalid).merged(with: value(#"{"a":1}"#)).value, .invalid)
  }

  func testManyMembersMergeInOrder() {
    let base = JSONNode(.object((0..<500).map { JSONMember("k\($0)", JSONNode(.number("0"))) }))
    let patch = JSONNode(.object((250..<750).map { JSONMember("k\($0)", JSONNode(.number("1"))) }))
    guard case .object(let members) = base.merged(with: patch).value else { return XCTFail("no object") }
    XCTAssertEqual(members.map(\.key), (0..<750).map { "k\($0)" })
    XCTAssertEqual(members.map(\.node.value), (0..<750).map { .number($0 < 250 ? "0" : "1") })
  }
}
