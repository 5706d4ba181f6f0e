import BillingCore
public import Simulation

/// `report.html` of a sweep: how much each place changes the metrics alone, or the metrics of each point.
///
/// Every number comes from `sweep.csv` and `tornado.csv`.
public struct SweepPage {
  let sweep: Sweep
  private let isTornado: Bool
  let maximized: Metric?
  let constraints: [Sweep.Constraint]
  let notation: Notation
  private let imprint: Imprint

  /// Takes the results of a sweep.
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
    var sections = [answer]
    if sweep.comparison.isEmpty { return page(sections) }
    if isTornado {
      sections.append(
        Page.Section(
          id: "tornado", heading: text("What matters most", uk: "Що впливає найбільше"),
          content: sweep.metrics.prefix(3).map { tornado($0).markup(notation) }))
    }
    sections.append(
      Page.Section(
        id: "points", heading: text("The points", uk: "Точки"),
        content: sweep.metrics.prefix(3).map { points($0).markup(notation) }))
    return page(sections)
  }

  private func page(_ sections: [Page.Section]) -> String {
    let scenario = sweep.comparison.base.forecast.scenario
    let count = sweep.comparison.replications
    return Page(
      title: text("Sweep of \(scenario.name)", uk: "\(scenario.name): аналіз чутливості"),
      subtitle: (scenario.title.isEmpty ? "" : "\(scenario.title); ")
        + "\(notation.day(scenario.start)) – \(notation.day(scenario.lastDay)), \(notation.currency.code), "
        + notation.counted(count, .replication), sections: sections, imprint: imprint,
      notation: notation
    ).source
  }

  func text(_ english: String, uk ukrainian: String) -> String {
    notation.text(Phrase(english, uk: ukrainian))
  }

  /// How values of a metric that stand together are written.
  func amounts(_ values: [Double], _ metric: Metric) -> Amounts { Amounts(values.map { ($0, metric) }, notation) }

  /// A value as it is given, a number with the marks of the language; the scenario's own is named in words.
  func value(_ value: String) -> String {
    if value == Sweep.asItIs { return text("as it is", uk: "без змін") }
    return value.wholeMatch(of: /-?\d+(\.\d+)?/) == nil ? value : notation.plain(value)
  }

  func name(of point: Int) -> String {
    sweep.points[point].map { "\($0.path) = \(value($0.value))" }.joined(separator: ", ")
  }

  // MARK: The answer

  private var answer: Page.Section {
    let note =
      sweep.comparison.hasSameAccounts
      ? text(
        "All points have the same accounts and the same random numbers, so only the values make the difference.",
        uk:
          "В усіх точках ті самі кабінети й ті самі випадкові події, тому різниця зумовлена лише значеннями параметрів."
      )
      : text(
        "The points do not have the same accounts, so part of each difference is that of the accounts.",
        uk: "Склад кабінетів у точках різний, тому різниця показників зумовлена і ним.")
    return Page.Section(
      id: "answer", heading: text("The answer", uk: "Відповідь"),
      content: [
        .prose("p", ["class": "answer"], sentence)
      ] + (reasons + [chance, note]).filter { !$0.isEmpty }.map { .prose("p", ["class": "muted"], $0) })
  }

  /// What one replication leaves open.
  private var chance: String {
    hasIntervals
      ? ""
      : text(
        "One replication: there are no intervals, and a difference may be due to chance.",
        uk: "Повтор один, тому довірчих інтервалів немає, а різниця може бути випадковою.")
  }

  /// Whether there are replications enough for intervals.
  var hasIntervals: Bool { sweep.comparison.replications > 1 }

  private var sentence: String {
    if sweep.comparison.isEmpty { return notation.text(ComparisonPage.emptiness) }
    if let maximized { return best(by: maximized) }
    let metric = sweep.metrics[0]
    let name = notation.text(metric.phrase)
    if isTornado, let widest = sweep.swings(of: metric).first {
      let amounts = amounts([widest.low.mean, widest.high.mean], metric)
      let (low, high) = (amounts.text(widest.low.mean, of: metric), amounts.text(widest.high.mean, of: metric))
      guard widest.width > 0 else { return "\(unmoved(metric, low))." }
      if let equal = equalSwings(of: metric) { return "\(equal)." }
      let ends = "\(low) (\(value(widest.low.value)))"
      let far = "\(high) (\(value(widest.high.value)))"
      return text(
        "\(name): \(widest.path) matters most, from \(ends) to \(far).",
        uk: "\(name): найбільше впливає \(widest.path) — від \(ends) до \(far).")
    }
    guard let best = sweep.best(by: metric, subjectTo: []) else { return "\(unknown(metric))." }
    let mean = sweep.sample(of: metric, point: best.point).mean
    let amount = amounts([mean], metric).text(mean, of: metric)
    if best.isAnyOther { return "\(same(metric, amount, isOfAll: best.isOfAll))." }
    if let equal = equal(best, metric, amount) { return equal }
    guard best.next != nil else { return alone(metric, amount, best.point) }
    return text(
      "\(name): highest, \(amount), with \(self.name(of: best.point)).",
      uk: "\(notation.highest(metric)) — \(amount): \(self.name(of: best.point)).")
  }

  /// What is said of a metric that no other point has.
  private func alone(_ metric: Metric, _ amount: String, _ point: Int) -> String {
    let name = notation.text(metric.phrase)
    let rest =
      sweep.points.count == 1
      ? ""
      : text(
        "; no other point has a value in more than half of the replications",
        uk: "; в інших точках показник не визначено щонайменше в половині повторів")
    return text(
      "\(name): \(amount), with \(self.name(of: point))\(rest).",
      uk: "\(name): \(amount) — \(self.name(of: point))\(rest).")
  }

  /// What is said of a metric that no place moves.
  func unmoved(_ metric: Metric, _ amount: String) -> String {
    let name = notation.text(metric.phrase)
    guard sweep.isKnownEverywhere(metric) else {
      return text(
        "\(name): no value of any place changes it from \(amount), where it exists",
        uk: "\(name): \(amount) за всіх значень, за яких показник визначено, жодне з них не впливає")
    }
    return text(
      "\(name): no value of any place changes it from \(amount)",
      uk: "\(name): \(amount) за всіх значень, жодне з них не впливає")
  }

  /// What is said of several places that move a metric most, and equally.
  func equalSwings(of metric: Metric) -> String? {
    let places = sweep.widest(of: metric).map(\.path)
    guard places.count > 1 else { return nil }
    let (name, list) = (notation.text(metric.phrase), places.joined(separator: ", "))
    return text("\(name): moved most, and equally, by \(list)", uk: "\(name): найбільше й однаково впливають \(list)")
  }

  /// What is said of several points that are equally high.
  func equal(_ best: Sweep.Best, _ metric: Metric, _ amount: String) -> String? {
    guard !best.tied.isEmpty else { return nil }
    let points = ([best.point] + best.tied).map(name).joined(separator: "; ")
    return text(
      "\(notation.text(metric.phrase)): equally high, \(amount), at several points: \(points).",
      uk: "\(notation.highest(metric)) — \(amount), однаково в кількох точках: \(points).")
  }

  /// What is said of points that do not differ: all, or all that keep the bounds and have the metric.
  func same(_ metric: Metric, _ mean: String, isBounded: Bool = false, isOfAll: Bool) -> String {
    let name = notation.text(metric.phrase)
    let points =
      switch (isBounded, isOfAll) {
      case (false, true): Phrase("all points", uk: "всіх точках")
      case (true, true): Phrase("all points that keep the bounds", uk: "всіх точках, які відповідають обмеженням")
      case (false, false): Phrase("all points that have it", uk: "всіх точках, у яких показник визначено")
      case (true, false):
        Phrase(
          "all points that keep the bounds and have it",
          uk: "всіх точках, які відповідають обмеженням і в яких показник визначено")
      }
    return text("\(name): \(mean) at \(notation.text(points))", uk: "\(name): \(mean) у \(notation.text(points))")
  }

  /// What is said of a metric that no point has often enough.
  func unknown(_ metric: Metric) -> String {
    let name = notation.lowercased(metric.phrase)
    return text(
      "No point has a value of “\(name)” in more than half of the replications",
      uk: "Показник «\(name)» у кожній точці не визначено щонайменше в половині повторів")
  }
}
