import XCTest

@testable import daybook

/// The verbs, called within this process; they print nothing where they fail or are quiet.
final class DaybookTests: XCTestCase {
  private static let verbs =
    "run, compare, sweep, test, trace, find, boundaries, check, new, schema, selftest, completions, man, help"

  private func failure(_ words: String...) async -> Failure? {
    do {
      _ = try await Daybook.run(words)
      return nil
    } catch {
      return error as? Failure
    }
  }

  private func assertUsage(
    _ words: String..., message: String, file: StaticString = #filePath, line: UInt = #line
  ) async {
    do {
      _ = try await Daybook.run(words)
      XCTFail("it is accepted", file: file, line: line)
    } catch {
      let failure = error as? Failure
      XCTAssertEqual(failure?.code, .usage, file: file, line: line)
      XCTAssertEqual(failure?.message, "error: \(message)\n", file: file, line: line)
    }
  }

  func testWrongCallsAreUsageErrors() async {
    await assertUsage(
      message: "no verb; the verbs are \(DaybookTests.verbs)")
    await assertUsage("chek", message: #"unknown verb "chek"; did you mean "check"?"#)
    await assertUsage(
      "frobnicate",
      message: #"unknown verb "frobnicate"; the verbs are \#(DaybookTests.verbs)"#)
    await assertUsage("simulate", message: #"unknown verb "simulate"; did you mean "run"?"#)
    await assertUsage("run", message: "run takes one scenario: daybook run SCENARIO")
    await assertUsage("run", "a", "b", message: "run takes one scenario: daybook run SCENARIO")
    await assertUsage("test", message: "test needs files: daybook test FILE…")
    await assertUsage("trace", "a", message: "trace takes a scenario and an account: daybook trace SCENARIO ACCOUNT")
    await assertUsage("find", message: "find takes one scenario: daybook find SCENARIO --where EXPR")
    await assertUsage("check", message: "check needs a scenario: daybook check SCENARIO…")
    await assertUsage("check", "--resolved", "a", "b", message: "--resolved prints one scenario; give one file")
  }

  func testTraceNeedsAnAccountThatExistsAndDaysInOrder() async throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "s.jsonc")
    for (name, hint) in [
      ("shops.21", "there are shops.1 to shops.20"), ("shop.17", #"did you mean "shops.17"?"#),
      ("acm", #"did you mean "acme"?"#), ("nobody", "there are shops.1, shops.2, shops.3…"),
    ] {
      await assertUsage("trace", bench.path("s.jsonc"), name, message: "there is no account \"\(name)\"; \(hint)")
    }
    await assertUsage(
      "trace", bench.path("s.jsonc"), "acme", "--from", "2027-03-01", "--to", "2027-02-01",
      message: "--from 2027-03-01 lies after --to 2027-02-01")
  }

  func testAScenarioWithoutAccountsSaysSo() async throws {
    let bench = try Workbench()
    try bench.write(#"{ "start": "2027-01-01", "days": 3 }"#, to: "s.jsonc")
    await assertUsage(
      "trace", bench.path("s.jsonc"), "shops.1",
      message: #"there is no account "shops.1"; the scenario has no accounts, neither under "accounts" nor in its "#
        + #""population""#)
  }

  func testHelpAndVersionTakeNoValue() async {
    for word in ["--help", "-h", "--version", "-V"] {
      await assertUsage("\(word)=x", message: "\(word) takes no value")
      await assertUsage("run", "a", "\(word)=x", message: "\(word) takes no value")
    }
  }

  func testAStyleBehindCSVThatTakesNoneIsNamed() async {
    let message = "takes no style such as excel-uk: it prints commas and decimal points"
    await assertUsage("trace", "s.jsonc", "shops.1", "--csv", "excel-uk", message: "--csv of trace \(message)")
    await assertUsage("find", "s.jsonc", "--where", "blocked", "--csv", "excel-uk", message: "--csv of find \(message)")
    await assertUsage(
      "find", "s.jsonc", "t.jsonc", "--csv", message: "find takes one scenario: daybook find SCENARIO --where EXPR")
  }

  func testFailuresHaveTheirExitCodes() async throws {
    let bench = try Workbench()
    try bench.write(Sample.faulty, to: "faulty.jsonc")
    let faulty = await failure("run", bench.path("faulty.jsonc"))
    XCTAssertEqual(faulty?.code, .invalidScenario)
    let missing = await failure("run", bench.path("none.jsonc"))
    XCTAssertEqual(missing?.code, .io)
    let list = try await Daybook.run(["test", "--quiet", bench.path("none")])
    XCTAssertEqual(list, .io)
    let both = try await Daybook.run(["check", bench.path("faulty.jsonc/x"), bench.path("faulty.jsonc")])
    XCTAssertEqual(both, .io, "the worst of several codes")
    let codes: [ExitCode] = [.ok, .expectationFailed, .usage, .invalidScenario, .io, .brokenInvariant]
    XCTAssertEqual(codes.map(\.rawValue), [0, 1, 2, 3, 4, 5])
  }

  func testQuietVerbsSucceedInSilence() async throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "s.jsonc")
    let checked = try await Daybook.run(["check", "--quiet", bench.path("s.jsonc")])
    XCTAssertEqual(checked, .ok)
    let ran = try await Daybook.run(["run", "--quiet", bench.path("s.jsonc"), "--out", bench.path("out")])
    XCTAssertEqual(ran, .ok)
  }

  func testFoldersStandForTheScenarioFilesBelowThem() throws {
    let bench = try Workbench()
    for name in ["b.jsonc", "a/z.jsonc", "a/y.jsonc", "a/notes.txt"] { try bench.write("{}", to: name) }
    XCTAssertEqual(
      try ScenarioFiles.expanded([bench.path("a") + "/", bench.path("b.jsonc")]).map { try $0.file },
      ["a/y.jsonc", "a/z.jsonc", "b.jsonc"].map(bench.path))
    try bench.write("", to: "empty/x")
    XCTAssertThrowsError(try ScenarioFiles.expanded([bench.path("empty")]).map { try $0.file })
  }
}
