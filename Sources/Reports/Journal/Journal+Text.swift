import BillingCore
import Simulation

extension Journal {
  /// Gives the text of the journal in pieces, one for each day after what is declared; the same run gives the same bytes.
  ///
  /// Ordered by day, then segment, the scripted accounts' events last, in population order.
  public func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows {
    try body(Array(declarations.utf8))
    let entries = entries.enumerated().sorted {
      ($0.element.day, $0.element.position, $0.offset) < ($1.element.day, $1.element.position, $1.offset)
    }
    var rest = entries.map(\.element)[...]
    for offset in 0...scenario.days {
      let day = scenario.eve + offset
      let scripted = rest.prefix { $0.day == day }
      rest = rest.dropFirst(scripted.count)
      let text =
        segments.indices.map { totals(of: $0, on: day) }.joined() + scripted.map { transaction($0) }.joined()
      if !text.isEmpty { try body(Array(text.utf8)) }
    }
  }

  /// The commodity, the tag and the accounts, which `hledger check --strict` asks for.
  private var declarations: String {
    let currency = scenario.policies.currency
    let sample =
      currency.decimals == 0 ? "1000." : decimalText(currency.units(1000).minorUnits, decimals: currency.decimals)
    return """
      ; The books of \(harmless(scenario.name)), \(scenario.start) to \(scenario.lastDay): for each day and segment the totals of what was
      ; posted, and of scripted accounts each event. Balances before the first day are booked on its eve.
      ; A segment's books: hledger -f journal.ledger balance 'tag:segment=^\(segments.first ?? "NAME")$'

      decimal-mark .
      commodity \(sample) \(currency.code)
      tag segment
      \(chart.names.map { "account \($0)\n" }.joined())
      """
  }

  /// A segment's day, each book with what was debited and what was credited; nothing where nothing was posted.
  private func totals(of segment: Int, on day: Day) -> String {
    var lines = ""
    for book in chart.names.indices {
      for side in Side.allCases {
        let sum = sum(on: day, segment: segment, book: book, side: side)
        if sum > 0 { lines += line(book, side == .debit ? sum : -sum) }
      }
    }
    guard !lines.isEmpty else { return "" }
    let code = day == scenario.eve ? "opening" : "totals"
    return "\n\(day) (\(code)) \(segments[segment])  ; segment:\(segments[segment])\n" + lines
  }

  /// An event, posting by posting: the book debited, then the one credited.
  private func transaction(_ entry: Entry) -> String {
    let lines = entry.postings.map { posting in
      line(chart.place(of: posting.debit), Int128(posting.amount.minorUnits))
        + line(chart.place(of: posting.credit), -Int128(posting.amount.minorUnits))
    }
    let name = population.name(at: entry.position)
    return "\n\(entry.day) (\(entry.code)) \(name)  ; segment:\(Scenario.scriptedSegment)\n" + lines.joined()
  }

  private func line(_ book: Int, _ amount: Int128) -> String {
    let currency = scenario.policies.currency
    let (name, text) = (chart.names[book], decimalText(amount, decimals: currency.decimals))
    let space = max(2, 45 - name.utf8.count - text.utf8.count)
    return "    \(name)\(String(repeating: " ", count: space))\(text) \(currency.code)\n"
  }
}
