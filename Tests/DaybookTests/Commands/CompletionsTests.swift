import XCTest

@testable import daybook

/// The scripts for shells and the manual hold all of the table; the shells themselves are asked in Tests/Shells.
final class CompletionsTests: XCTestCase {
  private let scripts = [BashCompletions.text, ZshCompletions.text, FishCompletions.text]

  func testEveryVerbAndOptionIsInEveryScript() {
    for script in scripts {
      for verb in Verb.allCases { XCTAssertTrue(script.contains(verb.rawValue), "\(verb)") }
      for option in Option.allCases { XCTAssertTrue(script.contains(option.word), "\(option)") }
    }
  }

  func testWhatIsOfferedStandsInTheTable() {
    for option in Option.allCases where option.value == nil { XCTAssertEqual(option.offer, .nothing, "\(option)") }
    for verb in Verb.allCases { XCTAssertFalse(verb.offers.isEmpty, "\(verb)") }
    XCTAssertTrue(BashCompletions.text.contains(#""run --out") _daybook_folders; return ;;"#))
    XCTAssertTrue(ZshCompletions.text.contains("'--out=[the folder to write, in place of reports/NAME]:DIR:_files -/'"))
    XCTAssertTrue(FishCompletions.text.contains("-l out -x -a '(__daybook_folders)' -d 'the folder to write"))
  }

  func testQuotesOfSummariesEndNoWordOfAScript() {
    XCTAssertTrue(ZshCompletions.text.contains(#"--seed=[chooses all chance, in place of the scenario'\''s seed]:N:"#))
    XCTAssertTrue(FishCompletions.text.contains(#"-d 'chooses all chance, in place of the scenario\'s seed'"#))
  }

  func testShellsThatAreNotKnownAreTold() async throws {
    for (words, message) in [
      ([], "completions takes one shell, bash, zsh, fish: daybook completions SHELL"),
      (["tcsh"], "there are no completions for \"tcsh\"; there are some for bash, zsh, fish"),
    ] {
      XCTAssertThrowsError(try CompletionsVerb(Arguments(words, for: .completions)).execute()) {
        XCTAssertEqual(($0 as? Failure)?.message, "error: \(message)\n")
      }
    }
  }

  func testTheManualHasAMacroForEachVerbAndOption() {
    let lines = Manual.text.split(separator: "\n")
    for verb in Verb.allCases {
      XCTAssertTrue(lines.contains(".Ss \(verb.rawValue)"))
      let examples = lines.drop { $0 != ".Ss Examples of \(verb.rawValue)" }.dropFirst().prefix { !$0.hasPrefix(".S") }
      XCTAssertEqual(examples.filter { $0.hasPrefix(".Bd") }.count, verb.examples.count, verb.rawValue)
      XCTAssertTrue(examples.contains { $0.hasPrefix("daybook \(verb.rawValue)") }, verb.rawValue)
      for option in verb.options {
        XCTAssertTrue(lines.contains { $0 == ".It Fl -\(option.word)" || $0.hasPrefix(".It Fl -\(option.word) Ar ") })
      }
    }
    for variable in Variable.allCases { XCTAssertTrue(lines.contains(".It Ev \(variable.rawValue)")) }
    for code in ExitCode.allCases { XCTAssertTrue(lines.contains(".It \(code.rawValue)")) }
    XCTAssertFalse(lines.contains { $0.hasPrefix("'") }, "a line that begins with a quote would be a macro")
    XCTAssertEqual(lines.filter { $0.utf8.count > 80 && !$0.hasPrefix(".") }, [], "mandoc warns of longer lines")
  }
}
