import BillingCore
import Simulation

// What a metric is at each point.

extension SweepPage {
  /// How many points a page has room for.
  private static let limit = 40

  /// The points of the highest means of a metric, best first.
  func points(_ metric: Metric) -> Figure {
    let ranked = Array(sweep.ranking(by: metric).prefix(SweepPage.limit))
    let samples = ranked.map { sweep.sample(of: metric, point: $0) }
    let intervals = samples.map { $0.interval(confidence: Forecast.confidence) }
    let ends = intervals.compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] }
    let amounts = amounts(samples.map(\.mean) + ends, metric)
    let rows = ranked.indices.map { index in
      let interval = intervals[index].map { RowChart.Mark.interval(low: $0.lowerBound, high: $0.upperBound) }
      let mean = samples[index].mean
      return RowChart.Row(
        name: "\(sweep.name(of: ranked[index])): \(self.name(of: ranked[index]))",
        number: amounts.text(mean, of: metric),
        marks: [interval, .point(mean, hue: .cash)].compactMap { $0 })
    }
    let (count, all) = (notation.count(ranked.count), notation.genitive(sweep.points.count, .point))
    return Figure(
      id: "points-\(metric.rawValue)",
      message: message(metric, highest: ranked.first, amounts),
      description: hasIntervals
        ? text(
          "Points: the mean at each point; lines: its 95% interval.",
          uk: "Точки — середнє, лінії — його 95\u{A0}% довірчий інтервал.")
        : text("One replication: there are no intervals.", uk: "Повтор один, тому довірчих інтервалів немає."),
      chart: rows.isEmpty ? nil : RowChart(rows: rows, scaleText: { amounts.text($0, of: metric) }),
      table: table(of: ranked, metric),
      caption: text(
        "\(count) of \(all), the highest first; all are in sweep.csv.",
        uk: "\(count) з \(all), від найбільшої; усі — в sweep.csv.") + (hasIntervals ? pairing : ""))
  }

  private var pairing: String {
    text(
      " Points are paired, so two can differ significantly although their intervals overlap: comparison.csv has their differences.",
      uk:
        " Точки порівняно попарно в тих самих повторах, тому різниця між двома може бути істотною, навіть якщо їхні інтервали перетинаються: див. comparison.csv."
    )
  }

  /// Names the highest point, or says that all points are equal, or that no other has the metric.
  private func message(_ metric: Metric, highest: Int?, _ amounts: Amounts) -> String {
    guard let highest else { return unknown(metric) }
    let (equal, ranked) = (sweep.highest(by: metric), sweep.ranking(by: metric).count)
    if ranked > 1, equal.count == ranked {
      let amount = amounts.text(sweep.sample(of: metric, point: highest).mean, of: metric)
      return same(metric, amount, isOfAll: ranked == sweep.points.count)
    }
    let (name, point) = (notation.text(metric.phrase), sweep.name(of: highest))
    if ranked == 1, sweep.points.count > 1 {
      return text("\(name): a value at \(point) alone", uk: "\(name): визначено лише в точці \(point)")
    }
    guard equal.count == 1 else {
      let points = equal.map(sweep.name(of:)).joined(separator: ", ")
      return text("\(name): equally high at \(points)", uk: "\(notation.highest(metric)) — однаково в точках \(points)")
    }
    return text("\(name): highest at \(point)", uk: "\(notation.highest(metric)) — у точці \(point)")
  }

  /// The numbers of points as `sweep.csv` has them: a metric with its interval and its difference to the scenario as it
  /// is, then the values, so that a narrow screen shows the numbers.
  private func table(of points: [Int], _ metric: Metric) -> PageTable {
    let source = sweep.table
    let headings =
      [("point", text("Point", uk: "Точка")), (metric.rawValue, notation.text(metric.phrase))]
      + (hasIntervals
        ? [
          ("\(metric.rawValue)_ci_low", text("from", uk: "від")),
          ("\(metric.rawValue)_ci_high", text("to", uk: "до")),
        ] : []) + [("\(metric.rawValue)_difference", text("Difference", uk: "Різниця"))] + sweep.paths.map { ($0, $0) }
    let shown = headings.compactMap { name, heading in
      source.columns.firstIndex { $0.name == name }.map { place in
        (place, PageTable.Column(name: name, kind: source.columns[place].kind, heading: heading))
      }
    }
    return PageTable(
      columns: shown.map(\.1),
      rows: points.map { point in
        let row = source.row(point)
        return shown.map { place, column in
          // A value stands as it is given: with no thousands apart.
          let setting = sweep.points[point].first { $0.path == column.name }
          return setting.map { .text(value($0.value)) } ?? row[place]
        }
      })
  }
}
