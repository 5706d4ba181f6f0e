import BillingCore
import Simulation

// Restrictions over time, and how soon debts are paid under them.

extension RunPage {
  private static let restricted: [(metric: Metric, hue: Palette.Hue)] = [
    (.stageReminder, .reminder), (.stagePaymentPage, .paymentPage), (.stageBlocked, .blocked),
  ]

  var stages: Page.Section {
    Page.Section(
      id: "stages", heading: text("Restrictions", uk: "Обмеження"), content: [stagesByDay.markup(notation)])
  }

  /// Days that are drawn: all of a year or so, of a longer run every second, third or later one, and always the last.
  private var drawnDays: [Int] {
    let every = (wholeRun.count + 399) / 400
    return wholeRun.reversed().filter { (wholeRun.count - 1 - $0) % every == 0 }.reversed()
  }

  /// The name of a month on the first of its days that is drawn.
  private func monthNames(of days: [Int]) -> [String] {
    let months = days.map { (reports.scenario.start + $0).month }
    return months.indices.map { index in
      index > 0 && months[index] == months[index - 1] ? "" : notation.month(months[index])
    }
  }

  private var stagesByDay: Figure {
    let days = drawnDays
    let unit = RunPage.restricted.map { metric, hue in
      Series(name: text(metric.phrase), hue: hue, values: days.map { Double(value(metric, $0..<($0 + 1))) })
    }
    let start = reports.scenario.start
    let chart = TimeChart(places: monthNames(of: days), isMoney: false, areas: unit)
    let counts = wholeRun.map { day in
      (day: day, count: RunPage.restricted.reduce(0) { $0 + value($1.metric, day..<(day + 1)) })
    }
    let peak = counts.max { ($0.count, $1.day) < ($1.count, $0.day) } ?? (0, 0)
    let most = value(.stageBlocked, peak.day..<(peak.day + 1))
    let open = value(.open, peak.day..<(peak.day + 1))
    let share = notation.share(peak.count, of: open) ?? notation.percent(0)
    let message =
      peak.count == 0
      ? text("No account was ever restricted", uk: "Кабінетів з обмеженнями не було")
      : text(
        "At most \(notation.count(peak.count)) open accounts (\(share)) were restricted, on \(notation.day(start + peak.day))",
        uk:
          "Найбільше кабінетів з обмеженнями — \(notation.count(peak.count)) (\(share) відкритих) — було \(notation.day(start + peak.day))"
      )
    return Figure(
      id: "stages-by-day", message: message,
      description: text(
        "Blocked accounts on that day: \(notation.count(most)); on the last evening: \(notation.count(total(.stageBlocked))).",
        uk: "З них заблоковано \(notation.count(most)); на кінець заблоковано \(notation.count(total(.stageBlocked)))."
      ),
      chart: chart, table: stagesTable,
      caption: text(
        "Open accounts by stage in the evening of each day, from daily.csv; those without a restriction are not drawn. The table has the highest number of each row's evenings, and the number of the last.",
        uk:
          "Відкриті кабінети за обмеженнями на кінець кожного дня, з daily.csv; кабінети без обмежень не показано. У таблиці — найбільша кількість на кінець дня за період і кількість на кінець періоду."
      ))
  }

  /// By period the most accounts of each stage in one evening, and what there is at the end.
  private var stagesTable: PageTable {
    let ends = table([.stageNone, .stageReminder, .stagePaymentPage, .stageBlocked, .open, .daysBlocked])
    let stages = RunPage.restricted.map(\.metric)
    let isLevel = Set((stages + [.stageNone, .open]).map(\.rawValue))
    let most = stages.map { metric in
      PageTable.Column(
        name: "\(metric.rawValue)_most", kind: .count,
        heading: text("\(text(metric.phrase)), highest", uk: "\(text(metric.phrase)), найбільше"))
    }
    let last = ends.columns.dropFirst().map { column in
      PageTable.Column(
        name: column.name, kind: column.kind,
        heading: isLevel.contains(column.name)
          ? text("\(column.heading), at the end", uk: "\(column.heading), на кінець") : column.heading)
    }
    let days = periods.map(\.days) + [wholeRun]
    return PageTable(
      columns: [ends.columns[0]] + most + last,
      rows: zip(ends.rows, days).map { row, days in
        let highest = stages.map { metric in days.map { value(metric, $0..<($0 + 1)) }.max() ?? 0 }
        return [row[0]] + highest.map { .count(Int($0)) } + row.dropFirst()
      }, hasTotal: true, isDense: true)
  }

  // MARK: Time to pay

  /// Days after a stage began, up to a last one; the last range has no end.
  private static let buckets: [(from: Int, to: Int?)] = [(0, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, nil)]
  private static let bucketHues: [Palette.Hue] = [.wait0, .wait1, .wait4, .wait8, .wait15, .wait31]

  var payments: Page.Section? {
    let stages: [(phrase: Phrase, reached: PaymentTotals.Reached)] = [
      (Phrase("Reminder", uk: "Нагадування"), lives.payments.reminder),
      (Phrase("Payment page only", uk: "Лише сторінка оплати"), lives.payments.paymentPage),
      (Phrase("Blocked", uk: "Блокування"), lives.payments.blocked),
    ].filter { $0.1.count > 0 }
    guard !stages.isEmpty else { return nil }
    return Page.Section(
      id: "payments", heading: text("Time to pay", uk: "Час до оплати"),
      content: [timeToPay(stages).markup(notation)])
  }

  private func bucketName(_ bucket: (from: Int, to: Int?)) -> String {
    guard let to = bucket.to else {
      let days = notation.counted(bucket.from, .day)
      return text("\(days) or more", uk: "\(days) і більше")
    }
    return to == 0 ? text("the same day", uk: "того самого дня") : notation.days(bucket.from, to)
  }

  /// How soon half of the paid debts were paid.
  private func within(_ days: Int) -> String {
    guard days > 0 else { return text("on the same day", uk: "того самого дня") }
    return text("within \(notation.counted(days, .day))", uk: "за \(notation.counted(days, .day))")
  }

  private func counts(_ reached: PaymentTotals.Reached) -> [(name: String, hue: Palette.Hue, count: Int)] {
    let paid = zip(RunPage.buckets, RunPage.bucketHues).map { bucket, hue in
      (bucketName(bucket), hue, reached.paid(within: bucket.from...(bucket.to ?? Int.max)))
    }
    return paid + [
      (text("deleted", uk: "видалено"), .bad, reached.deleted),
      (text("still open", uk: "ще не сплачено"), .plain, reached.open),
    ]
  }

  private func timeToPay(_ stages: [(phrase: Phrase, reached: PaymentTotals.Reached)]) -> Figure {
    let rows = stages.map { phrase, reached in
      var sum = 0
      let marks = counts(reached).map { _, hue, count in
        defer { sum += count }
        let (from, to) = (Double(sum) / Double(reached.count), Double(sum + count) / Double(reached.count))
        return RowChart.Mark.bar(from: from, to: to, hue: hue)
      }
      return RowChart.Row(name: text(phrase), number: notation.count(reached.count), marks: marks)
    }
    let legend = counts(stages[0].reached).map { LegendEntry(name: $0.name, hue: $0.hue) }
    let (last, severest) = stages[stages.count - 1]
    let half = severest.days(untilPaid: 50)
    let paid = notation.share(severest.paid, of: severest.count) ?? ""
    let stage = text(last)
    let message = text(
      "\(stage): \(paid) of the debts that reached this restriction were paid"
        + (half.map { ", half of them \(within($0))" } ?? ""),
      uk: "\(stage): сплачено \(paid) боргів, які дійшли до цього обмеження"
        + (half.map { ", половину з них — \(within($0))" } ?? ""))
    return Figure(
      id: "time-to-pay", message: message,
      description: stages.map { phrase, reached in
        let (paid, all) = (notation.count(reached.paid), notation.count(reached.count))
        let days = reached.days(untilPaid: 50).map {
          text(", half of them \(within($0))", uk: ", половину — \(within($0))")
        }
        return text("\(text(phrase)): \(paid) of \(all) paid", uk: "\(text(phrase)): сплачено \(paid) з \(all)")
          + (days ?? "")
      }.joined(separator: "; "), chart: RowChart(rows: rows, legend: legend), table: timeToPayTable(stages),
      caption: text(
        "Debts that reached a stage of restriction, by the days from the stage's beginning to full payment; a debt counts in each stage that it reached, and open ones may still be paid. From blocks.csv.",
        uk:
          "Борги, які дійшли до обмеження, за кількістю днів від його початку до повної сплати; борг ураховано в кожному обмеженні, до якого він дійшов, а несплачений ще може бути сплачено. З blocks.csv."
      ))
  }

  private func timeToPayTable(_ stages: [(phrase: Phrase, reached: PaymentTotals.Reached)]) -> PageTable {
    let names = RunPage.buckets.map { "paid_\($0.from)" } + ["deleted", "open"]
    let headings = counts(stages[0].reached).map(\.name)
    let columns =
      [PageTable.Column(name: "stage", kind: .text, heading: text("Stage", uk: "Обмеження"))]
      + zip(names, headings).map { PageTable.Column(name: $0, kind: .count, heading: $1) } + [
        .init(name: "all", kind: .count, heading: text("All", uk: "Усього")),
        .init(name: "median", kind: .count, heading: text("Half paid within days", uk: "Половину сплачено за, днів")),
        .init(name: "p90", kind: .count, heading: text("90% paid within days", uk: "90 % сплачено за, днів")),
      ]
    return PageTable(
      columns: columns,
      rows: stages.map { phrase, reached in
        [.text(text(phrase))] + counts(reached).map { .count($0.count) } + [.count(reached.count)]
          + [50, 90].map { reached.days(untilPaid: $0).map { .count($0) } ?? .empty }
      }, isDense: true)
  }
}
