import Foundation
import XCTest

@testable import daybook

extension Workbench {
  /// What a call answers; it has to end with a code.
  func answer(
    _ call: String, code: Int32 = 0, file: StaticString = #filePath, line: UInt = #line
  ) throws -> [String: Any] {
    let ending = try shell("\"$0\" \(call) --json")
    XCTAssertEqual(ending.code, code, ending.messages, file: file, line: line)
    let document = try XCTUnwrap(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any], file: file, line: line)
    XCTAssertEqual(
      document["verb"] as? String, call.split(separator: " ").first.map(String.init), file: file, line: line)
    XCTAssertEqual(document["version"] as? String, Daybook.version, file: file, line: line)
    for key in document.keys.sorted() {
      XCTAssertTrue(
        try Answered.described.contains("`\(key)`"), "Formats.md does not describe \(key)", file: file, line: line)
    }
    return document
  }
}

/// What answers are compared with.
enum Answered {
  /// What the article on formats says of answers.
  static var described: Substring {
    get throws {
      let article = try article
      let start = try XCTUnwrap(article.range(of: "\n### Answers\n")).upperBound
      let end = try XCTUnwrap(article.range(of: "\n### ", range: start..<article.endIndex)).lowerBound
      return article[start..<end]
    }
  }

  static var article: String {
    get throws {
      var root = URL(fileURLWithPath: #filePath)
      for _ in 0..<4 { root.deleteLastPathComponent() }
      return try String(
        contentsOf: root.appendingPathComponent("Sources/Scenarios/Scenarios.docc/Formats.md"), encoding: .utf8)
    }
  }

  /// A member deep down.
  static func value(_ document: Any?, _ path: String...) -> Any? {
    path.reduce(document) { found, key in (found as? [String: Any])?[key] }
  }

  /// A number or text as a CSV file has it; nothing is the empty cell.
  static func cell(_ value: Any?, like text: String) -> String? {
    switch value {
    case is NSNull: ""
    case let text as String: text
    case let number as NSNumber: Double(text) == number.doubleValue ? text : "\(number)"
    default: nil
    }
  }
}
