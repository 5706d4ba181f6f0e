import BillingCore
import Simulation

// What comes of notices of deletion, and how many accounts stay.

extension RunPage {
  var deletions: Page.Section? {
    guard (lives.deletions.automatic + lives.deletions.manual).noticed > 0 else { return nil }
    return Page.Section(
      id: "deletions", heading: text("Deletions", uk: "Видалення"), content: [funnel.markup(notation)])
  }

  private typealias Stop = (name: Phrase, hue: Palette.Hue, number: (DeletionTotals.Funnel) -> Int, column: String)

  private var stops: [Stop] {
    [
      (Phrase("Noticed", uk: "Попереджено"), .cash, \.noticed, "noticed"),
      (
        Phrase("Cancelled by a sign-in or top-up", uk: "Скасовано входом чи поповненням"), .good, \.cancelledByActivity,
        "cancelled_by_activity"
      ),
      (Phrase("Cancelled by the owner", uk: "Скасовано власником"), .earned, \.cancelledByOwner, "cancelled_by_owner"),
      (Phrase("Still pending", uk: "Ще очікують"), .plain, \.pending, "pending"),
      (Phrase("Deleted", uk: "Видалено"), .bad, \.deleted, "deleted"),
      (Phrase("Restored", uk: "Відновлено"), .received, \.restored, "restored"),
      (Phrase("Purged", uk: "Стерто остаточно"), .blocked, \.purged, "purged"),
    ]
  }

  private var funnel: Figure {
    let totals = lives.deletions
    let all = totals.automatic + totals.manual
    let rows = stops.map { stop in
      let number = stop.number(all)
      let share = notation.share(number, of: all.noticed) ?? ""
      return RowChart.Row(
        name: text(stop.name), number: "\(notation.count(number)) (\(share))",
        marks: [.bar(from: 0, to: Double(number), hue: stop.hue)])
    }
    let table = PageTable(
      columns: [.init(name: "kind", kind: .text, heading: text("Notice", uk: "Попередження"))]
        + stops.map { .init(name: $0.column, kind: .count, heading: text($0.name)) },
      rows: [
        (text("automatic", uk: "автоматичне"), totals.automatic),
        (text("manual", uk: "на прохання власника"), totals.manual),
        (text("all", uk: "усього"), all),
      ].map { name, funnel in [.text(name)] + stops.map { .count($0.number(funnel)) } }, hasTotal: true)
    let cancelled = notation.share(all.cancelledByActivity + all.cancelledByOwner, of: all.noticed) ?? ""
    let (noticed, deleted) = (
      notation.genitive(all.noticed, .notice), notation.share(all.deleted, of: all.noticed) ?? ""
    )
    return Figure(
      id: "funnel",
      message: text(
        "Of \(noticed) \(deleted) ended in a deletion, and \(cancelled) were called off",
        uk: "Із \(noticed) видаленням завершилося \(deleted), скасовано \(cancelled)"),
      description: stops.map { "\(text($0.name)): \(notation.count($0.number(all)))" }.joined(separator: "; "),
      chart: RowChart(rows: rows, reference: 0), table: table,
      caption: text(
        "Deletion processes that touch the run, from deletions.csv; the shares are of those noticed. A deletion that was undone counts as deleted and as restored.",
        uk:
          "Процеси видалення, які припадають на період, з deletions.csv; частки — від кількості попереджень. Кабінет, відновлений після видалення, враховано і як видалений, і як відновлений."
      ) + earlier(all))
  }

  /// How many deletions of the funnel are not among the run's: those before it, of accounts that could still come back.
  private func earlier(_ all: DeletionTotals.Funnel) -> String {
    let count = all.deleted - Int(total(.deleted))
    guard count > 0 else { return "" }
    return text(
      " Deleted before the first day: \(notation.count(count)); they are not among the deletions of the run.",
      uk: " Видалено до початку періоду: \(notation.count(count)); до видалень за період не входять.")
  }

  // MARK: Cohorts

  var cohorts: Page.Section? {
    let rows = cohortRows
    guard !rows.isEmpty else { return nil }
    return Page.Section(
      id: "cohorts", heading: text("Who stays", uk: "Хто залишився"), content: [staying(rows).markup(notation)])
  }

  /// A cohort: what its row is called, how many accounts it had at first, and how many are open at each period's end.
  private struct Cohort {
    let name: Table.Cell
    let size: Int
    let open: [Int?]
    var isFromBefore = false
  }

  private var cohortRows: [Cohort] {
    let totals = lives.cohorts
    let ends = periods.map { $0.months.upperBound - 1 }
    let opening = Int(value(.open, 0..<1) - value(.opened, 0..<1) + value(.deleted, 0..<1) - value(.restored, 0..<1))
    let before = Cohort(
      name: .text(text("before", uk: "раніше")), size: opening,
      open: ends.map { totals.open(of: nil, atEndOf: $0) }, isFromBefore: true)
    let created = periods.enumerated().map { index, period in
      Cohort(
        name: period.name(notation), size: Int(value(.opened, period.days)),
        open: ends.enumerated().map { column, end in
          column < index ? nil : period.months.reduce(0) { $0 + totals.open(of: $1, atEndOf: end) }
        })
    }
    return ([before] + created).filter { $0.size > 0 || $0.open.contains { ($0 ?? 0) > 0 } }
  }

  /// From which percentage on a cell has the next stronger tint.
  private static let shares = [50, 75, 90, 98]

  /// The periods at whose ends the table counts: of many only some, so that it fits a page, and always the last.
  private var shownEnds: [Int] {
    let every = (periods.count + 12) / 13
    return periods.indices.filter { (periods.count - 1 - $0) % every == 0 }
  }

  private func staying(_ cohorts: [Cohort]) -> Figure {
    let head = [
      PageTable.Column(name: "created", kind: .month, heading: text("Created", uk: "Створено")),
      .init(name: "accounts", kind: .count, heading: text("Accounts", uk: "Кабінетів")),
    ]
    let shown = shownEnds
    let columns = shown.map { index in
      PageTable.Column(name: "open_\(periods[index].months.upperBound)", kind: .count, heading: places[index])
    }
    let table = PageTable(
      columns: head + columns,
      rows: cohorts.map { cohort in
        [cohort.name, .count(cohort.size)] + shown.map { cohort.open[$0].map { .count($0) } ?? .empty }
      },
      isDense: true,
      tint: { row, column in
        let cohort = cohorts[row]
        guard column > 1, let open = cohort.open[shown[column - 2]], cohort.size > 0 else { return 0 }
        return RunPage.shares.count { open * 100 >= cohort.size * $0 }
      })
    let full = cohorts.first { $0.open.contains { $0 == nil } == false && $0.size > 0 } ?? cohorts[0]
    let left = full.open.last.flatMap { $0 } ?? 0
    let share = notation.share(left, of: full.size) ?? ""
    let isOne = full.size % 10 == 1 && full.size % 100 != 11
    let origin =
      full.isFromBefore
      ? Phrase("open on the eve", uk: "\(isOne ? "відкритого" : "відкритих") на початок періоду")
      : Phrase(
        "created in \(notation.text(full.name))",
        uk: "\(isOne ? "створеного" : "створених") за \(notation.text(full.name))")
    return Figure(
      id: "cohorts-by-month",
      message: text(
        "Of \(notation.genitive(full.size, .account)) \(text(origin)), \(share) are open at the end",
        uk: "З \(notation.genitive(full.size, .account)), \(text(origin)), на кінець відкрито \(share)"),
      description: text(
        "Open accounts at the end of each column's period, by the period of their creation; the tint grows stronger from 50, 75, 90 and 98% on.",
        uk:
          "Відкриті кабінети на кінець періоду, названого над стовпцем, за періодом створення; що більша їх частка (від 50, 75, 90, 98\u{A0}%), то насиченіший колір."
      ),
      chart: nil, table: table,
      caption: text(
        "The row \"before\" has the accounts that were open on the eve. Restored accounts count again.",
        uk: "Рядок «раніше» — кабінети, відкриті на початок. Відновлені кабінети враховано знову."))
  }
}
