import Foundation
import XCTest

/// Reads the sources, and refuses what no compiler refuses.
final class TidyTests: XCTestCase {
  private struct Source {
    let path: String
    let lines: [Substring]
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private func sources(in folder: String) throws -> [Source] {
    let base = "\(TidyTests.root)/\(folder)"
    let names = try FileManager.default.subpathsOfDirectory(atPath: base).filter { $0.hasSuffix(".swift") }.sorted()
    return try names.map { name in
      let text = try String(contentsOfFile: "\(base)/\(name)", encoding: .utf8)
      return Source(path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// The places of lines that hold one of some texts, comments left out.
  private func places(of banned: [String], in sources: [Source]) -> [String] {
    sources.flatMap { source in
      source.lines.enumerated().compactMap { number, line in
        let code = line.trimmingCharacters(in: .whitespaces)
        guard !code.hasPrefix("//"), let found = banned.first(where: { code.contains($0) }) else { return nil }
        return "\(source.path):\(number + 1): \(found)"
      }
    }
  }

  func testTheCoreImportsNothing() throws {
    let core = try sources(in: "Sources/BillingCore")
    XCTAssertFalse(core.isEmpty)
    XCTAssertEqual(places(of: ["import "], in: core), [])
  }

  func testOnlyFoundationTheStandardLibraryAndOwnModulesAreImported() throws {
    let allowed: Set<String> = ["BillingCore", "Simulation", "Scenarios", "Reports", "Foundation", "Synchronization"]
    for source in try sources(in: "Sources") {
      for line in source.lines where line.hasPrefix("import ") || line.hasPrefix("public import ") {
        let module = line.split(separator: " ").last.map(String.init) ?? ""
        XCTAssertTrue(allowed.contains(module), "\(source.path) imports \(module)")
      }
    }
  }

  func testNoFloatingPointDecidesInTheCore() throws {
    let banned: Set<Substring> = ["Double", "Float", "Decimal"]
    for source in try sources(in: "Sources/BillingCore") {
      for (number, line) in source.lines.enumerated() {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        XCTAssertTrue(banned.isDisjoint(with: words), "\(source.path):\(number + 1)")
      }
    }
  }

  func testNothingNearAResultDiffersFromRunToRun() throws {
    let banned = [
      "SystemRandomNumberGenerator", ".shuffled(", ".randomElement(", "hashValue", "Hasher(", "Date()", "UUID()",
    ]
    XCTAssertEqual(places(of: banned, in: try sources(in: "Sources")), [])
  }

  func testNothingIsLeftUndone() throws {
    let banned = ["TODO", "FIXME", "fatalError(\"not", "try!", "print(\"debug"]
    let all = try sources(in: "Sources") + sources(in: "Tests").filter { !$0.path.hasSuffix("TidyTests.swift") }
    let found = all.flatMap { source in
      source.lines.enumerated().compactMap { number, line in
        banned.contains { line.contains($0) } ? "\(source.path):\(number + 1)" : nil
      }
    }
    XCTAssertEqual(found, [])
  }

  func testNoTypeIsCalledByAWordThatSaysNothing() throws {
    let banned = ["Manager", "Service", "Helper", "Utilities", "Utils", "Constants"]
    for source in try sources(in: "Sources") {
      let file = source.path.split(separator: "/").last.map(String.init) ?? ""
      for word in banned where word != "Service" {
        XCTAssertFalse(file.contains(word), source.path)
      }
    }
  }

  func testFilesAreShortEnoughToRead() throws {
    for source in try sources(in: "Sources") {
      XCTAssertLessThanOrEqual(source.lines.count, 260, "\(source.path): which word of the glossary is missing?")
    }
  }

  func testTheOrderOfADayFitsAScreen() throws {
    let file = try XCTUnwrap(try sources(in: "Sources/BillingCore").first { $0.path.hasSuffix("OrderOfADay.swift") })
    XCTAssertLessThanOrEqual(file.lines.count, 80)
  }

  func testTheTopLevelHoldsWhatWasDecided() throws {
    let expected = ["Package.swift", "README.md", "Sources", "Tests", "reports", "scenarios"]
    // What is committed counts, not what somebody keeps beside it.
    let git = Process()
    let output = Pipe()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "-c", "safe.directory=*", "-C", TidyTests.root, "ls-files"]
    git.standardOutput = output
    try git.run()
    let files = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { return XCTFail("git ls-files failed; run the tests in a checkout") }
    let top = Set(files.split(separator: "\n").compactMap { $0.split(separator: "/").first.map(String.init) })
    XCTAssertEqual(top.filter { !$0.hasPrefix(".") }.sorted(), expected)
  }

  func testThereAreNoPackageDependencies() throws {
    let text = try String(contentsOfFile: "\(TidyTests.root)/Package.swift", encoding: .utf8)
    XCTAssertFalse(text.contains(".package("))
  }
}
