import BillingCore
import Reports
import Scenarios
import XCTest

@testable import daybook

final class ArgumentsTests: XCTestCase {
  private func message(
    _ words: [String], for verb: Verb = .run, _ use: (Arguments) throws -> Void = { _ in }
  ) -> String? {
    do {
      try use(try Arguments(words, for: verb))
      return nil
    } catch let failure as Failure {
      XCTAssertEqual(failure.code, .usage)
      return failure.message.split(separator: "\n").first.map(String.init)
    } catch {
      return "\(error)"
    }
  }

  func testOptionsComeBeforeBetweenAndAfterOperands() throws {
    let arguments = try Arguments(["--seed", "7", "a.jsonc", "--out=x y", "--force", "b"], for: .run)
    XCTAssertEqual(arguments.operands, ["a.jsonc", "b"])
    XCTAssertEqual(arguments.text(.seed), "7")
    XCTAssertEqual(arguments.text(.out), "x y")
    XCTAssertTrue(arguments.has(.force))
    XCTAssertFalse(arguments.has(.quiet))
  }

  func testAfterTwoDashesAllWordsAreOperands() throws {
    let arguments = try Arguments(["--quiet", "--", "--seed", "-x", "--"], for: .check)
    XCTAssertEqual(arguments.operands, ["--seed", "-x", "--"])
    XCTAssertEqual(try Arguments(["-"], for: .check).operands, ["-"])
  }

  func testAValueMayHoldAnEqualsSign() throws {
    XCTAssertEqual(try Arguments(["--out=a=b"], for: .run).text(.out), "a=b")
  }

  func testWrongOptionsAreTold() {
    XCTAssertEqual(
      message(["--sed", "1"]), "error: daybook run has no option --sed; did you mean --seed?")
    XCTAssertEqual(
      message(["--resolve"], for: .check), "error: daybook check has no option --resolve; did you mean --resolved?")
    XCTAssertEqual(
      message(["--junit", "x"]), "error: daybook run has no option --junit; it belongs to test")
    XCTAssertEqual(
      message(["--junt", "x"]), "error: daybook run has no option --junt; did you mean --junit, which belongs to test?")
    XCTAssertEqual(
      message(["--force"], for: .check),
      "error: daybook check has no option --force; it belongs to run, compare, sweep, boundaries, new")
    XCTAssertEqual(
      message(["--all", "1"], for: .check),
      "error: daybook check has no option --all; it has --resolved, --json, --quiet")
    XCTAssertEqual(message(["--all"], for: .man), "error: daybook man has no option --all; it has none")
    XCTAssertEqual(
      message(["--resolvd"]),
      "error: daybook run has no option --resolvd; did you mean --resolved, which belongs to check?")
    XCTAssertEqual(
      message(["-v"], for: .selftest), "error: daybook selftest has no option -v; it has --seed, --threads, --json")
    XCTAssertEqual(message(["--seed"]), "error: --seed needs a value: --seed N")
    XCTAssertEqual(message(["--out", "a", "--out=b"]), "error: --out is given twice")
    XCTAssertEqual(message(["--force", "--force"]), "error: --force is given twice")
    XCTAssertEqual(message(["--force=yes"]), "error: --force takes no value")
    XCTAssertNotNil(message(["-q"]))
  }

  func testOptionsOfAVerbAreSpelledDifferently() {
    for verb in Verb.allCases { XCTAssertEqual(Set(verb.options.map(\.word)).count, verb.options.count, "\(verb)") }
  }

  func testNumbersAreTakenWithinTheirRange() throws {
    let overrides = try Arguments(["--seed", "18446744073709551615", "--days", "36525", "--scale", "2.5"], for: .run)
      .overrides()
    XCTAssertEqual(overrides.seed, .max)
    XCTAssertEqual(overrides.days, 36_525)
    XCTAssertEqual(overrides.scale, 2.5)
    for (words, told) in [
      (["--seed", "-1"], #"error: --seed takes a whole number from 0 to 18446744073709551615, not "-1""#),
      (["--days", "0"], #"error: --days takes a whole number from 1 to 36525, not "0""#),
      (["--days", "1.5"], #"error: --days takes a whole number from 1 to 36525, not "1.5""#),
      (["--scale", "-1"], #"error: --scale takes a number from 0 to 1000000, not "-1""#),
      (["--scale", "nan"], #"error: --scale takes a number from 0 to 1000000, not "nan""#),
    ] { XCTAssertEqual(message(words) { _ = try $0.overrides() }, told) }
    XCTAssertEqual(
      message(["--threads", "0"]) { _ = try $0.threads },
      #"error: --threads takes a whole number from 1 to 1024, not "0""#)
    XCTAssertEqual(
      message(["--from", "2027-02-29"], for: .trace) { _ = try $0.day(.from) },
      #"error: --from takes a day that exists, like 2027-01-31, not "2027-02-29""#)
    XCTAssertEqual(try Arguments(["--to", "2027-02-28"], for: .trace).day(.to), Day("2027-02-28"))
  }

  func testReportsAreNamedOneByOne() throws {
    XCTAssertEqual(try Arguments([], for: .run).reports(), ReportKind.standard)
    XCTAssertEqual(try Arguments(["--reports", "events,revenue,events"], for: .run).reports(), [.events, .revenue])
    XCTAssertEqual(
      message(["--reports", "revenu"]) { _ = try $0.reports() },
      #"error: there is no report "revenu"; did you mean "revenue"?"#)
    XCTAssertEqual(
      message(["--reports", "revenue,"]) { _ = try $0.reports() },
      #"error: there is no report ""; there are revenue, services, blocks, deletions, daily, accounts, topups, "#
        + "invoices, events, journal"
    )
  }
}
