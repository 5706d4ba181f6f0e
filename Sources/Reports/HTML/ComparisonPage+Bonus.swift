import BillingCore
import Simulation

// What a variant's bonus brings and costs.

extension ComparisonPage {
  /// A cell; that a bonus does not pay back is said in the language of the page.
  private func inWords(_ cell: Table.Cell) -> Table.Cell {
    guard case .text("none") = cell else { return cell }
    return .text(text("not within the run", uk: "не за цей період"))
  }

  /// What cash not yet earned means, by how it has changed against the base's until the end.
  private func pulledForward(_ amount: Double) -> String {
    amount < 0
      ? text(
        "Cash not yet earned has grown less than with \(base): at the end, less service is still to be delivered.",
        uk:
          "Ще не зароблені надходження зросли менше, ніж у сценарії «\(base)»: на кінець періоду залишається надати менше послуг."
      )
      : text(
        "Cash not yet earned at the end is pulled forward from later months: the service for it is still to be delivered.",
        uk:
          "Кошти, ще не зароблені на кінець періоду, сплачено наперед за майбутні місяці: послуги за них іще належить надати."
      )
  }

  /// The columns of `bonus.csv` that the page shows, and what it calls them.
  private static let kept: [(column: String, phrase: Phrase)] = [
    ("month", Phrase("Month", uk: "Місяць")),
    ("extra_cash", Phrase("Extra cash so far", uk: "Додаткові надходження")),
    ("extra_bonus_used", Phrase("Extra bonus used so far", uk: "Додатково використані бонуси")),
    ("cash_pulled_forward", Phrase("Cash not yet earned", uk: "Ще не зароблені надходження")),
    ("cost_per_extra_cash", Phrase("Bonus for each extra unit", uk: "Бонусів на одиницю додаткових надходжень")),
    (
      "paid_anyway_share",
      Phrase(
        "Share of bonus for top-ups that come anyway", uk: "Частка бонусів за поповнення, які надійшли б і без них")
    ),
    ("payback_month", Phrase("Pays back from", uk: "Окупається з")),
  ]

  /// The rows of a variant, all tiers together.
  private func table(ofBonus name: String) -> PageTable {
    let places = Self.kept.compactMap { kept in bonuses.columns.firstIndex { $0.name == kept.column } }
    let rows = (0..<bonuses.rowCount).map(bonuses.row).filter { row in
      // The base has no extra cash; a variant may have its name.
      guard case .text(name) = row[0], case .text(Scenario.allSegments) = row[2] else { return false }
      if case .empty = row[places[1]] { return false }
      return true
    }
    return PageTable(
      columns: zip(Self.kept, places).map {
        .init(name: $0.column, kind: bonuses.columns[$1].kind, heading: notation.text($0.phrase))
      },
      rows: rows.enumerated().map { period, row in
        [periodName(period)] + places.dropFirst().map { inWords(row[$0]) }
      },
      hasTotal: true)
  }

  /// What `bonus.csv` says of a variant by month, all tiers together.
  func bonus(_ variant: Int) -> [Figure] {
    let granted = comparison.difference(of: .bonusGranted, variant: variant)
    guard granted.base.mean > 0 || granted.variant.mean > 0 else { return [] }
    let table = table(ofBonus: comparison.variants[variant].name)
    func series(_ column: (column: String, phrase: Phrase), _ hue: Palette.Hue) -> Series {
      Series(
        name: notation.text(column.phrase), hue: hue, values: table.values(column.column, in: notation.currency))
    }
    let chart = TimeChart(
      places: table.rows.dropLast().map { notation.text($0[0]) },
      lines: [series(Self.kept[1], .received), series(Self.kept[2], .bonus), series(Self.kept[3], .plain)])
    let differences = [Metric.cashIn, .bonusCost].map { (comparison.difference(of: $0, variant: variant).mean, $0) }
    let amounts = Amounts(differences, notation)
    let (cash, used) = (amounts.signed(differences[0].0, of: .cashIn), amounts.signed(differences[1].0, of: .bonusCost))
    return [
      Figure(
        id: "variant-\(variant + 1)-bonus",
        message: text(
          "Cash in \(cash), bonus used \(used)", uk: "Надходження \(cash), використані бонуси \(used)"),
        description: pulledForward(table.values(Self.kept[3].column, in: notation.currency).last ?? 0),
        chart: chart,
        table: table,
        caption: text(
          "Sums from the first day on, less those of \(base), from bonus.csv, in \(notation.currency.code).",
          uk:
            "Наростаючим підсумком з першого дня, за вирахуванням сум сценарію «\(base)»; з bonus.csv, у \(notation.currency.code)."
        ))
    ]
  }
}
