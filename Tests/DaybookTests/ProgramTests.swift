import Foundation
import XCTest

@testable import daybook

/// The built program, end to end, in a folder of its own.
final class ProgramTests: XCTestCase {
  static let standardFiles = [
    "blocks.csv", "daily.csv", "datapackage.json", "deletions.csv", "load.sql", "report.html", "revenue.csv",
    "services.csv",
  ]

  private func bench(_ scenario: String = Sample.small) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    return bench
  }

  // MARK: run

  func testARunWritesItsReportsAndPrintsASummary() throws {
    let bench = try bench()
    let run = try bench.daybook("run", "town.jsonc")
    XCTAssertEqual(run.code, 0)
    XCTAssertEqual(run.messages, "")
    XCTAssertEqual(try bench.names(in: "reports"), ["town"])
    XCTAssertEqual(try bench.names(in: "reports/town"), ProgramTests.standardFiles)
    XCTAssertTrue(
      run.output.hasPrefix("A small town\ntown: 21 accounts, 2027-01-01 to 2027-03-31, seed 1, amounts in USD\n"))
    let fingerprint = try XCTUnwrap(run.output.split(separator: "\n").first { $0.hasPrefix("fingerprint ") })
    XCTAssertTrue(
      run.output.hasSuffix("\(fingerprint)\nreports in reports/town\n2 of 2 expectations met\n"), run.output)
    let package = try bench.text("reports/town/datapackage.json")
    XCTAssertTrue(package.contains("\"fingerprint\": \"\(fingerprint.dropFirst("fingerprint ".count))\""))
    XCTAssertTrue(package.contains("\"accounts\": 21"))
  }

  func testARunWritesExactlyTheReportsAskedFor() throws {
    let bench = try bench()
    let run = try bench.daybook(
      "run", "town.jsonc", "--out", "deep/down/out", "--reports=topups,accounts", "--threads", "3", "--quiet")
    XCTAssertEqual(run.code, 0)
    XCTAssertEqual(run.output, "")
    XCTAssertEqual(try bench.names(in: "deep/down"), ["out"])
    XCTAssertEqual(
      try bench.names(in: "deep/down/out"),
      ["accounts.csv", "datapackage.json", "load.sql", "report.html", "topups.csv"])
    XCTAssertEqual(try bench.text("deep/down/out/accounts.csv").split(separator: "\n").count, 22)
  }

  func testThreadsAndASecondRunDoNotChangeAByte() throws {
    let bench = try bench()
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "one", "--threads", "1").code, 0)
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "two", "--threads", "2").code, 0)
    for file in ProgramTests.standardFiles {
      XCTAssertEqual(try bench.text("one/\(file)"), try bench.text("two/\(file)"), file)
    }
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "other", "--seed", "2").code, 0)
    XCTAssertNotEqual(try bench.text("one/daily.csv"), try bench.text("other/daily.csv"))
  }

  func testAFolderThatExistsIsKeptUnlessForced() throws {
    let bench = try bench()
    try bench.write("mine", to: "out/notes.txt")
    let refused = try bench.daybook("run", "town.jsonc", "--out", "out")
    XCTAssertEqual(refused.code, 4)
    XCTAssertEqual(refused.output, "")
    XCTAssertEqual(
      refused.messages,
      "error: out exists, and is not a report folder that --force could replace; give --out DIR for another folder\n")
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--force").code, 4, "no report folder")
    XCTAssertEqual(try bench.names(in: "out"), ["notes.txt"])
    try bench.write("{}", to: "out/datapackage.json")
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--force").code, 4, "somebody else's package")
    try FileManager.default.removeItem(atPath: bench.path("out"))
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out").code, 0)
    XCTAssertEqual(
      try bench.daybook("run", "town.jsonc", "--out", "out").messages,
      "error: out exists; give --force to replace it, or --out DIR for another folder\n")
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out/", "--force").code, 0)
    XCTAssertEqual(try bench.names(in: "out"), ProgramTests.standardFiles)
    XCTAssertEqual(try bench.names(), ["out", "town.jsonc"], "nothing else is left over")
  }

  func testAFaultyScenarioWritesNothing() throws {
    let bench = try bench(Sample.faulty)
    let run = try bench.daybook("run", "town.jsonc")
    XCTAssertEqual(run.code, 3)
    XCTAssertEqual(run.output, "")
    XCTAssertTrue(run.messages.contains("town.jsonc:1:12: error: "), run.messages)
    XCTAssertTrue(run.messages.contains("town.jsonc:1:26: error: "), run.messages)
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }

  func testAnUnwritableTargetWritesNothing() throws {
    let bench = try bench()
    try bench.write("", to: "file")
    for target in ["file/out", "/proc/daybook/out"] {
      let run = try bench.daybook("run", "town.jsonc", "--out", target)
      XCTAssertEqual(run.code, 4)
      XCTAssertEqual(run.output, "")
      XCTAssertTrue(run.messages.hasPrefix("error: cannot write the reports to \(target): "), run.messages)
      XCTAssertEqual(try bench.names(), ["file", "town.jsonc"])
    }
  }

  func testARunTellsWhatWasExpectedInVain() throws {
    let bench = try bench(Sample.unmet)
    let run = try bench.daybook("run", "town.jsonc", "--quiet")
    XCTAssertEqual(run.code, 1)
    XCTAssertTrue(run.messages.contains("failed: acme on 2027-02-12: balance"), run.messages)
    XCTAssertTrue(run.messages.contains("failed: threshold cash_in"), run.messages)
    XCTAssertEqual(run.output, "")
    let told = try bench.daybook("run", "town.jsonc", "--force")
    XCTAssertEqual(told.code, 1)
    XCTAssertTrue(
      told.output.hasSuffix(
        """
        reports in reports/town
        FAILED threshold cash_in: 0.00, expected at least 1.00
        1 of 2 expectations and 0 of 1 threshold met

        """), told.output)
    XCTAssertEqual(try bench.names(in: "reports/town"), ProgramTests.standardFiles)
  }

  // MARK: test

  func testAWrongExpectationShowsWhatWasFoundAndTheLastEvents() throws {
    let bench = try bench(Sample.unmet)
    let test = try bench.daybook("test", "town.jsonc")
    XCTAssertEqual(test.code, 1)
    XCTAssertEqual(
      test.output,
      """
      town.jsonc:5:55: failed: acme on 2027-02-12: balance
        expected -14.00
        actual   -19.00
        differs  -5.00
        2027-01-01  created; balance 0.00, stage none
        2027-02-01  invoiced base 31 open days 19.00: 19.00 as debt; balance -19.00, stage none
        2027-02-04  stage none>reminder; balance -19.00, stage reminder
        2027-02-07  stage reminder>paymentPage; balance -19.00, stage paymentPage
        2027-02-10  stage paymentPage>blocked; balance -19.00, stage blocked
        2027-02-11  automatic deletion noticed, due 2027-02-21; balance -19.00, stage blocked
      town.jsonc:7:19: failed: threshold cash_in
        expected at least 1.00
        actual   0.00
        differs  -1.00
      FAILED town.jsonc: 1 passed, 2 failed
      1 passed, 2 failed in 1 file

      """)
  }

  func testTimelinesOfAFolderAreAllPlayed() throws {
    let bench = try bench()
    try bench.write(Sample.unmet, to: "tests/a.jsonc")
    try bench.write(Sample.faulty, to: "tests/b.jsonc")
    try bench.write(Sample.small, to: "tests/c.jsonc")
    let test = try bench.daybook("test", "tests", "town.jsonc")
    XCTAssertEqual(test.code, 3)
    XCTAssertTrue(test.output.contains("FAILED tests/a.jsonc: 1 passed, 2 failed\n"))
    XCTAssertTrue(test.output.contains("ok tests/c.jsonc: 2 passed, 0 failed\n"))
    XCTAssertTrue(test.output.hasSuffix("5 passed, 2 failed in 4 files; 1 could not be played\n"), test.output)
    XCTAssertTrue(test.messages.contains("tests/b.jsonc:1:12: error: "))
    let quiet = try bench.daybook("test", "town.jsonc", "--quiet")
    XCTAssertEqual(quiet.code, 0)
    XCTAssertEqual(quiet.output, "2 passed, 0 failed in 1 file\n")
  }

  // MARK: check

  func testCheckTellsWhetherAFileIsRight() throws {
    let bench = try bench()
    try bench.write(Sample.faulty, to: "bad.jsonc")
    let good = try bench.daybook("check", "town.jsonc")
    XCTAssertEqual(good.code, 0)
    XCTAssertEqual(good.output, "town.jsonc: ok\n")
    let both = try bench.daybook("check", "bad.jsonc", "town.jsonc")
    XCTAssertEqual(both.code, 3)
    XCTAssertEqual(both.output, "town.jsonc: ok\n")
    XCTAssertEqual(
      both.messages,
      """
      bad.jsonc:1:12: error: expected a day that exists, written like "2027-01-31", found the string "2027-02-30" in start
          1 | { "start": "2027-02-30", "dayz": 3 }
            |            ^
      bad.jsonc:1:26: error: unknown key "dayz"; did you mean "days"?
          1 | { "start": "2027-02-30", "dayz": 3 }
            |                          ^

      """)
    XCTAssertEqual(try bench.daybook("check", "none.jsonc").code, 4)
  }

  func testAResolvedScenarioRunsToTheSameFingerprint() throws {
    let bench = try bench()
    let resolved = try bench.daybook("check", "--resolved", "town.jsonc")
    XCTAssertEqual(resolved.code, 0)
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "one").code, 0)
    // The page names the file that it is made from.
    try bench.write(resolved.output, to: "town.jsonc")
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "two").code, 0)
    XCTAssertEqual(try bench.text("one/datapackage.json"), try bench.text("two/datapackage.json"))
  }
}
