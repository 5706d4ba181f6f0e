import BillingCore
import Foundation
import Scenarios
import Simulation
import XCTest

@testable import daybook

final class BoundariesVerbTests: XCTestCase {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(#"{ "start": "2027-01-01" }"#, to: "plain.jsonc")
    return bench
  }

  func testTheFolderHoldsTimelinesThatPass() throws {
    let bench = try bench()
    let made = try bench.daybook("boundaries", "plain.jsonc", "--out", "edges")
    XCTAssertEqual(made.code, 0, made.messages)
    let names = try bench.names(in: "edges")
    XCTAssertEqual(names.first, ".boundaries")
    XCTAssertEqual(names.count, 10)
    XCTAssertTrue(made.output.hasPrefix("edges/01-restrictions.jsonc: 5 cases, "), made.output)
    XCTAssertTrue(made.output.hasSuffix(" expectations in 9 files, all of them met\n"), made.output)
    let test = try bench.daybook("test", "edges", "--quiet")
    XCTAssertEqual(test.code, 0, test.output)
    let told = try XCTUnwrap(
      made.output.firstMatch(of: try Regex("with ([0-9]+) expectations in", as: (Substring, Substring).self))?.1)
    XCTAssertEqual(test.output, "\(told) passed, 0 failed in 9 files\n")
    XCTAssertEqual(try bench.daybook("boundaries", "plain.jsonc", "--out", "again", "--quiet").output, "")
    for name in names { XCTAssertEqual(try bench.text("edges/\(name)"), try bench.text("again/\(name)"), name) }
  }

  func testAnEraThatAChangeBeginsHasAFolderOfItsOwn() throws {
    let bench = try bench()
    let changes =
      #"[ { "on": "2027-07-01", "restrictions": { "blockFrom": 12 } }, { "on": "2029-01-01", "topUp": { "minimum": "5.00" } } ]"#
    try bench.write(#"{ "start": "2027-01-01", "policy": { "changes": \#(changes) } }"#, to: "changing.jsonc")
    let made = try bench.daybook("boundaries", "changing.jsonc", "--out", "edges", "--quiet")
    XCTAssertEqual(made.code, 0, made.messages)
    XCTAssertTrue(try bench.names(in: "edges").contains("from-2027-07-01"))
    XCTAssertFalse(try bench.names(in: "edges").contains("from-2029-01-01"), "after the last day")
    XCTAssertTrue(try bench.text("edges/from-2027-07-01/01-restrictions.jsonc").contains("\"block-from-day-12\""))
    XCTAssertTrue(try bench.text("edges/01-restrictions.jsonc").contains("\"block-from-day-10\""))
    XCTAssertEqual(try bench.daybook("test", "edges", "--quiet").code, 0)
  }

  func testAFolderIsKeptUnlessItIsOfBoundariesAndForced() throws {
    let bench = try bench()
    XCTAssertEqual(try bench.daybook("boundaries", "plain.jsonc").code, 2)
    XCTAssertEqual(try bench.daybook("boundaries", "plain.jsonc", "--out", "edges").code, 0)
    XCTAssertEqual(try bench.daybook("boundaries", "plain.jsonc", "--out", "edges").code, 4)
    XCTAssertEqual(try bench.daybook("boundaries", "plain.jsonc", "--out", "edges", "--force").code, 0)
    try bench.write("mine", to: "other/notes.txt")
    let refused = try bench.daybook("boundaries", "plain.jsonc", "--out", "other", "--force")
    XCTAssertEqual(refused.code, 4)
    XCTAssertTrue(refused.messages.contains("it has no .boundaries"), refused.messages)
    XCTAssertEqual(try bench.names(in: "other"), ["notes.txt"])
  }

  // MARK: The help page

  /// What a case expects, in the words of timelines.
  private func words(of script: ScriptedAccount) -> Set<String> {
    var words: Set<String> = []
    for entry in script.entries {
      guard case .expectAtEnd(let expectation) = entry.deed else { continue }
      for claim in expectation.claims {
        switch claim.fact {
        case .events(let events), .includes(let events):
          words.formUnion(events)
          words.formUnion(events.map { String($0.prefix { $0 != " " }) })
        case .excludes: break
        case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
          .lastActivity:
          words.insert("\(claim.fact.key) \(claim.fact.text(in: .usd))")
        }
      }
    }
    return words
  }

  func testEverySentenceOfTheHelpPageIsShownAsTheArticleSays() throws {
    let standard = try ScenarioFiles.load("\(Self.root)/scenarios/standard.jsonc").scenario
    let start = try XCTUnwrap(Day("2027-01-01"))
    var plain = Boundaries(of: Policy(), from: start)
    var rich = Boundaries(of: standard.policies[start], from: start)
    try plain.play()
    try rich.play()
    let article = try String(
      contentsOfFile: "\(Self.root)/Sources/BillingCore/BillingCore.docc/Boundaries.md", encoding: .utf8)
    var rows = 0
    for line in article.split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 5, cells[2].contains(" / "), !cells[2].hasPrefix("file") else { continue }
      rows += 1
      let parts = cells[2].components(separatedBy: " / ")
      let isRich = cells[1].hasSuffix("(tiers)") || cells[1].hasSuffix("(services)") || parts[0] == "05-bonus"
      let theme = (isRich ? rich : plain).themes.first { $0.name == parts[0] }
      let script = try XCTUnwrap(theme?.scenario.scripted.first { $0.name == parts[1] }, "\(line)")
      for word in cells[3].components(separatedBy: "; ") {
        XCTAssertTrue(words(of: script).contains(word), "\(word) in: \(line)\n\(words(of: script).sorted())")
      }
    }
    XCTAssertGreaterThanOrEqual(rows, 38)
  }
}
