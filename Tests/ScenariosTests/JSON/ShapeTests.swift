import XCTest

@testable import Scenarios

final class ShapeTests: XCTestCase {
  /// The value of a text by a shape, or the message and hint of its faults.
  private func read<Value>(_ text: String, _ shape: Shape<Value>) -> (value: Value?, told: [String]) {
    var faults = Faults()
    let value = shape.read(value(text), at: .whole, &faults)
    return (value, faults.sorted.map { $0.message + ($0.hint.map { "; \($0)" } ?? "") })
  }

  func testWholeNumbersAreExact() {
    let shape = Shape<Int64>.int(in: .min ... .max)
    XCTAssertEqual(read("9223372036854775807", shape).value, .max)
    XCTAssertEqual(read("-9223372036854775808", shape).value, .min)
    XCTAssertEqual(read("-0", shape).value, 0)
    XCTAssertEqual(read("9223372036854775808", shape).told, ["9223372036854775808 does not fit 64 bits"])
  }

  func testWhatIsNoWholeNumberIsTold() {
    let shape = Shape<Int>.int(in: 1...31)
    let examples = [
      ("40", "the number 40"), ("\"abc\"", "the string \"abc\""), ("true", "true"), ("{}", "an object"),
      ("[]", "an array"),
      ("1.0", "the number 1.0; write 1"), ("1e1", "the number 1e1; write it without an exponent"),
      ("\"5\"", "the string \"5\"; write it without quotes"),
    ]
    for (text, found) in examples {
      XCTAssertEqual(read(text, shape).told, ["expected a whole number from 1 to 31, found \(found)"])
    }
  }

  func testDecimalsComeFromNumbersAndStrings() {
    let shape = Shape<Int64>.decimal(2, in: 0...(.max), called: "an amount")
    XCTAssertEqual(read("19", shape).value, 1900)
    XCTAssertEqual(read("\"19.00\"", shape).value, 1900)
    XCTAssertEqual(read("0.10", shape).value, 10)
    let expected = "expected an amount of at least 0.00, found"
    let examples = [
      ("19.005", "19.005 has too many decimals; 2 are allowed"),
      ("\"12,5\"", "\(expected) the string \"12,5\"; write a dot: \"12.5\""),
      ("1e3", "\(expected) the number 1e3; write it without an exponent"),
      ("-1", "\(expected) the number -1"), ("\"+1\"", "\(expected) the string \"+1\"; write it like 19 or 0.5"),
      ("\"19 USD\"", "\(expected) the string \"19 USD\""),
      ("1e400", "\(expected) the number 1e400; write it without an exponent"),
      ("99999999999999999999", "99999999999999999999 does not fit 64 bits"),
    ]
    for (text, message) in examples { XCTAssertEqual(read(text, shape).told, [message]) }
  }

  func testRangesOfDecimalsAreToldInDecimals() {
    XCTAssertEqual(
      read("101", .decimal(2, in: -50...10000)).told, ["expected a number from -0.50 to 100.00, found the number 101"])
    XCTAssertEqual(
      read("101", .decimal(0, in: .min...5)).told, ["expected a number of at most 5, found the number 101"])
    XCTAssertEqual(read("0.000001", .decimal(6, in: .min ... .max)).value, 1)
  }

  func testWordsAreThoseListed() {
    let words = ["daily", "full", "none"]
    let shape = Shape<Int>.word(of: [1, 2, 3]) { words[$0 - 1] }
    XCTAssertEqual(read("\"full\"", shape).value, 2)
    let expected = "expected \"daily\", \"full\" or \"none\", found"
    XCTAssertEqual(read("\"dayly\"", shape).told, ["\(expected) the string \"dayly\"; did you mean \"daily\"?"])
    XCTAssertEqual(read("1", shape).told, ["\(expected) the number 1"])
  }

  func testAWordMayStandForNone() {
    let shape = Shape<Int?>.either(.int(in: 1...31), orNone: "never")
    XCTAssertEqual(read("7", shape).value, .some(7))
    XCTAssertEqual(read("\"never\"", shape).value, .some(nil))
    XCTAssertEqual(
      read("\"nver\"", shape).told,
      ["expected a whole number from 1 to 31 or \"never\", found the string \"nver\"; did you mean \"never\"?"])
    XCTAssertEqual(read("\"all\"", Shape<Int>.int(in: 0...9).or("all", means: 9)).value, 9)
  }

  func testNullHasItsOwnMessage() {
    XCTAssertEqual(
      read("null", .string).told,
      [
        #"null where a value is expected; "#
          + #"null removes a key and stands only in patches (changes, and files that have "extends")"#
      ])
  }

  func testWhatCouldNotBeReadIsPassedOver() {
    var faults = Faults()
    XCTAssertNil(Shape.string.read(JSONNode(.invalid), at: .whole, &faults))
    XCTAssertTrue(faults.isEmpty)
  }

  func testTextsCanBeParsedFurther() {
    let shape = Shape.string.parsed(as: "a word of three letters") { $0.count == 3 ? $0.count : nil }
    XCTAssertEqual(read("\"abc\"", shape).value, 3)
    XCTAssertEqual(read("\"ab\"", shape).told, ["expected a word of three letters, found the string \"ab\""])
  }

  func testArraysAndMembersTellAllTheirFaults() {
    XCTAssertEqual(read("[3, \"x\", 1, 99]", .array(of: .int(in: 1...31))).value, [3, 1])
    XCTAssertEqual(read("[3, \"x\", 1, 99]", .array(of: .int(in: 1...31))).told.count, 2)
    let names = NameRule(words: "letters", pattern: "^[^1]*$") { $0 != "1" }
    let shape = Shape<[Named<Int>]>.members(named: names, of: .int(in: 0...9))
    let (values, told) = read(#"{"b": 2, "1": 0, "a": true, "c": 3}"#, shape)
    XCTAssertEqual(values?.map(\.name), ["b", "c"])
    XCTAssertEqual(values?.map(\.value), [2, 3])
    XCTAssertEqual(
      told, [#""1" is not a name; a name is letters"#, "expected a whole number from 0 to 9, found true"])
  }
}
