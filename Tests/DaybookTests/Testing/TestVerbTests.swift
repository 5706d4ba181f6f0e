import Foundation
import XCTest

@testable import daybook

final class TestVerbTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "town.jsonc")
    return bench
  }

  func testAFilterChoosesByPathAccountDayOrKey() throws {
    let bench = try bench()
    for (filter, tally) in [
      ("2027-02-10", "1 passed, 0 failed"), ("acme", "1 passed, 1 failed"), ("balance", "0 passed, 1 failed"),
      ("threshold", "0 passed, 1 failed"), ("town", "1 passed, 2 failed"),
    ] {
      let test = try bench.daybook("test", "town.jsonc", "--filter", filter)
      XCTAssertTrue(test.output.hasSuffix("\(tally) in 1 file\n"), test.output)
    }
    let none = try bench.daybook("test", "town.jsonc", "--filter", "acne")
    XCTAssertEqual(none.code, 2)
    XCTAssertTrue(none.messages.contains("--filter acne: no expectation has this"), none.messages)
  }

  func testWhatPassedIsToldWhenAskedFor() throws {
    let test = try bench().daybook("test", "town.jsonc", "--verbose", "--filter", "02-10")
    XCTAssertEqual(
      test.output,
      """
      town.jsonc:4:48: passed: acme on 2027-02-10: stage: blocked
      ok town.jsonc: 1 passed, 0 failed
      1 passed, 0 failed in 1 file

      """)
  }

  /// More cash than 64 bits of floating point hold to the cent: `test` judges one replication as `run` does.
  func testAThresholdIsJudgedByTheExactSumOfOneReplication() throws {
    let bench = try Workbench()
    let topUps = (["9999999999999.99"] + Array(repeating: "10000000000000.00", count: 9)).map {
      #"{ "on": "2027-01-02", "topUp": "\#($0)" }"#
    }
    for (most, code, words) in [
      ("99999999999999.99", Int32(0), "1 passed, 0 failed in 1 file\n"),
      ("99999999999999.98", 1, "actual   99999999999999.99\n  differs  +0.01\n"),
    ] {
      try bench.write(
        """
        { "start": "2027-01-01", "days": 3,
          "accounts": { "a": { "created": "2027-01-01", "timeline": [ \(topUps.joined(separator: ", ")) ] } },
          "thresholds": [ { "metric": "cash_in", "atMost": "\(most)" } ] }
        """, to: "rich.jsonc")
      let test = try bench.daybook("test", "rich.jsonc")
      XCTAssertEqual(test.code, code, test.output)
      XCTAssertTrue(test.output.contains(words), test.output)
      let run = try bench.daybook("run", "rich.jsonc", "--out", "out", "--force", "--quiet")
      XCTAssertEqual(run.code, code, run.messages)
    }
  }

  func testAFileWithThresholdsAndWithoutAccountsIsToldOf() throws {
    let bench = try Workbench()
    for (thresholds, messages) in [
      (#"[ { "metric": "cash_in", "atMost": "1.00" } ]"#, "warning: nobody.jsonc: the scenario has no accounts\n"),
      ("[]", "warning: nobody.jsonc expects nothing\n"),
    ] {
      try bench.write(#"{ "start": "2027-01-01", "days": 3, "thresholds": \#(thresholds) }"#, to: "nobody.jsonc")
      let test = try bench.daybook("test", "nobody.jsonc", "--quiet")
      XCTAssertEqual(test.code, 0)
      XCTAssertEqual(test.messages, messages)
    }
  }

  // MARK: --update

  func testAnUpdatePrintsTheDifferenceAndChangesNothingElse() throws {
    let bench = try bench()
    let before = try bench.text("town.jsonc")
    let update = try bench.shell("unset CI; \"$0\" test town.jsonc --update")
    XCTAssertEqual(update.code, 1, "the threshold is left")
    let line = "{ \"on\": \"2027-02-12\", \"expectAtEnd\": { \"balance\": \"-14.00\" } }"
    XCTAssertTrue(
      update.output.hasPrefix(
        "town.jsonc:5\n-     \(line)\n+     \(line.replacing("-14.00", with: "-19.00"))\n"), update.output)
    XCTAssertTrue(update.output.contains("failed: threshold cash_in"), update.output)
    XCTAssertTrue(update.output.hasSuffix("1 expectation updated in 1 file\n"), update.output)
    XCTAssertEqual(try bench.text("town.jsonc"), before.replacing("-14.00", with: "-19.00"))
    let again = try bench.shell("unset CI; \"$0\" test town.jsonc --update --filter acme")
    XCTAssertEqual(again.code, 0)
    XCTAssertEqual(again.output, "0 expectations updated in 0 files\n")
  }

  func testAnUpdateIsRefusedWhereCIIsSet() throws {
    let bench = try bench()
    let before = try bench.text("town.jsonc")
    let update = try bench.shell("CI=true \"$0\" test town.jsonc --update")
    XCTAssertEqual(update.code, 2)
    XCTAssertTrue(update.messages.contains("CI is set"), update.messages)
    XCTAssertEqual(try bench.text("town.jsonc"), before)
  }

  func testAnUpdateLeavesAnotherFilesExpectations() throws {
    let bench = try bench()
    try bench.write(#"{ "extends": "town.jsonc", "thresholds": null }"#, to: "other.jsonc")
    let update = try bench.shell("unset CI; \"$0\" test other.jsonc --update")
    XCTAssertEqual(update.code, 1)
    XCTAssertTrue(update.output.hasPrefix("town.jsonc:5:55: failed"), update.output)
    XCTAssertEqual(try bench.text("town.jsonc"), Sample.unmet)
  }

  func testAnUpdateKeepsLinksAndPermissions() throws {
    let bench = try bench()
    let update = try bench.shell(
      "unset CI; chmod 640 town.jsonc; ln -s town.jsonc link.jsonc; \"$0\" test link.jsonc --update; "
        + "test -L link.jsonc && stat -c %a town.jsonc")
    XCTAssertTrue(update.output.hasSuffix("640\n"), update.output)
    XCTAssertTrue(try bench.text("town.jsonc").contains("-19.00"))
  }
}
