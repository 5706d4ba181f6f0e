import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation

/// A verb's operands and options, checked.
struct Arguments {
  let verb: Verb
  let operands: [String]
  private let values: [Option: [String]]

  /// Takes `--option value`, `--option=value` and, after `--`, operands that begin with a dash.
  init(_ words: [String], for verb: Verb) throws(Failure) {
    self.verb = verb
    var operands: [String] = []
    var values: [Option: [String]] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        guard word != "-" else { throw .usage(Habit.dash(of: verb)) }
        guard !word.isEmpty || verb == .new else { throw .usage("\(verb.rawValue) is given an empty word") }
        operands.append(word)
        continue
      }
      if word == "--" {
        operands += rest
        break
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, Habit.takesNoValue(parts[0]) { throw .usage("\(parts[0]) takes no value") }
      let option = try Arguments.option(parts[0], of: verb)
      guard values[option] == nil || option.isRepeatable else { throw .usage("\(parts[0]) is given twice") }
      if let name = option.value {
        let isNext = parts.count == 1 && rest.first?.hasPrefix("--") == false
        guard let value = parts.count == 2 ? parts[1] : isNext ? rest.popFirst() : nil, !value.isEmpty else {
          throw .usage("\(parts[0]) needs a value: \(parts[0]) \(name)")
        }
        if value == "-", let refusal = Habit.dash(for: option) { throw .usage(refusal) }
        values[option, default: []].append(value)
      } else {
        guard parts.count == 1 else { throw .usage("\(parts[0]) takes no value") }
        values[option] = [""]
      }
    }
    self.operands = operands
    self.values = values
  }

  private static func option(_ word: String, of verb: Verb) throws(Failure) -> Option {
    if let option = verb.options.first(where: { "--" + $0.word == word }) { return option }
    throw .usage("daybook \(verb.rawValue) has no option \(word); \(hint(for: word, of: verb))")
  }

  /// What may have been meant: an option of another verb, one that is spelled like it, or any that the verb has.
  private static func hint(for word: String, of verb: Verb) -> String {
    func owners(_ word: String) -> String {
      Verb.allCases.filter { $0.options.contains { $0.word == word } }.map(\.rawValue).joined(separator: ", ")
    }
    let bare = String(word.drop { $0 == "-" })
    let (own, all) = (verb.options.map(\.word), Option.allCases.map(\.word))
    if word == "--" + bare, all.contains(bare) { return "it belongs to \(owners(bare))" }
    if let habit = Habit.hint(for: word, of: verb, owners) { return habit }
    if let near = nearest(to: bare, among: own) { return "did you mean --\(near)?" }
    if let near = nearest(to: bare, among: all) { return "did you mean --\(near), which belongs to \(owners(near))?" }
    return "it has \(own.isEmpty ? "none" : own.map { "--" + $0 }.joined(separator: ", "))"
  }

  // MARK: Values

  func has(_ option: Option) -> Bool { values[option] != nil }

  /// Whether something is printed when all is well.
  var prints: Bool {
    switch verb {
    case .run, .compare, .sweep, .boundaries, .check: !has(.quiet) || has(.json) || has(.resolved)
    case .test, .trace, .find, .new, .schema, .selftest, .completions, .man, .help: true
    }
  }

  func text(_ option: Option) -> String? { values[option]?.first }

  /// All values of an option that may be given several times, in their order.
  func texts(_ option: Option) -> [String] { values[option] ?? [] }

  func whole(_ option: Option, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = text(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .usage(
        "--\(option.word) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    }
    return number
  }

  func day(_ option: Option) throws(Failure) -> Day? {
    guard let text = text(option) else { return nil }
    guard let day = Day(text) else {
      throw .usage("--\(option.word) takes a day that exists, like 2027-01-31, not \"\(text)\"")
    }
    return day
  }

  /// What the command line changes of a scenario.
  func overrides() throws(Failure) -> Overrides {
    var overrides = Overrides()
    if let text = text(.seed) {
      guard let seed = UInt64(text), !text.hasPrefix("+") else {
        throw .usage("--seed takes a whole number from 0 to \(UInt64.max), not \"\(text)\"")
      }
      overrides.seed = seed
    }
    overrides.days = try whole(.days, in: 1...Limits.days)
    if let text = text(.scale) {
      let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      guard isDecimal, let scale = Double(text), scale <= 1_000_000 else {
        throw .usage("--scale takes a number from 0 to 1000000, not \"\(text)\"")
      }
      overrides.scale = scale
    }
    return overrides
  }

  func reports() throws(Failure) -> [ReportKind] {
    guard let text = text(.reports) else { return ReportKind.standard }
    var kinds: [ReportKind] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let kind = ReportKind(rawValue: word) else {
        let hint = nearest(to: word, among: ReportKind.allCases.map(\.rawValue))
        throw .usage(
          "there is no report \"\(word)\"; "
            + (hint.map { "did you mean \"\($0)\"?" } ?? "there are \(ReportNames.listed)"))
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds
  }

  /// The language of pages.
  func language() throws(Failure) -> Language { try choice(.lang) ?? .english }

  /// How a folder's tables are written.
  func tableForm() throws(Failure) -> TableForm {
    TableForm(style: try choice(.csvStyle) ?? .standard, hasWorkbook: has(.xlsx))
  }

  /// Refuses a style of CSV behind an option `--csv` that takes none, as that of `trace` and `find`.
  ///
  /// - Parameter count: how many operands the verb has.
  func refuseStyle(after count: Int) throws(Failure) {
    guard has(.csv), operands.count == count + 1 else { return }
    guard let style = operands.first(where: { CSVStyle(rawValue: $0) != nil }) else { return }
    throw .usage("--csv of \(verb.rawValue) takes no style such as \(style): it prints commas and decimal points")
  }

  /// One of the few words that an option takes.
  private func choice<Choice: RawRepresentable<String> & CaseIterable>(_ option: Option) throws(Failure) -> Choice? {
    guard let text = text(option) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue)
      let hint = nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
      throw .usage("--\(option.word) takes \(words.joined(separator: " or ")), not \"\(text)\"\(hint)")
    }
    return choice
  }

  /// How many replications of one scenario are asked for; 1 by default.
  var replications: Int { get throws(Failure) { try whole(.replications, in: 1...10_000) ?? 1 } }

  var threads: Int {
    get throws(Failure) { try whole(.threads, in: 1...1024) ?? ProcessInfo.processInfo.activeProcessorCount }
  }
}
