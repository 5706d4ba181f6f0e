import BillingCore
import Simulation

/// What a column of a book has (MODEL 1).
enum BookColumn: Hashable {
  case account, createdOn, prepaidCash, prepaidBonus, debt, lastActivityOn, blocked, idle
  case units(ServiceIndex)
  case used(ServiceIndex)

  private static let plain: [(name: String, column: BookColumn)] = [
    ("account", .account), ("created_on", .createdOn), ("prepaid_cash", .prepaidCash),
    ("prepaid_bonus", .prepaidBonus), ("debt", .debt), ("last_activity_on", .lastActivityOn), ("blocked", .blocked),
    ("idle", .idle),
  ]

  /// The columns that a book may have, by name, in their usual order.
  ///
  /// Units also of services that a later change brings: they are switched on then. Use only of those that there are.
  static func known(among services: [Service], offered: Int) -> [(name: String, column: BookColumn)] {
    plain
      + services.enumerated().filter { $0 < offered || !$1.isMetered }.map { index, service in
        service.isMetered ? ("used:\(service.name)", .used(index)) : ("units:\(service.name)", .units(index))
      }
  }
}

/// The header of a book: which value of a line is what.
struct BookHeader {
  let columns: [(name: String, column: BookColumn)]

  /// Reads the first line; `nil`, with all that is wrong, when the lines below it cannot be read by it.
  init?(
    _ texts: [(text: String, place: Place)], known: [(name: String, column: BookColumn)], at start: Place,
    into faults: inout Faults
  ) {
    var columns: [(name: String, column: BookColumn)] = []
    var isRight = true
    var areListed = false
    func report(_ message: String, _ place: Place, _ hint: String?) {
      faults.add(Fault(place: place, message: message, hint: hint))
      isRight = false
    }
    for (text, place) in texts {
      guard let column = known.first(where: { $0.name == text }) else {
        let hint = BookHeader.hint(for: text, among: known)
        let list = areListed ? nil : "a book may have \(known.map(\.name).joined(separator: ", "))"
        areListed = areListed || hint == nil
        report("unknown column \(quoted(text))", place, hint ?? list)
        continue
      }
      if columns.contains(where: { $0.name == text }) { report("column \(quoted(text)) a second time", place, nil) }
      columns.append(column)
    }
    for needed in ["account", "created_on"] where !texts.contains(where: { $0.text == needed }) {
      report("missing column \(quoted(needed))", start, nil)
    }
    guard isRight else { return nil }
    self.columns = columns
  }

  /// What was probably meant by an unknown column.
  private static func hint(
    for text: String, among known: [(name: String, column: BookColumn)]
  ) -> String? {
    if text.lowercased() == "balance" {
      return "give what is above zero as prepaid_cash, and what is below zero as debt, without the minus"
    }
    let names = known.map(\.name)
    let service = text.drop { $0 != ":" }.dropFirst()
    if let meant = names.first(where: { $0.hasSuffix(":\(service.isEmpty ? text[...] : service)") }) {
      return "did you mean \"\(meant)\"?"
    }
    return didYouMean(text, among: names)
  }

  func services(_ index: (BookColumn) -> ServiceIndex?) -> [ServiceIndex] { columns.compactMap { index($0.column) } }
}
