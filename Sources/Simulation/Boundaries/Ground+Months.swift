import BillingCore

extension Ground {
  /// Whole and broken months of 31, 28 and 30 days.
  var months: Theme {
    var theme = Theme("months", "Whole and broken months of 31, 28 and 30 days", on: self, from: january)
    let february = january.firstOfNextMonth
    for first in [january, february, february.firstOfNextMonth.firstOfNextMonth] { add(monthFrom: first, to: &theme) }
    return theme
  }

  /// February of a leap year.
  var leapDay: Theme {
    let february = leapJanuary.firstOfNextMonth
    var theme = Theme("leap-day", "February of a leap year, with its 29th", on: self, from: february)
    add(monthFrom: february, to: &theme)
    return theme
  }

  private func add(monthFrom first: Day, to theme: inout Theme) {
    let length = first.daysInMonth
    let cases = [("whole-month", 1), ("from-the-2nd", 2), ("last-day-only", length)]
    for (name, from) in cases {
      let next = first + length
      // The days up to the first that is charged are the trial's; without one the account is created on it.
      let created = first + (from - 1 - tariff.trialDays)
      let openDays = length - from + 1
      let charged: Invariant =
        switch tariff.base.proration {
        case .none: .balance(-monthly)
        case .daily:
          .nearest(
            .balance(.zero), dividend: -Int128(monthly.minorUnits) * Int128(openDays), divisor: Int128(length))
        }
      let whole: [Invariant] = openDays == length ? [.balance(-monthly)] : []
      theme.add(
        theme.story("\(name)-of-\(length)-days", created: created).showing(.usageToDate(.zero))
          .on(next - 1).must(.balance(.zero)).on(next).must(all: [charged] + whole))
    }
  }

  /// The last day of the trial, and the first that is charged.
  var trials: Theme {
    let first = january + 10
    var theme = Theme("trial", "The last day of the trial and the first that is charged", on: self, from: first - 1)
    theme.recorded = [.events([]), .balance(.zero), .usageToDate(.zero)]
    let name = tariff.trialDays == 0 ? "charged-from-the-first-day" : "trial-of-\(tariff.trialDays)-days"
    let charged: [Invariant] = tellsDaysApart ? [.fails(.usageToDate(.zero))] : []
    theme.add(
      theme.story(name, created: first - tariff.trialDays).on(first - 1).must(.holds(.usageToDate(.zero)))
        .on(first).must(all: charged))
    if tariff.trialDays > 0, let metered = tariff.services.firstIndex(where: \.isMetered) {
      theme.add(
        theme.story("use-on-the-last-day-of-the-trial-is-free", created: first - tariff.trialDays)
          .on(first - 1).does(.use(1, of: metered)).must(.happens("used"), .holds(.usageToDate(.zero))))
    }
    return theme
  }
}
