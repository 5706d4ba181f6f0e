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
    XCTAssertEqual(try Arguments(["--", "-"], for: .check).operands, ["-"])
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
      message(["-x"], for: .selftest), "error: daybook selftest has no option -x; it has --seed, --threads, --json")
    XCTAssertEqual(message(["--seed"]), "error: --seed needs a value: --seed N")
    XCTAssertEqual(message(["--out", "a", "--out=b"]), "error: --out is given twice")
    XCTAssertEqual(message(["--force", "--force"]), "error: --force is given twice")
    XCTAssertEqual(message(["--force=yes"]), "error: --force takes no value")
  }

  func testWhatOtherToolsCallAnOptionLeadsToIt() {
    for (word, verb, hint) in [
      ("--output", Verb.run, "did you mean --out DIR?"), ("-o", .compare, "did you mean --out DIR?"),
      ("-o", .test, "did you mean --junit FILE?"), ("-q", .run, "did you mean --quiet?"),
      ("-v", .test, "did you mean --verbose?"),
      ("-v", .run, "no verb prints more; daybook trace SCENARIO ACCOUNT shows each event with its rule"),
      ("-n", .run, "did you mean --replications N?"), ("-n", .find, "did you mean --limit N?"),
      ("-n", .trace, "did you mean --days N?"), ("-f", .run, "did you mean --force?"),
      ("-f", .test, "did you mean --filter TEXT?"), ("-j", .run, "did you mean --threads N?"),
      ("--format", .find, "did you mean --json?"), ("--runs", .sweep, "did you mean --replications N?"),
      ("--start", .trace, "did you mean --from DAY?"), ("--start", .run, "the first day is the scenario's \"start\""),
      ("-V", .run, "daybook --version prints it"), ("--version", .find, "daybook --version prints it"),
      ("-help", .run, "did you mean --help?"), ("-?", .find, "did you mean --help?"),
      ("--no-color", .check, "set NO_COLOR=1 to print without colour"),
      ("--dry-run", .run, "daybook check SCENARIO looks at a scenario and writes nothing"),
      ("-c", .run, "all settings are in the scenario"), ("-out", .run, "did you mean --out?"),
      ("-w", .run, "did you mean --where, which belongs to find?"),
    ] {
      XCTAssertEqual(
        message([word], for: verb), "error: daybook \(verb.rawValue) has no option \(word); \(hint)", "\(verb) \(word)")
    }
    for verb in Verb.allCases {
      for option in verb.options {
        XCTAssertNil(
          Habit.hint(for: "--" + option.word, of: verb) { _ in "" }?.firstMatch(of: /belongs to/), option.word)
      }
    }
  }

  func testWhatOtherToolsCallAVerbLeadsToIt() {
    for (word, verb) in [
      ("simulate", "run"), ("validate", "check"), ("lint", "check"), ("init", "new"), ("diff", "compare"),
      ("search", "find"), ("show", "trace"), ("optimize", "sweep"), ("-v", "--version"), ("version", "--version"),
      ("-help", "--help"), ("/?", "--help"), ("SIMULATE", "run"), ("completion", "completions"), ("manual", "man"),
    ] {
      XCTAssertEqual(Habit.verb(word), verb, word)
    }
    XCTAssertNil(Habit.verb("frobnicate"))
    let words = Habit.verbs.values.flatMap { $0 }
    XCTAssertEqual(words.count, Set(words).count, "a word that means two verbs")
    XCTAssertEqual(Set(words).intersection(Verb.allCases.map(\.rawValue)), [])
  }

  func testADashAloneIsNoFile() {
    for verb in Verb.allCases { XCTAssertNotNil(message(["-"], for: verb), "\(verb)") }
    for words in [["--out", "-"], ["--out=-"]] {
      XCTAssertEqual(message(words)?.hasPrefix("error: --out - : a folder cannot go to standard output"), true)
    }
    XCTAssertEqual(message(["--junit", "-"], for: .test)?.contains("/dev/stdout"), true)
    XCTAssertEqual(message(["a", "-"], for: .trace)?.contains("standard input is not read"), true)
    XCTAssertNil(message(["--filter", "-"], for: .test))
    XCTAssertNil(message(["./-"]))
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

  func testAPageNamesTheCommandThatMakesItsNumbers() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let call = "town.jsonc --seed 7 --scale=2 --out x --threads 1 --vary policy.trialDays=0,5"
    let arguments = try Arguments(call.split(separator: " ").map(String.init), for: .sweep)
    XCTAssertEqual(
      arguments.imprint(of: [try ScenarioFiles.load(bench.path("town.jsonc"))], fingerprint: nil).command,
      "daybook sweep town.jsonc --vary policy.trialDays=0,5 --seed 7 --scale 2")
  }

  /// The command of a page can be repeated where the files lie: it has their names, not those of the scenarios.
  func testAPageNamesTheFilesThatWereGiven() throws {
    let bench = try Workbench()
    let named = #"{ "name": "plan", "start": "2027-01-01", "days": 5 }"#
    for path in ["x.jsonc", "f/x.jsonc", "f/my plan.json"] { try bench.write(named, to: path) }
    func command(_ words: [String]) throws -> String {
      let run = try bench.daybook(words + ["--out", "out", "--force", "--quiet"])
      XCTAssertEqual(run.code, 0, run.messages)
      let page = try bench.text("out/report.html")
      let start = try XCTUnwrap(page.range(of: "Made by <code>")).upperBound
      return String(page[start..<(try XCTUnwrap(page.range(of: "</code>", range: start..<page.endIndex))).lowerBound])
    }
    XCTAssertEqual(try command(["run", "f/x.jsonc"]), "daybook run x.jsonc")
    XCTAssertEqual(
      try command(["compare", "x.jsonc", "./x.jsonc", "f/my plan.json", "--replications", "2"]),
      "daybook compare x.jsonc x.jsonc 'my plan.json' --replications 2")
    let dashed = try Arguments(["run", "--", "-x.jsonc"].dropFirst().map { $0 }, for: .run)
    XCTAssertEqual(dashed.imprint(of: [], fingerprint: nil).command, "daybook run ./-x.jsonc")
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
