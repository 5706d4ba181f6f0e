import BillingCore
import Simulation

/// Reads how conditions are joined, and what each is made of, without knowing what its words mean.
///
///     expression = term { "or" term }
///     term       = factor { "and" factor }
///     factor     = "not" factor | "(" expression ")" | condition
///     condition  = WORD { word | days | relation } [ ( "after" | "before" ) WORD { word | days | relation | within } ]
///     word       = [ "by" | "with" | "of" ] WORD
///     relation   = SIGN WORD [ "times" | CURRENCY ]
///     days       = "on" DAY | "from" DAY [ "to" DAY ] | "to" DAY
///     within     = "within" WORD "days"
///
/// Words and amounts belong to the event that they stand behind.
struct SearchParser {
  /// The conditions that could be read, from left to right.
  private(set) var conditions: [WrittenCondition] = []
  private var rest: ArraySlice<SearchToken>
  private var depth = 0
  private let end: SearchToken
  private let currency: String
  private var last: SearchToken?

  /// How deep `not` and parentheses may be nested.
  private static let deepest = 64

  /// The keywords where reading stopped.
  var lastKeywords: [String] { [last, next].compactMap { $0?.keyword } }

  /// Takes tokens of which the last is the end, and the currency's code, which is known in small letters, too.
  init(_ tokens: [SearchToken], currency: String) {
    self.currency = currency
    rest = tokens.dropLast()
    end = tokens[tokens.count - 1]
  }

  /// The whole expression; a clause is its index among ``conditions``.
  mutating func whole() throws(Fault) -> Search.Expression {
    guard next.kind != .end else {
      throw Fault(place: end.place, message: "the expression is empty", hint: "write a condition, such as blocked")
    }
    let expression = try expression()
    switch next.kind {
    case .end: return expression
    case .close: throw Fault(place: next.place, message: "this \")\" has no \"(\"", hint: nil)
    case .word, .relation, .open: throw unexpected("\"and\", \"or\" or the end", among: ["and", "or"])
    }
  }

  private var next: SearchToken { rest.first ?? end }

  @discardableResult
  private mutating func take() -> SearchToken {
    let token = next
    last = token
    rest = rest.dropFirst()
    return token
  }

  private func unexpected(_ expected: String, among words: [String] = []) -> Fault {
    let after = last.map { " after \(quoted($0.text))" } ?? ""
    let hint = next.kind == .word ? didYouMean(next.text, among: words) : nil
    return next.kind == .end
      ? Fault(place: end.place, message: "expected \(expected)\(after), not the end", hint: nil)
      : Fault(place: next.place, message: "expected \(expected)\(after), not \(quoted(next.text))", hint: hint)
  }

  // MARK: Joining

  private mutating func expression() throws(Fault) -> Search.Expression {
    var parts = [try term()]
    while next.keyword == "or" {
      take()
      parts.append(try term())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func term() throws(Fault) -> Search.Expression {
    var parts = [try factor()]
    while next.keyword == "and" {
      take()
      parts.append(try factor())
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func factor() throws(Fault) -> Search.Expression {
    guard next.keyword == "not" || next.kind == .open else {
      guard next.kind == .word, next.keyword == nil else { throw unexpected("a condition") }
      conditions.append(try condition())
      return .clause(conditions.count - 1)
    }
    guard depth < SearchParser.deepest else {
      throw Fault(
        place: next.place, message: "more than \(SearchParser.deepest) levels of \"not\" and \"(\"", hint: nil)
    }
    depth += 1
    defer { depth -= 1 }
    let first = take()
    guard first.kind == .open else { return .not(try factor()) }
    let inner = try expression()
    if next.kind == .end { throw Fault(place: first.place, message: "this \"(\" is never closed", hint: nil) }
    guard next.kind == .close else { throw unexpected("\"and\", \"or\" or \")\"", among: ["and", "or"]) }
    take()
    return inner
  }

  // MARK: A condition

  private mutating func condition() throws(Fault) -> WrittenCondition {
    var condition = WrittenCondition(take())
    while true {
      let before = rest
      switch next.kind {
      case .end, .open, .close: return condition
      case .relation(let relation):
        condition.add(try comparison(relation, isBehindOrder: condition.order != nil))
        continue
      case .word: break
      }
      switch next.keyword {
      case "and", "or", "not": return condition
      case "on", "from", "to": try readDays(into: &condition)
      case "after", "before": try readOrder(into: &condition)
      case "within": try readWithin(into: &condition)
      default:
        let qualifier = try qualifier()
        if condition.order == nil {
          condition.qualifiers.append(qualifier)
        } else {
          condition.order?.qualifiers.append(qualifier)
        }
      }
      condition.add(words: before.prefix(before.count - rest.count))
    }
  }

  private mutating func qualifier() throws(Fault) -> WrittenCondition.Qualifier {
    guard ["by", "with", "of"].contains(next.keyword) else { return .init(preposition: nil, word: take()) }
    let preposition = take()
    guard next.kind == .word else { throw unexpected("a word") }
    return .init(preposition: preposition, word: take())
  }

  private mutating func comparison(
    _ relation: Relation, isBehindOrder: Bool
  ) throws(Fault) -> WrittenCondition.Comparison {
    let sign = take()
    guard next.kind == .word else { throw unexpected("a value") }
    var comparison = WrittenCondition.Comparison(
      sign: sign, relation: relation, value: take(), isBehindOrder: isBehindOrder)
    let isCurrency = Currency.codes.contains(next.text) || next.text.uppercased() == currency
    if next.kind == .word, isCurrency || next.meansTimes { comparison.unit = take() }
    return comparison
  }

  private mutating func readOrder(into condition: inout WrittenCondition) throws(Fault) {
    guard condition.order == nil else {
      throw Fault(
        place: next.place, message: "the order is given twice", hint: "join two conditions with \"and\"")
    }
    let keyword = take()
    guard next.kind == .word, next.keyword == nil else { throw unexpected("an event") }
    condition.order = .init(keyword: keyword, subject: take())
  }

  private mutating func readWithin(into condition: inout WrittenCondition) throws(Fault) {
    guard let order = condition.order else {
      throw Fault(
        place: next.place, message: "\"within\" stands after the event of \"after\" or \"before\"", hint: nil)
    }
    guard order.within == nil else { throw Fault(place: next.place, message: "\"within\" is given twice", hint: nil) }
    take()
    guard next.kind == .word else { throw unexpected("a number of days") }
    condition.order?.within = take()
    guard next.text == "days" || next.text == "day" else { throw unexpected("\"days\"", among: ["days"]) }
    take()
  }

  private mutating func readDays(into condition: inout WrittenCondition) throws(Fault) {
    if condition.days.keyword != nil {
      throw Fault(place: next.place, message: "the days are given twice", hint: nil)
    }
    let keyword = take()
    let first = try day()
    switch keyword.keyword {
    case "on": condition.days = .on(first, keyword)
    case "to": condition.days = .to(first, keyword)
    default:
      guard next.keyword == "to" else {
        condition.days = .from(first, keyword)
        return
      }
      take()
      condition.days = .fromTo(first, try day(), keyword)
    }
  }

  private mutating func day() throws(Fault) -> WrittenCondition.NamedDay {
    guard next.kind == .word else { throw unexpected("a day") }
    let token = take()
    guard let day = Day(token.text) else { throw Fault(token, isNoDayFor: "a day") }
    return .init(day: day, token: token)
  }
}

extension Fault {
  /// A word stands where a day should.
  init(_ token: SearchToken, isNoDayFor expected: String) {
    self.init(
      place: token.place, message: "expected \(expected) that exists, not \(quoted(token.text))",
      hint: "write it like 2027-01-31")
  }
}
