import Foundation
import Reports
import XCTest

@testable import daybook

/// Files of a report folder, and what memory has no room for.
final class ReportFileTests: XCTestCase {
  func testAFileHasItsSizeAndItsDigest() throws {
    let bench = try Workbench()
    let pieces = (0..<50).map { number in Array("piece \(number)\n".utf8) + Array(repeating: 7, count: number * 97) }
    let file = try ReportFile.write(bench.path("a.csv")) { file in
      for piece in pieces { try file.append(piece) }
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: bench.path("a.csv"))))
    XCTAssertEqual(bytes, pieces.flatMap { $0 })
    XCTAssertEqual(file.size, bytes.count)
    XCTAssertEqual(file.digest, SHA256.hex(of: bytes))
    XCTAssertTrue(try bench.shell("sha256sum a.csv").output.hasPrefix(file.digest))
  }

  func testAFileWithoutPiecesIsEmpty() throws {
    let bench = try Workbench()
    let file = try ReportFile.write(bench.path("a.csv")) { _ in }
    XCTAssertEqual(file.size, 0)
    XCTAssertEqual(file.digest, SHA256.hex(of: []))
    XCTAssertEqual(try bench.text("a.csv"), "")
  }

  func testAFileThatExistsIsNotTouched() throws {
    let bench = try Workbench()
    try bench.write("precious", to: "a.csv")
    XCTAssertThrowsError(try ReportFile.write(bench.path("a.csv")) { try $0.append([1]) }) {
      XCTAssertTrue($0 is FileFailure)
    }
    XCTAssertEqual(try bench.text("a.csv"), "precious")
  }

  func testWhatHindersTheFillingIsTold() throws {
    struct Hindrance: Error {}
    let bench = try Workbench()
    XCTAssertThrowsError(try ReportFile.write(bench.path("a.csv")) { _ in throw Hindrance() }) {
      XCTAssertTrue($0 is Hindrance)
    }
    XCTAssertThrowsError(try ReportFile.write("/dev/full/a.csv") { _ in })
  }
}

final class SpillFileTests: XCTestCase {
  func testWhatIsSpilledIsReadBackAndLeavesNoName() throws {
    let bench = try Workbench()
    let file = try SpillFile(in: bench.folder.path)
    XCTAssertEqual(try bench.names(), [])
    let spill = file.spill
    let runs = (0..<20).map { number in Array(repeating: UInt8(number), count: number * 50_000) }
    let starts = try runs.map { try XCTUnwrap(spill.append($0)) }
    for (run, start) in zip(runs, starts).reversed() {
      XCTAssertEqual(spill.read(start..<(start + run.count)), run)
      XCTAssertEqual(spill.read(start + run.count / 2..<(start + run.count)), Array(run[(run.count / 2)...]))
    }
    XCTAssertNil(file.failure)
  }

  func testThreadsThatSpillAtOnceDoNotDisturbEachOther() async throws {
    let bench = try Workbench()
    let file = try SpillFile(in: bench.folder.path)
    let spill = file.spill
    let places = await withTaskGroup(of: [(start: Int?, run: [UInt8])].self) { group in
      for thread in 0..<4 {
        group.addTask {
          (0..<40).map { number in
            let run = Array(repeating: UInt8(thread * 40 + number), count: 1000 + 7919 * number % 30_000)
            return (spill.append(run), run)
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    XCTAssertEqual(places.count, 160)
    for (start, run) in places {
      let start = try XCTUnwrap(start)
      XCTAssertTrue(spill.read(start..<(start + run.count)) == run)
    }
  }

  func testReadingBeyondTheEndIsAFailure() throws {
    let bench = try Workbench()
    let file = try SpillFile(in: bench.folder.path)
    let start = try XCTUnwrap(file.spill.append([1, 2, 3]))
    XCTAssertNil(file.spill.read(start..<start + 4))
    XCTAssertEqual(file.failure?.reason, "rows in \(bench.folder.path)/spill cannot be read: the file ends early")
  }

  func testAFolderThatTakesNoFileIsAFailure() throws {
    let bench = try Workbench()
    XCTAssertThrowsError(try SpillFile(in: bench.path("nowhere")))
    try bench.write("", to: "spill.tmp-\(ProcessMark.own.text)")
    XCTAssertThrowsError(try SpillFile(in: bench.folder.path), "a name that is taken")
  }

  /// Segments with long names make lines that soon fill the memory of one thread, but not of two.
  func testARunThatSpillsGivesTheSameBytesAsOneThatDoesNot() throws {
    let bench = try Workbench()
    let name = "s" + String(repeating: "x", count: 6000)
    try bench.write(
      """
      { "start": "2027-01-01", "days": 60, "population": {
          "\(name)": { "accounts": 300, "signIns": { "employee": 0 }, "opening": { "prepaidCash": 90 } } } }
      """, to: "town.jsonc")
    for threads in ["1", "2"] {
      let run = try bench.daybook(
        "run", "town.jsonc", "--out", "out\(threads)", "--threads", threads, "--reports", "invoices")
      XCTAssertEqual(run.code, 0, run.messages)
    }
    XCTAssertGreaterThan(try bench.text("out1/invoices.csv").utf8.count, 8 << 20)
    XCTAssertEqual(try bench.shell("diff -r out1 out2 && echo same").output, "same\n")
  }

  func testALongNameOfAServiceIsWritten() throws {
    let bench = try Workbench()
    let name = "s" + String(repeating: "x", count: 600)
    try bench.write(
      """
      { "start": "2027-01-01", "days": 40,
        "policy": { "services": { "\(name)": { "tiers": [ { "price": 0.02 } ] } } },
        "population": { "shops": { "accounts": 3, "usage": { "\(name)": { "perDay": 2 } } } } }
      """, to: "town.jsonc")
    let run = try bench.daybook("run", "town.jsonc", "--out", "out", "--reports", "events,invoices")
    XCTAssertEqual(run.code, 0)
  }
}
