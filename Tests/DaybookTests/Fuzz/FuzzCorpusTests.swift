import Foundation
import XCTest

/// Replays what the fuzzer of Tests/Fuzz began with, and what it has found.
final class FuzzCorpusTests: XCTestCase {
  private static let corpus = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz/corpus").path

  private func replay(_ target: FuzzTarget) throws {
    let folder = "\(FuzzCorpusTests.corpus)/\(target.rawValue)"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    XCTAssertGreaterThan(names.count, 0, folder)
    for name in names {
      let bytes = try XCTUnwrap(FileManager.default.contents(atPath: "\(folder)/\(name)"))
      XCTAssertNil(target.fault(of: Array(bytes)), "\(folder)/\(name)")
    }
  }

  func testKeptScenariosReadBackOrAreRefusedWithAPlace() throws { try replay(.scenario) }
  func testKeptAmountsReadBack() throws { try replay(.money) }
  func testKeptDaysReadBack() throws { try replay(.days) }
  func testKeptBooksAreReadOrRefusedWithAPlace() throws { try replay(.book) }
  func testKeptSearchesAreReadOrRefusedWithAWord() throws { try replay(.search) }
  func testKeptCommandLinesAreReadOrRefusedAsUsage() throws { try replay(.command) }
}
