import BillingCore

// When an account is deleted, and when not yet.

extension BoundaryBuilder {
  private var rules: DeletionRules { policy.deletion }
  /// The first morning that finds an account idle for long enough which was last active on the eve.
  private var ripe: Day { first + rules.inactivityDays }

  /// Asks for the deletion where the rules do not schedule one by themselves.
  private func askIfManual(_ story: inout BoundaryCase, on day: Day) {
    if !rules.automatic { story.ask(.requestDeletion, on: day) }
  }

  private var noticed: [String] { ["deletionNoticed"] }

  /// Whether the account of the conditions is old enough on every day in question.
  private var canRipen: Bool { rules.minimumAgeDays < 400 && rules.inactivityDays < 2000 }

  /// The age, the idleness and the balance: each on its last day that keeps the account, and on the next.
  var conditions: [BoundaryCase] {
    guard canRipen else { return [] }
    var idle = BoundaryCase("idle-for-\(rules.inactivityDays)-days", old())
    askIfManual(&idle, on: ripe - 1)
    idle.expect(.excludes(["deletionNoticed"]), .status("open"), on: ripe - 1)
    askIfManual(&idle, on: ripe)
    idle.expect(.includes(noticed), .deletionDue(ripe + rules.noticeDays), on: ripe)
    var active = BoundaryCase("signed-in-on-the-last-day", old { $0.prepaidCash = self.creditUntil(self.ripe) })
    active.ask(.signIn(.employee), on: ripe - 1)
    active.expect(.excludes(["deletionNoticed"]), .status("open"), on: ripe)
    return [idle, active, asked] + young + balances
  }

  /// By hand it is refused while the conditions do not hold, and on the next day schedules the same.
  private var asked: BoundaryCase {
    var story = BoundaryCase("asked-by-hand", old())
    story.ask(.requestDeletion, on: ripe - 1)
    story.expect(.includes(["refused requestDeletion conditionsNotMet"]), .status("open"), on: ripe - 1)
    story.ask(.requestDeletion, on: ripe)
    let words = rules.automatic ? ["deletionNoticed", "refused requestDeletion alreadyPending"] : ["deletionNoticed"]
    story.expect(.includes(words), .deletionDue(ripe + rules.noticeDays), on: ripe)
    return story
  }

  /// Created within the run, never signed in to: old enough only on the day after the least age.
  private var young: [BoundaryCase] {
    let age = max(rules.minimumAgeDays, rules.inactivityDays)
    let created = first + 1
    var story = BoundaryCase("aged-\(age)-days", .created(created, units: []))
    askIfManual(&story, on: created + age)
    story.expect(.excludes(["deletionNoticed"]), .status("open"), on: created + age)
    askIfManual(&story, on: created + age + 1)
    story.expect(.includes(noticed), on: created + age + 1)
    return [story]
  }

  /// Cash that the invoices up to a day use up exactly.
  private func creditUntil(_ day: Day) -> Money {
    var (credit, month) = (Money.zero, first)
    while month <= day {
      credit += base
      month = month.firstOfNextMonth
    }
    return credit
  }

  private var balances: [BoundaryCase] {
    guard base > unit else { return [] }
    let kinds: [(String, Money, Bool)] = [
      ("a-unit-of-debt", creditUntil(ripe) - unit, true), ("nothing-left", creditUntil(ripe), true),
      ("a-unit-left", creditUntil(ripe) + unit, false),
    ]
    return kinds.map { name, cash, isNoticed in
      var story = BoundaryCase(name, old { $0.prepaidCash = cash })
      askIfManual(&story, on: ripe)
      if isNoticed {
        story.expect(.includes(noticed), on: ripe)
      } else {
        story.expect(.excludes(["deletionNoticed"]), .deletionDue(nil), .balance(unit), on: ripe)
      }
      return story
    }
  }

  // MARK: The process

  /// From the notice on: reminders, the last day on which it can be called off, the deletion, the last restore, the purge.
  var deletions: [BoundaryCase] {
    guard canRipen, rules.noticeDays < 2000, rules.retentionDays < 2000 else { return [] }
    return [reminders, nobody, restored] + cancelled
  }

  private var due: Day { ripe + rules.noticeDays }

  /// An account that is noticed on the day it can be, with cash for its invoices until then, so that nothing restricts it.
  private func noticedCase(_ name: String, isCancelled: Bool = false) -> BoundaryCase {
    var story = BoundaryCase(name, old { $0.prepaidCash = self.creditUntil(self.ripe) })
    askIfManual(&story, on: ripe)
    // What happens on the very day of the notice is told by the case itself.
    if rules.noticeDays > 1 || !isCancelled { story.expect(.includes(noticed), .deletionDue(due), on: ripe) }
    return story
  }

  /// Each reminder on its day, and on no other between the notice and the deletion.
  private var reminders: BoundaryCase {
    var story = noticedCase("reminders")
    let near = rules.remindDaysBefore.flatMap { [$0 + 1, $0, $0 - 1] }.filter { (1..<rules.noticeDays).contains($0) }
    for before in Set(near).sorted(by: >) {
      let words = ["deletionReminder"]
      if rules.remindDaysBefore.contains(before) {
        story.expect(.includes(words), .status("deletionPending"), on: due - before)
      } else {
        story.expect(.excludes(words), .status("deletionPending"), on: due - before)
      }
    }
    return story
  }

  private var nobody: BoundaryCase {
    var story = noticedCase("nobody-comes-back")
    if due - 1 > ripe { story.expect(.status("deletionPending"), on: due - 1) }
    story.ask(.cancelDeletion, on: due)
    story.ask(.signIn(.owner), on: due)
    story.expect(
      .status("deleted"), .includes(["deleted", "refused cancelDeletion deleted", "refused signIn deleted"]), on: due)
    let purge = due + rules.retentionDays
    if purge - 1 > due { story.expect(.status("deleted"), on: purge - 1) }
    story.ask(.restore, on: purge)
    story.expect(.status("purged"), .includes(["purged", "refused restore purged"]), on: purge)
    return story
  }

  private var restored: BoundaryCase {
    var story = noticedCase("restored-on-the-last-day")
    let last = due + rules.retentionDays - 1
    story.ask(.restore, on: last)
    story.expect(.status("open"), .includes(["restored"]), .lastActivity(last), on: last)
    return story
  }

  /// Called off on the last day: by a sign-in, which sees the banner; by the owner; by a payment.
  private var cancelled: [BoundaryCase] {
    let last = max(ripe, due - 1)
    let ways: [(String, Command, String)] = [
      ("cancelled-by-a-sign-in", .signIn(.employee), "deletionCancelled activity"),
      ("cancelled-by-the-owner", .cancelDeletion, "deletionCancelled owner"),
      (
        "cancelled-by-a-payment", .topUp(max(policy.topUp.minimum, unit), by: .owner, with: .card),
        "deletionCancelled activity"
      ),
    ]
    return ways.map { name, command, words in
      var story = noticedCase(name, isCancelled: true)
      story.ask(command, on: last)
      // A sign-in that a block stops is no activity, unless the policy says so.
      let isStopped = command == .signIn(.employee) && isBlocked(on: last) && !rules.blockedSignInIsActivity
      if isStopped {
        story.expect(.status("deletionPending"), on: last)
      } else {
        story.expect(.status("open"), .deletionDue(nil), .includes([words]), on: last)
      }
      return story
    }
  }

  /// Whether an account is blocked on a day that has paid its invoices up to the notice and none after it.
  private func isBlocked(on day: Day) -> Bool {
    guard base > .zero else { return false }
    var month = first
    while month <= ripe { month = month.firstOfNextMonth }
    guard day >= month else { return false }
    return (0...(day - month)).contains { offset in
      let date = month + offset
      return stage(onDay: policy.restrictions.grace == .calendar ? date.dayOfMonth : offset + 1) == .blocked
    }
  }
}
