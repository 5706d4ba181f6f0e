import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation
import XCTest

/// What the README shows is what the program says.
final class ReadmeTests: XCTestCase {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private func text(of file: String) throws -> String {
    try String(contentsOfFile: "\(ReadmeTests.root)/\(file)", encoding: .utf8)
  }

  /// The fenced block that holds a text, without its fence.
  private func block(holding needle: String) throws -> String {
    let blocks = try text(of: "README.md").components(separatedBy: "```")
    let inside = stride(from: 1, to: blocks.count, by: 2).map { blocks[$0] }
    let block = try XCTUnwrap(inside.first { $0.contains(needle) }, "the README has no block with \(needle)")
    return String(block.drop { $0 != "\n" }.dropFirst())
  }

  /// What a here-document of the README writes into a file.
  private func document(_ name: String) throws -> String {
    let after = try text(of: "README.md").components(separatedBy: "$ cat > \(name) <<'EOF'\n")
    XCTAssertEqual(after.count, 2, "the README writes \(name) once")
    return try XCTUnwrap(after.last?.components(separatedBy: "EOF\n").first)
  }

  /// What a command is shown to print, up to the next command or the end of the block.
  private func printed(by command: String) throws -> String {
    let after = try text(of: "README.md").components(separatedBy: "$ \(command)\n")
    XCTAssertEqual(after.count, 2, "the README runs \(command) once")
    let shown = try XCTUnwrap(after.last?.split(separator: "\n", omittingEmptySubsequences: false))
    return shown.prefix { !$0.hasPrefix("$ ") && $0 != "```" }.map { $0 + "\n" }.joined()
  }

  private func load(_ text: String, as name: String) throws -> LoadedScenario {
    try ScenarioLoader.load(name) { _, _ in Array(text.utf8) }
  }

  func testTheStoryHappensAsShown() throws {
    let scenario = try load(try document("story.jsonc"), as: "story.jsonc").scenario
    let simulator = Simulator(scenario)
    let shown = try printed(by: "daybook trace story.jsonc acme --to 2027-01-31")
    let january = try XCTUnwrap(Day("2027-01-31"))
    let life = try simulator.replay(0, watcher: Life(of: "acme", in: scenario, days: scenario.start...january))
    XCTAssertEqual(life.text, shown)
  }

  func testTheStoryMeetsItsExpectations() throws {
    let scenario = try load(try document("story.jsonc"), as: "story.jsonc").scenario
    let verdicts = try Simulator(scenario).replay(0, watcher: Judge(scenario)).verdicts
    XCTAssertEqual(verdicts.count, 4)
    XCTAssertTrue(verdicts.allSatisfy(\.isMet))
  }

  func testTheDoubledBonusIsTheCommittedFile() throws {
    let file = try text(of: "scenarios/bonus-doubled.jsonc")
    XCTAssertTrue(file.hasSuffix(try block(holding: "bonus doubled")))
  }

  func testTheFaultsAreToldAsShown() throws {
    let wrong = try document("wrong.jsonc")
    XCTAssertThrowsError(try load(wrong, as: "wrong.jsonc")) { error in
      guard case .rejected(let rejected)? = error as? ScenarioLoader.Failure else { return XCTFail("\(error)") }
      XCTAssertEqual(rejected.description, (try? printed(by: "daybook check wrong.jsonc")) ?? "")
    }
  }

  func testTheNumberOfStoriesIsTrue() throws {
    let folder = "\(ReadmeTests.root)/scenarios/timelines"
    var stories = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let loaded = try load(try text(of: "scenarios/timelines/\(name)"), as: name)
      stories += loaded.scenario.scripted.count
    }
    let told = try XCTUnwrap(try text(of: "README.md").firstMatch(of: /plays more than (\d+) stories/)?.1)
    XCTAssertGreaterThan(stories, try XCTUnwrap(Int(told)), "the README promises more stories than there are")
  }

  func testEveryStoryThatTheArticleNamesIsThere() throws {
    let folder = "\(ReadmeTests.root)/scenarios/timelines"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    var names: Set<String> = []
    for file in files {
      let loaded = try load(try text(of: "scenarios/timelines/\(file)"), as: file)
      names.formUnion(loaded.scenario.scripted.map(\.name))
    }
    var named = 0
    for line in try text(of: "Sources/BillingCore/BillingCore.docc/Stories.md").split(separator: "\n") {
      let cells = line.split(separator: "|").map(String.init)
      guard cells.count == 2, !cells[1].contains("---") else { continue }
      for match in cells[1].matches(of: /\b(\d\d)\b/) {
        XCTAssertTrue(files.contains { $0.hasPrefix("\(match.1)-") }, "\(match.1) in: \(line)")
      }
      for word in cells[1].split(whereSeparator: { " ,;():".contains($0) }).map(String.init)
      where word.filter({ $0 == "-" }).count >= 2 && !word.contains("…") && !word.contains("`") {
        XCTAssertTrue(names.contains(word), "\(word) in: \(line)")
        named += 1
      }
    }
    XCTAssertGreaterThan(named, 100)
  }
}
