import Foundation
import Scenarios
import XCTest

@testable import daybook

final class ScenarioFilesTests: XCTestCase {
  private let timeline = #"{ "start": "2027-01-01", "days": 3 }"#

  /// A folder with a scenario that extends `base.jsonc`, which is a link.
  private func bench(linking target: String) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(#"{ "extends": "base.jsonc" }"#, to: "in/a.jsonc")
    try bench.write(timeline, to: "in/real.jsonc")
    try bench.write(timeline, to: "outside/real.jsonc")
    try bench.write(timeline, to: "inside/real.jsonc")
    try FileManager.default.createSymbolicLink(atPath: bench.path("in/base.jsonc"), withDestinationPath: target)
    return bench
  }

  func testALinkWithinTheFolderIsFollowed() throws {
    XCTAssertEqual(try bench(linking: "real.jsonc").daybook("check", "in/a.jsonc").code, 0)
    XCTAssertEqual(try bench(linking: "../in/real.jsonc").daybook("check", "in/a.jsonc").code, 0)
  }

  func testALinkThatLeadsOutOfTheFolderIsRefused() throws {
    for target in ["../outside/real.jsonc", "../inside/real.jsonc", "/etc/passwd"] {
      let bench = try bench(linking: target)
      for refused in [try bench.daybook("check", "in/a.jsonc"), try bench.daybook("run", "in/a.jsonc", "--out", "x")] {
        XCTAssertEqual(refused.code, 3, target)
        let words = "cannot read in/base.jsonc (it is a link that leads out of "
        XCTAssertTrue(refused.messages.hasPrefix("in/a.jsonc:1:14: error: \(words)"), refused.messages)
      }
      XCTAssertEqual(try bench.names(), ["in", "inside", "outside"])
    }
  }

  func testABaseOrABookThatIsNotThereIsTheFileSystems() throws {
    let bench = try Workbench()
    try bench.write(timeline, to: "in/base.jsonc")
    try bench.write(#"{ "extends": "bsae.jsonc" }"#, to: "in/a.jsonc")
    try bench.write(
      #"{ "start": "2027-01-01", "days": 3, "population": { "p": { "book": "base.jsonc/b.csv" } } }"#, to: "in/b.jsonc")
    try bench.write(#"{ "extends": "aa.jsonc" }"#, to: "in/a1.jsonc")
    for call in ["check", "run", "test"] {
      let near = try bench.daybook(call, "in/a.jsonc")
      XCTAssertEqual(near.code, 4, call)
      XCTAssertTrue(
        near.messages.contains(
          #"cannot read in/bsae.jsonc (there is no such file) in extends; did you mean "base.jsonc"?"#), near.messages)
      let book = try bench.daybook(call, "in/b.jsonc")
      XCTAssertEqual(book.code, 4, call)
      XCTAssertTrue(book.messages.contains("cannot read in/base.jsonc/b.csv (there is no such file)"), book.messages)
    }
    for (call, reason) in [("check", "no such file or folder"), ("run", "there is no such file")] {
      let alone = try bench.daybook(call, "quarterly.jsonc")
      XCTAssertEqual(alone.code, 4)
      XCTAssertEqual(
        alone.messages,
        "error: cannot read quarterly.jsonc: \(reason); name one that exists, or let daybook new write one\n")
    }
    let long = String(repeating: "a", count: 300)
    for call in ["check", "test", "run"] {
      XCTAssertEqual(try bench.daybook(call, long).messages, "error: cannot read \(long): File name too long\n", call)
    }
    try FileManager.default.removeItem(atPath: bench.path("in/a.jsonc"))
    let itself = try bench.daybook("check", "in/a1.jsonc")
    XCTAssertEqual(itself.code, 4)
    XCTAssertTrue(
      itself.messages.contains("in extends; name a file that can be read"), "not itself: \(itself.messages)")
    let all = try bench.daybook("check", "--json", "in/b.jsonc")
    XCTAssertEqual(all.code, 4)
    XCTAssertTrue(all.output.contains("\"valid\":false") || all.output.contains("\"valid\": false"), all.output)
  }

  func testWhyAFolderIsNotListedIsTheSystems() throws {
    let bench = try Workbench()
    try bench.write("{}", to: "np/file")
    let (folder, below) = (bench.path("np"), bench.path("np/file"))
    let error = NSError(domain: NSCocoaErrorDomain, code: 257, userInfo: [NSFilePathErrorKey: below])
    XCTAssertEqual(ScenarioFiles.reason(of: error, below: folder), "\(below): Not a directory")
    XCTAssertEqual(ScenarioFiles.reason(of: error, below: below), "Not a directory")
  }

  func testTheScenarioItselfMayBeALink() throws {
    let bench = try bench(linking: "real.jsonc")
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("in/link.jsonc"), withDestinationPath: bench.path("outside/real.jsonc"))
    XCTAssertEqual(try bench.daybook("check", "in/link.jsonc").code, 0)
  }
}
