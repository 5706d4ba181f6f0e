import BillingCore

extension Ground {
  /// Days before, on and after each stage begins, with what everybody reaches on them.
  var stages: Theme {
    var theme = Theme("stages", "What a debt restricts before, on and after each threshold", on: self, from: january)
    for (stage, from) in thresholds {
      for (when, number) in [("eve", from - 1), ("on", from), ("after", from + 1)] where fits(number) {
        let day = january + (number - 1)
        let stays = when == "eve" ? Invariant.milder(than: stage) : .atLeast(stage)
        let isLast = thresholds.allSatisfy { $0.stage <= stage || $0.from > number }
        let seen = when != "on" || !isLast ? [] : [.stage(stage)] + Ground.access(in: stage)
        let name = "\(stage.name)-\(when)-day-\(number)"
        theme.add(debtor(name, in: theme).on(day).everybodySignsIn.must(all: [stays] + seen))
      }
    }
    if thresholds.isEmpty {
      theme.add(debtor("never-restricted", in: theme).on(january + 30).everybodySignsIn.must(.stage(.none)))
    }
    addTurnsOfTheMonth(to: &theme)
    return theme
  }

  /// Whether a number of a day can come: in the longest month with `calendar`, always with `sinceDebt`.
  private func fits(_ number: Int) -> Bool {
    switch rules.grace {
    case .calendar: (1...31).contains(number)
    case .sinceDebt: number >= 1
    }
  }

  /// An account that falls into debt on the first day of a theme that begins with a month.
  func debtor(_ name: String, in theme: Theme) -> Story {
    theme.story(name, debt: monthly == .zero ? unit : .zero)
  }

  /// What a person who signs in reaches in a stage.
  private static func access(in stage: Stage) -> [Invariant] {
    switch stage {
    case .none: [.happens("signIn full"), .never("signIn paymentPage", "refused", "signIn full popup")]
    case .reminder: [.happens("signIn full", "signIn full popup"), .never("signIn paymentPage", "refused")]
    case .paymentPage: [.happens("signIn full", "signIn paymentPage"), .never("refused")]
    case .blocked: [.happens("refused signIn blocked", "signIn paymentPage"), .never("signIn full")]
    }
  }

  // MARK: The turn of the month

  private func addTurnsOfTheMonth(to theme: inout Theme) {
    let february = january.firstOfNextMonth
    let march = february.firstOfNextMonth
    if let from = rules.blockFrom, from <= 31 {
      let story = debtor("block-stays-over-the-turn-of-the-month", in: theme).on(january + (from - 1))
        .must(.stage(.blocked)).leftAlone
      // Nobody signs in any more, and a purge would end the block.
      if outlasts(february + 1, idleFrom: story.lastActivity) {
        theme.add([-1, 0, 1].reduce(story) { $0.on(february + $1).must(.stage(.blocked)) })
      }
    }
    guard case .calendar = rules.grace else { return }
    for (stage, from) in thresholds where from > 28 {
      let debtor = theme.story("\(stage.name)-from-day-\(from)-does-not-come-in-february", cash: monthly)
      theme.add(debtor.on(march - 1).must(.milder(than: stage)).on(march).must(.milder(than: stage)))
    }
    let mild = thresholds.last { $0.from <= 28 }
    if let mild, mild.stage != .blocked, (thresholds.first?.from ?? 1) > 1, monthly > .zero {
      let debtor = theme.story("\(mild.stage.name)-ends-on-the-1st", cash: monthly)
      theme.add(debtor.on(march - 1).must(.stage(mild.stage)).on(march).must(.stage(.none)))
    }
  }

  /// Whether an account that nobody signs in to is still there on a day.
  func outlasts(_ day: Day, idleFrom lastActivity: Day) -> Bool {
    !deletion.automatic || day - lastActivity <= deletion.inactivityDays + deletion.noticeDays
  }
}

extension Stage {
  /// The word in names of cases.
  fileprivate var name: String {
    switch self {
    case .none: "unrestricted"
    case .reminder: "reminder"
    case .paymentPage: "payment-page"
    case .blocked: "blocked"
    }
  }
}
