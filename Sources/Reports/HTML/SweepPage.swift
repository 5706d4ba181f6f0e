import BillingCore
public import Simulation

/// `report.html` of a sweep: what each place moves when it is varied alone, or what each point comes to.
///
/// Every number comes from `sweep.csv` and `tornado.csv`.
public struct SweepPage {
  let sweep: Sweep
  private let isTornado: Bool
  private let maximized: Metric?
  private let constraints: [Sweep.Constraint]
  let notation: Notation
  private let imprint: Imprint

  /// How many points a page has room for.
  private static let limit = 40

  /// Takes what a sweep came to.
  ///
  /// - Parameters:
  ///   - isTornado: whether each place was varied alone.
  ///   - maximized: the metric whose best point is asked for, if one is.
  ///   - constraints: the bounds that such a point has to keep.
  public init(
    _ sweep: Sweep, isTornado: Bool, maximized: Metric?, constraints: [Sweep.Constraint], imprint: Imprint,
    language: Language
  ) {
    self.sweep = sweep
    self.isTornado = isTornado
    self.maximized = maximized
    self.constraints = constraints
    self.imprint = imprint
    notation = Notation(language: language, currency: sweep.comparison.base.forecast.scenario.policies.currency)
  }

  /// The source of the page.
  public var source: String {
    let scenario = sweep.comparison.base.forecast.scenario
    var sections = [answer]
    if isTornado {
      sections.append(
        Page.Section(
          id: "tornado", heading: text("What matters most", uk: "Що важить найбільше"),
          content: sweep.metrics.prefix(3).map { tornado($0).markup(notation) }))
    }
    sections.append(
      Page.Section(
        id: "points", heading: text("The points", uk: "Точки"), content: [points.markup(notation)]))
    let count = sweep.comparison.replications
    return Page(
      title: text("\(scenario.name), swept", uk: "\(scenario.name): перебір значень"),
      subtitle: "\(notation.day(scenario.start)) – \(notation.day(scenario.lastDay)), \(notation.currency.code), "
        + notation.counted(count, .replication), sections: sections, imprint: imprint,
      notation: notation
    ).source
  }

  func text(_ english: String, uk ukrainian: String) -> String {
    notation.text(Phrase(english, uk: ukrainian))
  }

  func number(_ value: Double, _ metric: Metric) -> String {
    notation.sentenceText(value, of: metric)
  }

  /// A value of a swing; the scenario's own is named in words.
  func value(_ value: String) -> String {
    value == "as it is" ? text("as it is", uk: "без змін") : value
  }

  private func name(of point: Int) -> String {
    sweep.points[point].map { "\($0.path) = \($0.value)" }.joined(separator: ", ")
  }

  // MARK: The answer

  private var answer: Page.Section {
    let note =
      sweep.comparison.hasSameAccounts
      ? text(
        "All points have the same accounts and the same random numbers, so only the values make the difference.",
        uk:
          "В усіх точках ті самі клієнти й ті самі випадкові події, тому результати відрізняються лише через значення."
      )
      : text(
        "The points do not have the same accounts, so part of each difference is that of the accounts.",
        uk: "Склад кабінетів у точках різний, тому різниця показників залежить і від нього.")
    return Page.Section(
      id: "answer", heading: text("The answer", uk: "Відповідь"),
      content: [
        .prose("p", ["class": "answer"], sentence), .prose("p", ["class": "muted"], note),
      ])
  }

  private var sentence: String {
    if let maximized { return best(by: maximized) }
    let metric = sweep.metrics[0]
    let name = notation.text(metric.phrase)
    if isTornado, let widest = sweep.swings(of: metric).first {
      let (low, high) = (number(widest.low.mean, metric), number(widest.high.mean, metric))
      guard widest.width > 0 else {
        return text("\(name): no place moves it from \(low).", uk: "\(name): жодна зміна не впливає — \(low).")
      }
      let (least, most) = (value(widest.low.value), value(widest.high.value))
      return text(
        "\(name): moved most by \(widest.path), from \(low) at \(least) to \(high) at \(most).",
        uk:
          "\(name): найбільше впливає \(widest.path) — від \(low) (\(least)) до \(high) (\(most))."
      )
    }
    guard let best = sweep.best(by: metric, subjectTo: []) else { return "\(unknown(metric))." }
    let mean = number(sweep.sample(of: metric, point: best.point).mean, metric)
    if best.isAnyOther { return same(metric, mean) }
    return text(
      "\(name): highest, \(mean), with \(self.name(of: best.point)).",
      uk: "\(notation.highest(metric)) — \(mean): \(self.name(of: best.point)).")
  }

  /// What is said of points that do not differ.
  private func same(_ metric: Metric, _ mean: String) -> String {
    let name = notation.text(metric.phrase)
    return constraints.isEmpty
      ? text("\(name): \(mean) at all points.", uk: "\(name): \(mean) у всіх точках.")
      : text(
        "\(name): \(mean) at all points that keep the bounds.",
        uk: "\(name): \(mean) у всіх точках, які вкладаються в межі.")
  }

  /// What is said of a metric that no point has often enough.
  func unknown(_ metric: Metric) -> String {
    let name = notation.text(metric.phrase)
    return text(
      "\(name) does not exist in more than half of the replications at any point",
      uk: "\(name): у жодній точці немає значення в більш ніж половині повторів")
  }

  private func best(by metric: Metric) -> String {
    if sweep.ranking(by: metric).isEmpty { return "\(unknown(metric))." }
    guard let best = sweep.best(by: metric, subjectTo: constraints) else {
      if let rare = sweep.unknownMetrics(in: constraints).first { return "\(unknown(rare))." }
      return text("No point keeps the bounds.", uk: "Жодна точка не вкладається в межі.")
    }
    let mean = number(sweep.sample(of: metric, point: best.point).mean, metric)
    if best.isAnyOther { return same(metric, mean) }
    var sentence = text(
      "Best: \(name(of: best.point)), \(notation.lowercased(metric.phrase)) \(mean)",
      uk: "Найкраща точка: \(name(of: best.point)), \(notation.lowercased(metric.phrase)) — \(mean)")
    if let next = best.next {
      let more = number(next.difference.mean, metric)
      sentence +=
        next.difference.verdict == .higher
        ? text(", \(more) more than the next", uk: ", на \(more) більше, ніж у наступній")
        : text(", which cannot be told apart from the next", uk: ", без істотної різниці з наступною")
    }
    let unsure = zip(constraints, best.isSurelyKept).filter { !$1 }.map { notation.text($0.0.metric.phrase) }
    return sentence + "."
      + (unsure.isEmpty
        ? ""
        : text(
          " Kept in the mean alone, not with the whole 95% interval: \(unsure.joined(separator: ", ")).",
          uk:
            " Лише за середнім, а не за всім 95\u{A0}% довірчим інтервалом у межах: \(unsure.joined(separator: ", "))."))
  }

  // MARK: Points

  /// The points of the highest means of the first metric, best first.
  private var points: Figure {
    let metric = sweep.metrics[0]
    func sample(_ point: Int) -> Sample { sweep.sample(of: metric, point: point) }
    let ranked = sweep.ranking(by: metric).prefix(SweepPage.limit)
    let rows = ranked.map { point in
      let sample = sample(point)
      var marks: [RowChart.Mark] = []
      if let interval = sample.interval(confidence: Forecast.confidence) {
        marks.append(.interval(low: interval.lowerBound, high: interval.upperBound))
      }
      return RowChart.Row(
        name: "p\(point + 1): \(self.name(of: point))", number: number(sample.mean, metric),
        marks: marks + [.point(sample.mean, hue: .cash)])
    }
    let count = ranked.count
    let name = notation.text(metric.phrase)
    return Figure(
      id: "points-by-metric",
      message: ranked.first.map {
        text("\(name): highest at p\($0 + 1)", uk: "\(notation.highest(metric)) — у точці p\($0 + 1)")
      } ?? unknown(metric),
      description: text(
        "Points and lines: mean and 95% interval of the mean of each point.",
        uk: "Точки й риски — середнє та його 95\u{A0}% довірчий інтервал."),
      chart: rows.isEmpty ? nil : RowChart(rows: rows, scaleText: { number($0, metric) }),
      table: table(of: Array(ranked)),
      caption: text(
        "\(count) of \(notation.genitive(sweep.points.count, .point)), the highest first; all are in sweep.csv. Points are paired, so two may differ surely although their intervals overlap: comparison.csv has their differences.",
        uk:
          "\(count) з \(notation.genitive(sweep.points.count, .point)), від найбільшої; усі — в sweep.csv. Точки порівняно попарно в тих самих повторах, тому різниця двох може бути істотною, навіть якщо їх інтервали перетинаються: див. comparison.csv."
      ))
  }

  /// The numbers of points as `sweep.csv` has them: their values, and the first metrics with their intervals.
  private func table(of points: [Int]) -> PageTable {
    let source = sweep.table
    var headings = ["point": text("Point", uk: "Точка")]
    for path in sweep.paths { headings[path] = path }
    for metric in sweep.metrics.prefix(3) {
      headings[metric.rawValue] = notation.text(metric.phrase)
      headings["\(metric.rawValue)_ci_low"] = text("from", uk: "від")
      headings["\(metric.rawValue)_ci_high"] = text("to", uk: "до")
      headings["\(metric.rawValue)_difference"] = text("Difference", uk: "Різниця")
    }
    let shown = source.columns.enumerated().compactMap { place, column in
      headings[column.name].map { (place, PageTable.Column(name: column.name, kind: column.kind, heading: $0)) }
    }
    return PageTable(
      columns: shown.map(\.1),
      rows: points.map { point in
        let row = source.row(point)
        return shown.map { row[$0.0] }
      })
  }
}
