import XCTest

@testable import daybook

/// What help tells, and that it fits a terminal.
final class HelpTests: XCTestCase {
  /// The lines of all help, each with where it stands.
  private var lines: [(place: String, line: String)] {
    let texts = [("overview", Help.overview)] + Verb.allCases.map { ($0.rawValue, Help.text(of: $0)) }
    return texts.flatMap { place, text in text.split(separator: "\n").map { (place, String($0)) } }
  }

  func testHelpOfEveryVerbTellsEachOfItsOptionsAndExamples() {
    for verb in Verb.allCases {
      let text = Help.text(of: verb)
      let call = ["daybook", verb.rawValue, verb.operands].filter { !$0.isEmpty }.joined(separator: " ")
      XCTAssertTrue(text.hasPrefix("usage: \(call)\(verb.options.isEmpty ? "" : " [OPTION …]")\n"), text)
      for option in verb.options { XCTAssertTrue(text.contains("\n  --\(option.word) "), "\(verb) \(option)") }
      let joined = text.replacing(" \\\n   ", with: "")
      for example in verb.examples { XCTAssertTrue(joined.contains("\n  \(example.call)\n"), example.call) }
      XCTAssertTrue(Help.overview.contains("\n  \(verb.rawValue) "))
    }
    for option in Option.allCases { XCTAssertTrue(Verb.allCases.contains { $0.options.contains(option) }, "\(option)") }
  }

  func testEachVerbServesOnePurpose() {
    XCTAssertEqual(
      Verb.Purpose.allCases.flatMap(\.verbs).map(\.rawValue).sorted(), Verb.allCases.map(\.rawValue).sorted())
  }

  func testNoLineOfHelpIsWiderThanATerminal() {
    for (place, line) in lines { XCTAssertLessThanOrEqual(line.count, 80, "\(place): \(line)") }
    XCTAssertGreaterThan(lines.map(\.line.count).max() ?? 0, 70, "the lines are there at all")
  }

  func testEveryVerbHasTwoExamplesOrMoreThatItTakes() throws {
    for verb in Verb.allCases {
      XCTAssertGreaterThanOrEqual(verb.examples.count, 2, "\(verb)")
      for example in verb.examples {
        let call = example.call.split(separator: ">")[0].split(separator: "|")[0]
        let words = Wrapping.words(ofCall: call.trimmingCharacters(in: .whitespaces))
          .map { $0.trimmingCharacters(in: ["'", "\""]) }
        XCTAssertEqual(words.prefix(2), ["daybook", verb.rawValue], example.call)
        XCTAssertNoThrow(try Arguments(Array(words.dropFirst(2)), for: verb), example.call)
        XCTAssertFalse(example.meaning.isEmpty, example.call)
      }
    }
  }

  func testHelpTellsExitCodesAndEnvironmentWhereTheyMatter() {
    XCTAssertTrue(Help.overview.contains("\n  128+N  ended by signal N"))
    XCTAssertTrue(Help.overview.contains("\n  NO_COLOR  "))
    XCTAssertTrue(Help.text(of: .run).contains("\n  1      an expectation"))
    XCTAssertTrue(Help.text(of: .compare).contains("\n  1      the precision of --precision"))
    XCTAssertTrue(Help.text(of: .sweep).contains("\n  1      --maximize has no best point"))
    XCTAssertTrue(Help.text(of: .selftest).contains("\n  1      a number lies too far"))
    XCTAssertFalse(Help.text(of: .find).contains("\n  1      "))
    XCTAssertTrue(Help.text(of: .test).contains("\n  CI "))
    XCTAssertFalse(Help.text(of: .run).contains("\n  CI "))
  }

  func testAWrongCallSaysWhoseHelpHelps() {
    XCTAssertEqual(Daybook.seeAlso(["run", "--sed"]), "See: daybook run --help\n")
    XCTAssertEqual(Daybook.seeAlso(["rum"]), "See: daybook --help\n")
    XCTAssertEqual(Daybook.seeAlso([]), "See: daybook --help\n")
  }

  func testLinesAreWrappedAtWordsAndCallsBetweenOptions() {
    XCTAssertEqual(Wrapping.lines("one two three", width: 7), ["one two", "three"])
    XCTAssertEqual(Wrapping.lines("unbreakable", width: 3), ["unbreakable"])
    XCTAssertEqual(Wrapping.words(ofCall: "a --b 'c d' \"e 'f\""), ["a", "--b", "'c d'", "\"e 'f\""])
    XCTAssertEqual(Wrapping.call("a b --cc dd > e", width: 13), ["a b --cc dd \\", "  > e"])
    XCTAssertEqual(Wrapping.call("a b --cc dd > e", width: 12), ["a b \\", "  --cc dd \\", "  > e"])
  }
}
