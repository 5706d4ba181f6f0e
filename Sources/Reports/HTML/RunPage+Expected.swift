import BillingCore
import Simulation

// What to expect of many replications: fans, and the interval of each number.

extension RunPage {
  private static let fanned: [(metric: Metric, hue: Palette.Hue, isStock: Bool)] = [
    (.cashIn, .received, false), (.revenueRecognized, .earned, false), (.debtOutstandingEnd, .debt, true),
    (.stageBlocked, .blocked, true),
  ]

  var expected: Page.Section? {
    guard let forecast, forecast.replications > 1, !isEmpty || hasOthers else { return nil }
    return Page.Section(
      id: "expected", heading: text("What to expect", uk: "Чого очікувати"),
      content: RunPage.fanned.map { fan($0.metric, $0.hue, isStock: $0.isStock, forecast).markup(notation) })
  }

  /// Whether some replication had accounts.
  var hasOthers: Bool {
    forecast.map { !$0.isEmpty } ?? false
  }

  /// The statistics of one metric by month, as `forecast.csv` has them.
  private func fan(_ metric: Metric, _ hue: Palette.Hue, isStock: Bool, _ forecast: Forecast) -> Figure {
    let table = statistics(of: metric, forecast)
    let name = text(metric.phrase)
    func values(_ column: String) -> [Double] { table.values(column, in: notation.currency) }
    func band(_ low: String, _ high: String, isInner: Bool) -> TimeChart.Band? {
      let (lows, highs) = (values(low), values(high))
      guard !lows.contains(where: \.isNaN), !highs.contains(where: \.isNaN) else { return nil }
      let name =
        low == "ci_low"
        ? text("95% interval of the mean", uk: "95\u{A0}% довірчий інтервал середнього") : "\(low)–\(high)"
      return TimeChart.Band(name: name, hue: hue, low: lows, high: highs, isInner: isInner)
    }
    let quantiles = [band("p05", "p95", isInner: false), band("p25", "p75", isInner: true)].compactMap { $0 }
    let bands = quantiles.isEmpty ? [band("ci_low", "ci_high", isInner: false)].compactMap { $0 } : quantiles
    let means = Series(name: text("mean", uk: "середнє"), hue: hue, values: values("mean"))
    let chart = TimeChart(
      places: table.rows.dropLast().map { notation.text($0[0]) }, isMoney: metric.kind == .money, bands: bands,
      lines: [means],
      startsAtZero: metric.kind == .count)
    let sample = forecast.sample(of: metric)
    let interval = sample.interval(confidence: Forecast.confidence)
    let ends = interval.map { [$0.lowerBound, $0.upperBound] } ?? []
    let amounts = Amounts(([sample.mean] + ends).map { ($0, metric) }, notation)
    let mean = amounts.text(sample.mean, of: metric)
    let range = ends.map { amounts.text($0, of: metric) }
    let (low, high) = (range.first ?? "", range.last ?? "")
    return Figure(
      id: "expect-\(metric.rawValue.split(separator: "_").joined(separator: "-"))",
      message: text(
        "\(name): \(mean) expected \(isStock ? "on the last day" : "over the whole run") (\(low) to \(high))",
        uk:
          "\(name): \(isStock ? "в останній день" : "за весь період") очікується \(mean) (від \(low) до \(high))"
      ),
      description: RunPage.bandsInWords(quantiles.count, replications: sample.count, notation), chart: chart,
      table: table,
      caption: text(
        "\(notation.counted(forecast.replications, .replication)), from forecast.csv: alike but for chance. The interval in the heading is of the mean, with 95% confidence; a single run varies \(quantiles.isEmpty ? "more" : "as the bands show").\(isByMonth ? notation.parts(of: periods) : " Only some of the months are shown.")",
        uk:
          "\(notation.counted(forecast.replications, .replication)), з forecast.csv; вони відрізняються лише випадковими подіями. У заголовку — 95\u{A0}% довірчий інтервал середнього; окремий результат коливається \(quantiles.isEmpty ? "сильніше" : "так, як показують смуги").\(isByMonth ? notation.parts(of: periods) : " Показано лише деякі місяці.")"
      ))
  }

  /// What the bands of a fan hold: quantiles as far as there are enough replications, else the interval of the mean.
  private static func bandsInWords(_ quantileBands: Int, replications: Int, _ notation: Notation) -> String {
    let phrase =
      switch quantileBands {
      case 2:
        Phrase(
          "The outer band holds 9 of 10 replications, the inner one half of them.",
          uk: "Зовнішня смуга охоплює 9 з 10 повторів, внутрішня — половину.")
      case 1:
        Phrase(
          "The band holds half of the replications; \(replications) are too few for p05 and p95.",
          uk: "Смуга охоплює половину повторів; для p05 і p95 \(notation.genitive(replications, .replication)) замало.")
      default:
        Phrase(
          "The band is the 95% interval of the mean: \(notation.counted(replications, .replication)) are too few for quantiles.",
          uk:
            "Смуга — 95\u{A0}% довірчий інтервал середнього: для квантилів \(notation.genitive(replications, .replication)) замало."
        )
      }
    return notation.text(phrase)
  }

  private func statistics(of metric: Metric, _ forecast: Forecast) -> PageTable {
    let source = forecast.table
    let kept = ["month", "mean", "p05", "p25", "p50", "p75", "p95", "ci_low", "ci_high"]
    let places = kept.compactMap { name in source.columns.firstIndex { $0.name == name } }
    let shown = periods.map { $0.months.upperBound - 1 } + [forecast.periods.count - 1]
    let rows = shown.map { period in
      let row = source.row(forecast.row(of: metric, period: period))
      return places.map { place -> Table.Cell in
        guard place == 0 else { return row[place] }
        return period < forecast.periods.count - 1
          ? .month(reports.months[period].month) : .text(text("Whole run", uk: "Увесь період"))
      }
    }
    return PageTable(
      columns: zip(kept, places).map { name, place in
        PageTable.Column(name: name, kind: source.columns[place].kind, heading: heading(name))
      }, rows: rows, hasTotal: true)
  }

  private func heading(_ statistic: String) -> String {
    switch statistic {
    case "month": text("Month", uk: "Місяць")
    case "mean": text("mean", uk: "середнє")
    case "ci_low": text("95% interval from", uk: "95\u{A0}% інтервал від")
    case "ci_high": text("95% interval to", uk: "95\u{A0}% інтервал до")
    default: statistic
    }
  }
}
