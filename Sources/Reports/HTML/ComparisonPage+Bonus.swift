import BillingCore
import Simulation

// What a variant's bonus brings and costs.

extension ComparisonPage {
  /// What `bonus.csv` says of a variant by month, all tiers together.
  func bonus(_ variant: Int) -> [Figure] {
    let granted = comparison.difference(of: .bonusGranted, variant: variant)
    guard granted.base.mean > 0 || granted.variant.mean > 0 else { return [] }
    let name = comparison.variants[variant].name
    let kept: [(column: String, phrase: Phrase)] = [
      ("month", Phrase("Month", uk: "Місяць")),
      ("extra_cash", Phrase("Extra cash so far", uk: "Додаткові надходження")),
      ("extra_bonus_used", Phrase("Extra bonus used so far", uk: "Додатково використані бонуси")),
      ("cash_pulled_forward", Phrase("Of the cash, not yet earned", uk: "З надходжень ще не зароблено")),
      ("cost_per_extra_cash", Phrase("Bonus for each extra unit", uk: "Бонусів на одиницю надходжень")),
      ("paid_anyway_share", Phrase("Share paid anyway", uk: "Частка, надана за оплати, що надійшли б і так")),
      ("payback_month", Phrase("Pays back from", uk: "Окупається з")),
    ]
    let places = kept.compactMap { kept in bonuses.columns.firstIndex { $0.name == kept.column } }
    let rows = (0..<bonuses.rowCount).map(bonuses.row).filter { row in
      // The base has no extra cash; a variant may have its name.
      guard case .text(name) = row[0], case .text(Scenario.allSegments) = row[2] else { return false }
      if case .empty = row[places[1]] { return false }
      return true
    }
    let table = PageTable(
      columns: zip(kept, places).map {
        .init(name: $0.column, kind: bonuses.columns[$1].kind, heading: notation.text($0.phrase))
      }, rows: rows.enumerated().map { period, row in [periodName(period)] + places.dropFirst().map { row[$0] } },
      hasTotal: true)
    func series(_ index: Int, _ hue: Palette.Hue) -> Series {
      Series(
        name: notation.text(kept[index].phrase), hue: hue,
        values: table.values(kept[index].column, in: notation.currency))
    }
    let chart = TimeChart(
      places: table.rows.dropLast().map { notation.text($0[0]) },
      lines: [series(1, .received), series(2, .bonus), series(3, .plain)])
    let (cash, used) = (difference(of: .cashIn, variant), difference(of: .bonusCost, variant))
    return [
      Figure(
        id: "variant-\(variant + 1)-bonus",
        message: text(
          "\(cash) of cash for \(used) of bonus", uk: "Надходження \(cash), використані бонуси \(used)"),
        description: text(
          "Cash that is not yet earned at the end is pulled forward from later months: it is owed as service.",
          uk:
            "Ще не зароблені на кінець кошти сплачено наперед, за майбутні місяці: послуги за них іще належить надати."),
        chart: chart,
        table: table,
        caption: text(
          "Sums from the first day on, less those of \(base), from bonus.csv, in \(notation.currency.code).",
          uk:
            "Наростаючим підсумком з першого дня, за вирахуванням сум \(base); з bonus.csv, у \(notation.currency.code)."
        ))
    ]
  }

  private func difference(of metric: Metric, _ variant: Int) -> String {
    notation.signed(comparison.difference(of: metric, variant: variant).mean, of: metric)
  }
}
