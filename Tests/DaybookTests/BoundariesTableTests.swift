import BillingCore
import Foundation
import Scenarios
import Simulation
import XCTest

@testable import daybook

/// The table of the help page's sentences is held against what the program writes.
final class BoundariesTableTests: XCTestCase {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// A case, and what it is said to expect.
  private struct Told {
    let file: String
    let name: String
    let words: [String]
  }

  private func rows() throws -> [(number: String, cell: String)] {
    let path = "\(BoundariesTableTests.root)/Sources/BillingCore/BillingCore.docc/Boundaries.md"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return lines.compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, Int(cells[0]) != nil else { return nil }
      return (cells[0], cells[2])
    }
  }

  /// The cases of a cell, whose words stand between backticks: file, case, what is expected.
  private func told(_ cell: String) -> [Told] {
    cell.split(separator: ";").compactMap { part in
      let words = part.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      return words.count < 3 ? nil : Told(file: words[0], name: words[1], words: Array(words.dropFirst(2)))
    }
  }

  private func written() throws -> [String: Scenario] {
    let start = try XCTUnwrap(Day("2027-01-01"))
    let page = Scenario(name: "page", start: start, days: 365, policies: PolicyCalendar(Policy()))
    let standard = try ScenarioFiles.load("\(BoundariesTableTests.root)/scenarios/standard.jsonc").scenario
    var found: [String: Scenario] = [:]
    for (folder, scenario) in [("", page), ("standard/", standard)] {
      for file in try BoundariesVerb.files(of: scenario) { found[folder + file.path.dropLast(6)] = file.scenario }
    }
    return found
  }

  /// What a row says and no case shows.
  private func missing(_ told: Told, in written: [String: Scenario]) -> [String] {
    guard let account = written[told.file]?.scripted.first(where: { $0.name == told.name }) else {
      return ["\(told.file) / \(told.name)"]
    }
    var shown: [String] = []
    for case .expect(let expectation) in account.entries.map(\.deed) {
      for claim in expectation.claims {
        if case .events(let words) = claim.fact {
          shown += words + words.compactMap { $0.split(separator: " ").first.map(String.init) }
        } else {
          shown.append("\(claim.fact.key) \(claim.fact.text(in: .usd))")
        }
      }
    }
    return told.words.filter { !shown.contains($0) }
  }

  func testEverySentenceIsShownByTheCasesNamed() throws {
    let (rows, written) = (try rows(), try written())
    XCTAssertEqual(rows.map(\.number), (1...35).map(String.init))
    for (number, cell) in rows {
      let told = told(cell)
      if told.isEmpty { XCTAssertEqual(cell, "screen", "row \(number)") }
      XCTAssertEqual(told.flatMap { missing($0, in: written) }, [], "row \(number)")
    }
  }

  func testARowThatIsNotTrueIsFound() throws {
    let written = try written()
    for (cell, words) in [
      ("`01-stages` / `blocked-on-day-10`: `stage none`, `refused signIn blocked`", ["stage none"]),
      ("`01-stages` / `blocked-on-day-99`: `stage blocked`", ["01-stages / blocked-on-day-99"]),
      ("`99-none` / `any`: `stage blocked`", ["99-none / any"]),
    ] {
      XCTAssertEqual(told(cell).flatMap { missing($0, in: written) }, words)
    }
  }
}
