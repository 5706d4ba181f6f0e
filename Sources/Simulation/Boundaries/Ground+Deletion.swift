import BillingCore

extension Ground {
  /// The day on which, of the accounts here, all conditions of a deletion hold for the first time.
  var judgedDay: Day { january + 7 }

  /// A theme whose accounts are idle, and judged on one day.
  private func idle(_ name: String, _ title: String) -> Theme {
    var theme = Theme(name, title, on: self, from: judgedDay - min(5, deletion.inactivityDays))
    theme.recorded = [.events([]), .status("open"), .stage(.none), .balance(.zero)]
    return theme
  }

  /// An account that has been idle just long enough on the day of judgement, and is old enough for longer.
  private func idler(
    _ name: String, in theme: Theme, cash: Money = .zero, debt: Money = .zero, isBlocked: Bool = false
  ) -> Story {
    let lastActivity = judgedDay - (deletion.inactivityDays + 1)
    let created = min(longBefore(judgedDay), lastActivity)
    return theme.story(
      name, created: created, lastActivity: lastActivity, cash: cash, debt: debt, isBlocked: isBlocked
    ).leftAlone
  }

  private var due: Day { judgedDay + deletion.noticeDays }
  private var purge: Day { due + deletion.retentionDays }

  /// The words of the notice that is given on the day of judgement.
  private var notice: String { "deletionNoticed \(deletion.automatic ? "automatic" : "manual") due=\(due)" }

  /// The day of judgement: where nothing comes by itself, the owner asks.
  private func noticed(_ story: Story) -> Story {
    let day = story.on(judgedDay)
    return (deletion.automatic ? day : day.does(.requestDeletion))
      .must(.happens(notice), .status("deletionPending"), .holds(.deletionDue(due)))
  }

  // MARK: Conditions

  /// Age, idleness and balance: a day and a minor unit around what has to hold.
  var deletionConditions: Theme {
    var theme = idle("deletion-conditions", "Age, idleness and balance around what a deletion needs")
    let (age, idleness) = (deletion.minimumAgeDays, deletion.inactivityDays)
    if age >= idleness {
      let story = theme.story("older-than-\(age)-days", created: judgedDay - (age + 1), lastActivity: .earliest)
      theme.add(noticed(open(story.leftAlone, on: [judgedDay - 2, judgedDay - 1])).on(judgedDay + 1))
    }
    let days = [judgedDay - 2, judgedDay - 1]
    theme.add(noticed(open(idler("idle-for-more-than-\(idleness)-days", in: theme), on: days)).on(judgedDay + 1))
    theme.add(noticed(idler("balance-of-nothing", in: theme)))
    theme.add(noticed(idler("balance-a-unit-below-nothing", in: theme, debt: unit)).must(.balance(-unit)))
    theme.add(
      idler("balance-a-unit-above-nothing", in: theme, cash: unit).on(judgedDay).does(.requestDeletion)
        .must(.status("open"), .never("deletionNoticed"), .happens("refused requestDeletion conditionsNotMet")))
    let early = idler("asked-for-a-day-too-early-and-once-more", in: theme).on(judgedDay - 1).does(.requestDeletion)
      .must(.happens("refused requestDeletion conditionsNotMet"))
    theme.add(noticed(early).does(.requestDeletion).must(.happens("refused requestDeletion alreadyPending")))
    if !deletion.automatic {
      let story = idler("nothing-comes-by-itself", in: theme).on(judgedDay)
      theme.add(story.must(.never("deletionNoticed")).on(judgedDay + 1).must(.status("open")))
    }
    if monthly > .zero, canOpen(with: monthly + unit) {
      theme.add(
        idler("money-for-the-base-tariff-keeps-it", in: theme, cash: monthly).on(judgedDay)
          .must(.never("deletionNoticed"), .status("open")))
    }
    addSignIns(to: &theme)
    addBlockedSignIns(to: &theme)
    return theme
  }

  private func open(_ story: Story, on days: [Day]) -> Story {
    days.reduce(story) { $0.on($1).must(.status("open"), .never("deletionNoticed")) }
  }

  /// Anybody's sign-in on the eve keeps an account.
  private func addSignIns(to theme: inout Theme) {
    let eve = judgedDay - 1
    for role in Role.allCases {
      let signedIn = idler("sign-in-of-the-\(role.word)-keeps-it", in: theme).showing(.lastActivity(eve))
        .on(eve).does(.signIn(role)).must(.happens("signIn full"), .holds(.lastActivity(eve)))
        .on(judgedDay).does(.requestDeletion)
      theme.add(
        signedIn.must(
          .status("open"), .never("deletionNoticed"), .happens("refused requestDeletion conditionsNotMet")))
    }
  }

  /// Whose sign-in to a blocked account keeps it: the employee is refused, the others reach the payment page.
  private func addBlockedSignIns(to theme: inout Theme) {
    for role in Role.allCases {
      let eve = judgedDay - 1
      let tried = idler("blocked-\(role.word)-signs-in", in: theme, debt: unit, isBlocked: true)
        .showing(.lastActivity(eve)).on(eve).does(.signIn(role))
      let words = role.isAdministrator ? "signIn paymentPage" : "refused signIn blocked"
      if blockedSignInCounts(of: role) {
        theme.add(
          tried.must(.happens(words), .holds(.lastActivity(eve))).on(judgedDay)
            .must(.status("open"), .never("deletionNoticed")))
      } else {
        theme.add(noticed(tried.must(.happens(words), .fails(.lastActivity(eve)))))
      }
    }
  }

  private func blockedSignInCounts(of role: Role) -> Bool {
    switch deletion.blockedSignInIsActivity {
    case .administrators: role != .employee
    case .everyone: true
    case .nobody: false
    }
  }

  // MARK: From the notice to the deletion

  /// Every day of the process that is one of its own, and what calls it off.
  var deletionProcess: Theme {
    var theme = idle("deletion-process", "From the notice to the purge, day by day, and what calls it off")
    theme.recorded.append(.deletionDue(nil))
    theme.add(nobodyComesBack(in: theme))
    for role in Role.allCases {
      theme.add(
        noticed(idler("banner-for-the-\(role.word)", in: theme)).on(judgedDay).does(.signIn(role))
          .must(.happens("signIn full banner=\(due)", "deletionCancelled activity"), .status("open")))
      let words = role.isAdministrator ? "signIn paymentPage" : "refused signIn blocked"
      let isActivity = blockedSignInCounts(of: role)
      let blocked = idler("banner-for-the-blocked-\(role.word)", in: theme, debt: unit, isBlocked: true)
      theme.add(
        noticed(blocked).on(judgedDay).does(.signIn(role))
          .must(
            .happens("\(words) banner=\(due)"),
            isActivity ? .happens("deletionCancelled") : .never("deletionCancelled"),
            .status(isActivity ? "open" : "deletionPending")))
    }
    addCancellations(to: &theme)
    let late = noticed(idler("too-late-on-the-day", in: theme)).on(due)
    theme.add(
      late.does(.cancelDeletion).does(.signIn(.owner)).does(topUp(max(unit, policy.topUp.minimum)))
        .must(
          .happens("refused cancelDeletion deleted", "refused signIn deleted", "refused topUp deleted"),
          .status("deleted")))
    theme.add(
      theme.story("nothing-to-cancel").on(judgedDay).does(.cancelDeletion)
        .must(.happens("refused cancelDeletion nothingPending")))
    return theme
  }

  private func nobodyComesBack(in theme: Theme) -> Story {
    let reminders = deletion.remindDaysBefore
    let near = reminders.flatMap { [due - $0 - 1, due - $0, due - $0 + 1] } + [judgedDay + 1, due - 1]
    let days = Set(near).filter { $0 > judgedDay && $0 < due }.sorted()
    let waiting = days.reduce(noticed(idler("nobody-comes-back", in: theme))) { story, day in
      let isReminded = reminders.contains(due - day)
      return story.on(day).must(
        .status("deletionPending"), isReminded ? .happens("deletionReminder") : .never("deletionReminder"))
    }
    let deleted = waiting.on(due).must(.happens("deleted"), .status("deleted")).on(due + 1)
    return deletion.retentionDays > 1 ? deleted.must(.status("deleted")) : deleted
  }

  private func addCancellations(to theme: inout Theme) {
    let last = due - 1
    // A debt of the next invoice could block the sign-in; then the day says only what the core does.
    let isBeforeInvoice = due <= january + 31
    let payment = max(unit, policy.topUp.minimum)
    var deeds: [(String, Command, String)] = [("owner", .cancelDeletion, "owner")]
    if isBeforeInvoice { deeds.append(("sign-in", .signIn(.employee), "activity")) }
    if admits(payment) { deeds.append(("top-up", topUp(payment), "activity")) }
    for (name, command, canceller) in deeds {
      let story = noticed(idler("cancelled-by-\(name)-on-the-last-day", in: theme)).on(last).does(command)
      let open = story.must(.happens("deletionCancelled \(canceller)"), .status("open"), .holds(.deletionDue(nil)))
      theme.add(open.on(due).must(.never("deleted")))
    }
  }

  // MARK: After the deletion

  /// The first and the last day on which support can restore, and the day after.
  var restores: Theme {
    var theme = idle("restore", "The days on which support can restore, and the purge")
    theme.add(
      noticed(idler("restored-before-the-deletion", in: theme)).does(.restore)
        .must(.happens("refused restore notDeleted")))
    for (name, day) in [("restored-on-the-day-of-the-deletion", due), ("restored-on-the-last-day", purge - 1)] {
      let story = noticed(idler(name, in: theme)).showing(.lastActivity(day)).on(day).does(.restore)
      theme.add(story.must(.happens("restored"), .status("open"), .holds(.lastActivity(day))).on(day + 1))
    }
    theme.add(
      noticed(idler("purged-and-a-day-too-late", in: theme)).on(purge - 1).must(.status("deleted"))
        .on(purge).does(.restore).must(.happens("purged", "refused restore purged"), .status("purged"), .balance(.zero))
    )
    return theme
  }
}
