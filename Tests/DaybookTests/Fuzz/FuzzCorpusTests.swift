import Foundation
import XCTest

/// Replays what the fuzzer of Tests/Fuzz began with, and what it has found.
final class FuzzCorpusTests: XCTestCase {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz").path

  private func replay(_ target: FuzzTarget) throws {
    let corpus = "\(FuzzCorpusTests.folder)/corpus/\(target.rawValue)"
    for name in try FileManager.default.contentsOfDirectory(atPath: corpus).sorted() {
      let bytes = try XCTUnwrap(FileManager.default.contents(atPath: "\(corpus)/\(name)"))
      XCTAssertNil(target.fault(of: Array(bytes)), "\(corpus)/\(name)")
    }
    let kept = "\(FuzzCorpusTests.folder)/kept/\(target.rawValue).jsonl"
    let lines = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n")
    XCTAssertGreaterThan(lines.count, 10, kept)
    for (number, line) in lines.enumerated() {
      let text = try JSONDecoder().decode(String.self, from: Data(line.utf8))
      let bytes = try text.unicodeScalars.map { try XCTUnwrap(UInt8(exactly: $0.value)) }
      XCTAssertNil(target.fault(of: bytes), "\(kept):\(number + 1)")
    }
  }

  func testKeptScenariosReadBackOrAreRefusedWithAPlace() throws { try replay(.scenario) }
  func testKeptAmountsReadBack() throws { try replay(.money) }
  func testKeptDaysReadBack() throws { try replay(.days) }
  func testKeptBooksAreReadOrRefusedWithAPlace() throws { try replay(.book) }
  func testKeptSearchesAreReadOrRefusedWithAWord() throws { try replay(.search) }
  func testKeptCommandLinesAreReadOrRefusedAsUsage() throws { try replay(.command) }
  func testKeptFoldersAreReplacedExactlyWhenTheyAreOwn() throws { try replay(.force) }
  func testKeptComparisonsAreAnsweredOrRefused() throws { try replay(.compared) }
}
