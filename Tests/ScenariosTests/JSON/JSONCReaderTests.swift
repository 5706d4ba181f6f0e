import XCTest

@testable import Scenarios

final class JSONCReaderTests: XCTestCase {
  /// Checks that each text has exactly these faults, each as `OFFSET message`.
  private func check(_ examples: KeyValuePairs<String, [String]>, file: StaticString = #filePath, line: UInt = #line) {
    for (text, faults) in examples { XCTAssertEqual(told(text), faults, text, file: file, line: line) }
  }

  func testCommentsAndTrailingCommasAreRead() {
    let text = "\u{FEFF}// first\n{ /* a\n * b */ \"a\": [1, 2,], // c\n \"b\": {\"c\": true,},\r\n}\n/**/ // end"
    XCTAssertEqual(JSONWriter.text(of: value(text)), "{\n  \"a\": [1, 2],\n  \"b\": { \"c\": true }\n}")
  }

  func testValuesKnowTheirPlaces() {
    guard case .object(let members) = value(#"{"a": [1], "b": null}"#).value else { return XCTFail("no object") }
    XCTAssertEqual(members.map(\.keyPlace.offset), [1, 11])
    XCTAssertEqual(members.map(\.node.place.offset), [6, 16])
  }

  func testNumbersAreKeptAsWritten() {
    for text in ["0", "-0", "19.00", "1e400", "0.000001", "-12.5E+7", "9223372036854775808"] {
      XCTAssertEqual(value(text).value, .number(text))
    }
  }

  func testAMissingCommaIsToldBehindTheValue() {
    check([
      #"{"a": 1 "b": 2}"#: [#"7 expected "," or "}" after this value"#],
      "{\"a\": \"x\"\n \"b\": [1 2]}": [
        #"9 expected "," or "}" after this value"#, #"18 expected "," or "]" after this value"#,
      ],
      #"["a": 1]"#: [#"4 expected "," or "]" after this value"#],
      #"[1 @ 2]"#: [#"2 expected "," or "]" after this value"#],
    ])
  }

  func testOneFaultOfStructureIsToldALine() {
    check([
      "{\"a\": ]\"b\" },\n": [#"5 expected a value after ":""#],
      "{\"a\": \"b{ \"c\": [ { \"d\": 5 } ] },\n \"e\": 1\n}": [#"11 expected "," or "}" after this value"#],
      "{\n \"a\"::5\", \"b\": 5 }\n}": [#"7 expected a value, found ":""#],
      "{\"ab\ncd\": {\n \"e\": 1 } }": ["1 this string has no closing quote on its line"],
      "[1 2,\n3 4]": [#"2 expected "," or "]" after this value"#, #"7 expected "," or "]" after this value"#],
    ])
  }

  func testMembersInAnArrayAreToldOnce() {
    check([
      "{\"a\": [\n  \"b\": 1,\n  \"c\": 02,\n  \"d\": { \"e\": 3 }\n}}": [
        #"13 expected "," or "]" after this value"#
      ]
    ])
  }

  func testSuperfluousCommasAreTold() {
    check([
      "[,]": [#"1 expected a value before this ",""#], "[1,,2]": [#"3 expected a value before this ",""#],
      "{,}": [#"1 expected a member before this ",""#],
    ])
  }

  func testAMissingColonOrValueIsToldOnce() {
    check([
      #"{"a" 1, "b": 2}"#: [#"4 expected ":" after the key "a""#], #"{"a"}"#: [#"4 expected ":" after the key "a""#],
      #"{"a" = 1}"#: [#"4 expected ":" after the key "a""#], #"{"a" {"b": 1}}"#: [#"4 expected ":" after the key "a""#],
      #"{"a": , "b": 1}"#: [#"5 expected a value after ":""#], #"{"a": }"#: [#"5 expected a value after ":""#],
      #"{: 1}"#: [#"1 expected a key in double quotes, found ":""#],
      #"{"a": 12,5}"#: ["9 expected a key in double quotes, found 5"],
    ])
  }

  func testWordsWithoutQuotesAreTold() {
    check([
      "[abc]": ["1 text takes double quotes"], "[abc def ghi]": ["1 text takes double quotes"],
      "[True]": ["1 True means nothing"], "{a: 1}": ["1 keys take double quotes"],
      "{'a': 'b'}": ["1 keys take double quotes", "6 strings take double quotes"],
      "[“abc”]": ["1 expected a value, found \"“\""], "[\u{A0}1]": ["1 expected a value, found U+00A0"],
      "[#]": [##"1 expected a value, found "#""##],
    ])
    XCTAssertEqual(parsed("[True]").faults.first?.hint, "write true")
    XCTAssertEqual(parsed("['it']").faults.first?.hint, "write \"it\"")
  }

  func testBadNumbersAreTold() {
    let examples = [
      ("01", "a number cannot start with 0", "write 1"), ("00.5", "a number cannot start with 0", "write 0.5"),
      ("-01", "a number cannot start with 0", "write -1"), ("00", "a number cannot start with 0", "write 0"),
      ("+1", "a number cannot start with \"+\"", "write 1"),
      (".5", "a number needs a digit before its dot", "write 0.5"),
      ("-.5", "a number needs a digit before its dot", "write -0.5"),
      ("1.", "a number needs a digit after its dot", "write 1"), ("NaN", "NaN is not a number that JSON has", nil),
      ("-Infinity", "-Infinity is not a number that JSON has", nil),
      ("0x1F", "0x1F is not a number", "write it in double quotes if it is text or a day"),
      ("2027-01-31", "2027-01-31 is not a number", "write it in double quotes if it is text or a day"),
      ("1e", "1e is not a number", "write it in double quotes if it is text or a day"),
      ("-", "- is not a number", "write it in double quotes if it is text or a day"),
    ]
    for (text, message, hint) in examples {
      let faults = parsed("[\(text), 1]").faults
      XCTAssertEqual(faults.map(\.message), [message], text)
      XCTAssertEqual(faults.first?.hint, hint, text)
    }
  }

  func testBracketsThatDoNotMatchAreToldOnce() {
    check([
      "{\n \"a\": [1, 2": [#"13 expected "]" to close the "[" opened at 2:7"#],
      #"{"a": [1, 2}"#: [#"11 expected "]" to close the "[" opened at 1:7 before this "}""#],
      #"{"a": [1, 2}}"#: [#"11 expected "]" to close the "[" opened at 1:7 before this "}""#],
      "{\"a\": 1] }": [#"7 unexpected "]""#], "[1}]": [#"2 unexpected "}""#],
      "{} }": ["3 text after the end of the value that began at 1:1"],
      "{} {}": ["3 text after the end of the value that began at 1:1"], "]": [#"0 expected a value, found "]""#],
      "{\"a\": {": [#"7 expected "}" to close the "{" opened at 1:7"#],
    ])
    XCTAssertNil(parsed("[[1}").node)
  }

  func testDuplicateKeyNamesTheLineOfTheFirst() {
    let (node, faults) = parsed("{\n  \"a\": 1,\n  \"b\": 2,\n  \"\\u0061\": 3\n}")
    XCTAssertEqual(faults.map(\.message), ["duplicate key \"a\""])
    XCTAssertEqual(faults.map(\.hint), ["the first is at 2:3"])
    XCTAssertEqual(faults.map(\.place.offset), [24])
    XCTAssertEqual(node?.bare, value(#"{"a":1,"b":2}"#).bare)
  }

  func testDuplicatesAreFoundAmongManyKeys() {
    let keys = (0..<1000).map { "\"k\($0)\": 0" } + ["\"k3\": 1", "\"k999\": 2"]
    XCTAssertEqual(
      parsed("{" + keys.joined(separator: ",\n") + "}").faults.map(\.hint),
      ["the first is at 4:1", "the first is at 1000:1"])
  }

  func testFilesWithoutAValueAreTold() {
    check(["": ["0 the file is empty"], " \n // no\n": ["0 the file is empty"], "/* {}": ["0 this comment has no end"]])
    let hint = #"write at least { "start": "2027-01-01" }, or let daybook new --force write one"#
    XCTAssertEqual(parsed("").faults.map(\.hint), [hint])
    XCTAssertEqual(load(["x.jsonc": #"{ "start": "2027-01-01" }"#]).faults, [])
  }

  func testATooLargeFileIsTold() {
    let (node, faults) = parsed([UInt8](repeating: .space, count: SourceFile.sizeLimit + 1))
    XCTAssertNil(node)
    XCTAssertEqual(faults.map(\.message), ["the file is larger than 64 MiB"])
  }

  func testSixtyFourLevelsAreReadAndOneMoreIsTold() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    check([
      nested(64): [], nested(65): ["64 nested more than 64 levels deep"],
      "[" + nested(64) + ", 01]": ["64 nested more than 64 levels deep", "131 a number cannot start with 0"],
    ])
  }

  func testAMillionBracketsAreOneFault() {
    XCTAssertEqual(told(String(repeating: "[", count: 1_000_000)), ["64 nested more than 64 levels deep"])
    XCTAssertEqual(told(String(repeating: "{\"a\":", count: 200_000)), ["320 nested more than 64 levels deep"])
  }

  func testAfterAHundredFaultsTheRestIsNotRead() {
    let (node, faults) = parsed("[" + Array(repeating: "01", count: 5000).joined(separator: ",") + "]")
    XCTAssertNil(node)
    XCTAssertEqual(faults.count, 101)
    XCTAssertEqual(faults.last?.message, "100 faults so far; what follows in this file was not read")
  }

  func testNoJunkTrapsAndEachFaultLiesInTheFile() {
    let pieces =
      [
        "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "\\u", "D800", "/", "*", "//", "/*", "*/", "\n", "\r", "\t", " ",
        "a",
        "1", "-", ".", "true", "\u{00}", "ж", "😀", "\"a\":",
      ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80], [0xE2, 0x80]]
    for seed in 0..<3000 {
      var random = TestRandom(seed: UInt64(seed))
      let bytes = (0..<random.next(below: 60)).flatMap { _ in pieces[random.next(below: pieces.count)] }
      let file = SourceFile(path: "x", bytes: bytes)
      var faults = Faults()
      let node = JSONCReader.read(file, file: 0, faults: &faults)
      XCTAssertTrue(node != nil || !faults.isEmpty, "seed \(seed)")
      XCTAssertTrue(faults.sorted.allSatisfy { 0...bytes.count ~= $0.place.offset }, "seed \(seed)")
      XCTAssertFalse(faults.rendered(in: [file]).isEmpty && !faults.isEmpty, "seed \(seed)")
    }
  }
}
