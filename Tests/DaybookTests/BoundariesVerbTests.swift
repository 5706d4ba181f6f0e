import BillingCore
import Foundation
import Simulation
import XCTest

@testable import daybook

/// The built verb: its folder, its messages, how it ends.
final class BoundariesVerbTests: XCTestCase {
  private func bench(_ scenario: String = #"{ "start": "2027-01-01", "policy": {} }"#) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    return bench
  }

  func testTheFolderIsOfTimelinesThatPass() throws {
    let bench = try bench()
    let written = try bench.daybook("boundaries", "town.jsonc", "--out", "deep/out")
    XCTAssertEqual(written.code, 0, written.messages)
    XCTAssertTrue(written.output.hasPrefix("01-stages.jsonc               10 cases, "), written.output)
    XCTAssertTrue(written.output.hasSuffix("boundaries in deep/out\n"), written.output)
    XCTAssertEqual(try bench.names(in: "deep"), ["out"])
    XCTAssertEqual(try bench.names(in: "deep/out").first, "01-stages.jsonc")
    XCTAssertTrue(try bench.text("deep/out/01-stages.jsonc").hasPrefix("{\n  \"title\": \"What a debt restricts"))
    let played = try bench.daybook("test", "deep/out")
    XCTAssertEqual(played.code, 0, played.output)
    let again = try bench.daybook("boundaries", "town.jsonc", "--out", "again", "--quiet")
    XCTAssertEqual(again.output, "")
    XCTAssertEqual(try bench.shell("diff -r deep/out again").output, "")
  }

  func testALaterPolicyHasAFolderOfItsOwn() throws {
    let bench = try bench(
      """
      { "start": "2027-01-01", "policy": { "changes": [ { "on": "2027-07-01", "restrictions": { "blockFrom": 12 } } ] } }
      """)
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--quiet").code, 0)
    let first = try bench.names(in: "out").filter { $0.hasSuffix(".jsonc") }
    XCTAssertEqual(try bench.names(in: "out/from-2027-07-01"), first)
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--quiet", "--force").code, 0)
    XCTAssertEqual(try bench.daybook("test", "out").code, 0)
  }

  func testOnlyWhatItWroteItselfIsReplaced() throws {
    let bench = try bench()
    try bench.write("mine", to: "mine/notes.txt")
    let foreign = try bench.daybook("boundaries", "town.jsonc", "--out", "mine", "--force")
    XCTAssertEqual(foreign.code, 4)
    XCTAssertEqual(
      foreign.messages,
      "error: mine exists, and is not a folder of boundaries that --force could replace; "
        + "give --out DIR for another folder\n")
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--quiet").code, 0)
    let kept = try bench.daybook("boundaries", "town.jsonc", "--out", "out")
    XCTAssertEqual(kept.code, 4)
    XCTAssertEqual(kept.messages, "error: out exists; give --force to replace it, or --out DIR for another folder\n")
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--force", "--quiet").code, 0)
    try bench.write("mine", to: "out/notes.txt")
    let added = try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--force")
    XCTAssertEqual(added.code, 4)
    XCTAssertTrue(
      added.messages.contains("out exists, and holds notes.txt, which daybook did not write"), added.messages)
    XCTAssertEqual(try bench.text("out/notes.txt"), "mine")
    try bench.write("{}", to: "mine/boundaries.json")
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "mine", "--force").code, 4)
    XCTAssertEqual(try bench.names(), ["mine", "out", "town.jsonc"])
  }

  func testADefectOfTheCoreEndsWithFive() throws {
    let failure = BoundariesVerb.failure(of: .broken([]), in: .usd)
    XCTAssertEqual(failure.code, .brokenInvariant)
    XCTAssertTrue(failure.message.contains("nothing was written"), failure.message)
  }

  func testWrongCallsAndFaultyScenariosWriteNothing() throws {
    let bench = try bench(Sample.faulty)
    for arguments in ["", "town.jsonc", "--out out", "town.jsonc town.jsonc --out out"] {
      XCTAssertEqual(try bench.shell("\"$0\" boundaries \(arguments)").code, 2, arguments)
    }
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out").code, 3)
    XCTAssertEqual(try bench.daybook("boundaries", "none.jsonc", "--out", "out").code, 4)
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }
}
