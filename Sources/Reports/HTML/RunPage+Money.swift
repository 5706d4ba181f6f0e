import BillingCore
import Simulation

// Money by month, and where it went.

extension RunPage {
  var money: Page.Section {
    var figures = [billed, cash]
    if total(.bonusGranted) > 0 || total(.bonusCost) > 0 { figures.append(bonus) }
    return Page.Section(
      id: "money",
      heading: isByMonth
        ? text("Money by month", uk: "Гроші за місяцями") : text("Money by period", uk: "Гроші за періодами"),
      content: figures.map { $0.markup(notation) })
  }

  /// How a caption of amounts begins: their unit, and what is no whole period.
  private var amounts: String {
    text("Amounts in \(currency).", uk: "Суми в \(currency).") + notation.parts(of: periods)
  }

  /// What was billed, by what paid for it, beside what is recognised.
  private var billed: Figure {
    let table = table([.billedFromCash, .billedFromBonus, .billedAsDebt, .billed, .revenueRecognized])
    let chart = TimeChart(
      places: places,
      columns: [
        series(.billedFromCash, .cash, in: table), series(.billedFromBonus, .bonus, in: table),
        series(.billedAsDebt, .debt, in: table),
      ], lines: [series(.revenueRecognized, .earned, in: table)])
    let shares = [Metric.billedFromCash, .billedFromBonus, .billedAsDebt].compactMap {
      notation.share(total($0), of: total(.billed))
    }
    let description =
      shares.count == 3
      ? text(
        "\(shares[0]) was paid from cash, \(shares[1]) from bonus, and \(shares[2]) became debt.",
        uk: "Коштами сплачено \(shares[0]), бонусами — \(shares[1]), у борг нараховано \(shares[2]).") : ""
    return Figure(
      id: "billed", message: change(of: .billed) ?? text("Nothing was billed", uk: "Нарахувань не було"),
      description: description, chart: chart, table: table,
      caption: amounts
        + text(
          " Columns: invoices of the period, by what paid for their lines; line: revenue recognised. An invoice is dated the 1st after the month of use.",
          uk:
            " Стовпці — рахунки за період, поділені за джерелом оплати; лінія — визнаний дохід. Рахунок датовано 1-м числом місяця після місяця споживання."
        ))
  }

  /// How a flow went from the first whole period to the last; without two of them its sum alone, and `nil` when there
  /// was none of it.
  private func change(of metric: Metric) -> String? {
    guard total(metric) != 0 else { return nil }
    let (name, sum) = (text(metric.phrase), total(metric))
    let whole = periods.filter(\.isWhole)
    guard whole.count > 1, let first = whole.first, let last = whole.last else {
      let all = Amounts([sum], notation).text(sum)
      return text("\(name): \(all) in all", uk: "\(name): усього \(all)")
    }
    let (before, after) = (value(metric, first.days), value(metric, last.days))
    let amounts = Amounts([sum, before, after], notation)
    let (all, from, to) = (amounts.text(sum), amounts.text(before), amounts.text(after))
    let (start, end) = (notation.text(first.name(notation)), notation.text(last.name(notation)))
    guard after != before else {
      return text(
        "\(name): \(all) in all, \(from) both in \(start) and in \(end)",
        uk: "\(name): усього \(all); сума за \(first.length.accusative) та сама — \(from) (\(start) і \(end))")
    }
    let (verb, ukrainian) = after > before ? ("rising", "зросла") : ("falling", "зменшилася")
    return text(
      "\(name): \(all) in all, \(verb) from \(from) in \(start) to \(to) in \(end)",
      uk:
        "\(name): усього \(all); сума за \(first.length.accusative) \(ukrainian) з \(from) (\(start)) до \(to) (\(end))"
    )
  }

  /// Cash beside what was billed and recognised: the three readings that are never added together.
  private var cash: Figure {
    let table = table([.cashIn, .billed, .revenueRecognized])
    let chart = TimeChart(
      places: places,
      lines: [
        series(.cashIn, .received, in: table), series(.billed, .cash, in: table),
        series(.revenueRecognized, .earned, in: table),
      ])
    let ahead = periods.count { value(.cashIn, $0.days) > value(.revenueRecognized, $0.days) }
    let all = notation.genitive(periods.count, isByMonth ? .month : .period)
    return Figure(
      id: "cash",
      message: change(of: .cashIn) ?? text("No cash came in", uk: "Надходжень не було"),
      description: ahead > 0
        ? text(
          "Cash in was above revenue recognised in \(ahead) of \(all).",
          uk: "Надходження перевищили визнаний дохід у \(ahead) з \(all).")
        : text(
          "Cash in was never above revenue recognised.", uk: "Надходження жодного разу не перевищили визнаного доходу."),
      chart: chart, table: table,
      caption: amounts
        + text(
          " Cash in is what customers paid; billed, what invoices asked for; recognised, what was earned. They are three readings of money and are not added together.",
          uk:
            " Надходження — те, що сплатили клієнти; нарахування — те, що виставлено в рахунках; визнаний дохід — те, що зароблено. Це три різні показники, їх не додають."
        ))
  }

  private var bonus: Figure {
    let table = table([.bonusGranted, .bonusCost, .bonusLapsed, .bonusOutstandingEnd])
    let chart = TimeChart(
      places: places, columns: [series(.bonusCost, .bonus, in: table), series(.bonusLapsed, .plain, in: table)],
      lines: [series(.bonusGranted, .received, in: table), series(.bonusOutstandingEnd, .debt, in: table)])
    let (granted, used) = (total(.bonusGranted), total(.bonusCost))
    let (lapsed, left) = (total(.bonusLapsed), total(.bonusOutstandingEnd))
    let (flows, rest) = (Amounts([granted, used], notation), Amounts([lapsed, left], notation))
    return Figure(
      id: "bonus",
      message: text(
        "\(flows.text(granted)) of bonus was granted and \(flows.text(used)) used",
        uk: "Бонусів надано на \(flows.text(granted)), використано на \(flows.text(used))"),
      description: text(
        "\(rest.text(lapsed)) lapsed; \(rest.text(left)) is outstanding at the end.",
        uk: "Згоріло бонусів на \(rest.text(lapsed)); залишок на кінець — \(rest.text(left))."),
      chart: chart, table: table,
      caption: amounts
        + text(
          " Columns: bonus that paid for lines or settled debt, and bonus that lapsed; lines: bonus granted, and what is outstanding at the period's end.",
          uk:
            " Стовпці — бонуси, якими сплачено рахунки чи погашено борг, і згорілі бонуси; лінії — надані бонуси та їх залишок на кінець періоду."
        ))
  }
}

extension Period.Length {
  /// In Ukrainian, as after "за".
  fileprivate var accusative: String {
    switch self {
    case .month: "місяць"
    case .quarter: "квартал"
    case .year: "рік"
    case .fiveYears: "п’ять років"
    case .tenYears: "десять років"
    }
  }
}
