import BillingCore
import Simulation

// How much each place, varied alone, changes a metric.

extension SweepPage {
  func tornado(_ metric: Metric) -> Figure {
    let swings = sweep.swings(of: metric)
    let sample = sweep.comparison.base.forecast.sample(of: metric)
    let base = sweep.isRanked(sample) ? sample.mean : nil
    let ends = swings.flatMap { [$0.low.mean, $0.high.mean] }
    let (amounts, widths) = (amounts(ends + [base ?? .nan], metric), amounts(swings.map(\.width), metric))
    let rows = swings.map { swing in
      let middle = base ?? swing.low.mean
      return RowChart.Row(
        name: "\(swing.path): \(value(swing.low.value)) … \(value(swing.high.value))",
        number: widths.difference(swing.width, of: metric),
        marks: [
          .bar(from: swing.low.mean, to: middle, hue: .plain), .bar(from: middle, to: swing.high.mean, hue: .cash),
        ])
    }
    let name = notation.text(metric.phrase)
    return Figure(
      id: "tornado-\(metric.rawValue)",
      message: swings.first.map { first in
        if first.width == 0 { return unmoved(metric, amounts.text(first.low.mean, of: metric)) }
        return equalSwings(of: metric)
          ?? text("\(name): \(first.path) matters most", uk: "\(name): найбільше впливає \(first.path)")
      } ?? unknown(metric),
      description: base.map {
        let amount = amounts.text($0, of: metric)
        return text("The scenario as it is has \(amount).", uk: "У незміненому сценарії — \(amount).")
      } ?? text("The scenario as it is has no value.", uk: "У незміненому сценарії показник не визначено."),
      chart: rows.isEmpty ? nil : RowChart(rows: rows, reference: base, scaleText: { amounts.text($0, of: metric) }),
      table: table(of: swings, metric),
      caption: text(
        "Each place is varied alone; the line is the scenario as it is. Means of the whole run, from tornado.csv.",
        uk: "Кожен параметр змінено окремо; лінія — незмінений сценарій. Середні за весь період, з tornado.csv."))
  }

  private func table(of swings: [Sweep.Swing], _ metric: Metric) -> PageTable {
    let (digits, decimals) = Forecast.decimals(of: metric, in: notation.currency)
    func cell(_ value: Double) -> Table.Cell { .number(scaled: value, digits: digits, decimals: decimals) }
    return PageTable(
      columns: [
        .init(name: "path", kind: .text, heading: text("Place", uk: "Параметр")),
        .init(name: "low_at", kind: .text, heading: text("Least at", uk: "Значення, за якого показник найменший")),
        .init(name: "low", kind: .number, heading: text("Least", uk: "Найменше")),
        .init(name: "high_at", kind: .text, heading: text("Most at", uk: "Значення, за якого показник найбільший")),
        .init(name: "high", kind: .number, heading: text("Most", uk: "Найбільше")),
        .init(name: "swing", kind: .number, heading: text("Swing", uk: "Розмах")),
      ],
      rows: swings.map { swing in
        [
          .text(swing.path), .text(value(swing.low.value)), cell(swing.low.mean), .text(value(swing.high.value)),
          cell(swing.high.mean), cell(swing.width),
        ]
      })
  }
}
