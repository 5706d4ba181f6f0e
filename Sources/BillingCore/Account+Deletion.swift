extension Account {
  /// The account begins; its first morning does nothing else (RULES 6).
  mutating func create(telling watcher: inout some Watcher) {
    status = .open
    watcher.observe(.created, of: self, on: today)
  }

  /// Step 3 of an open account: the deletion that is due, a reminder of it, or the notice of a new one (RULES 5).
  mutating func followDeletion(under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    if let notice = pendingDeletion {
      let daysLeft = notice.due - today
      if daysLeft == 0 {
        try invoiceFinally(under: policies[today], telling: &watcher)
        status = .deleted(purgeOn: today + policies[today].deletion.retentionDays)
        watcher.observe(.deleted, of: self, on: today)
      } else if policies[today].deletion.remindDaysBefore.contains(daysLeft) {
        watcher.observe(.deletionReminder(daysLeft: daysLeft), of: self, on: today)
      }
    } else if meetsDeletionConditions(under: policies), policies[today].deletion.automatic {
      scheduleDeletion(.automatic, under: policies, telling: &watcher)
    }
  }

  /// Old enough, idle long enough, and without money (RULES 5).
  public func meetsDeletionConditions(under policies: PolicyCalendar) -> Bool {
    balance <= .zero && today - lastActivity > policies[today].deletion.inactivityDays
      && today - created > policies[today].deletion.minimumAgeDays
  }

  /// Gives the owner notice; the date then stands, even when the policy changes.
  mutating func scheduleDeletion(
    _ kind: DeletionNotice.Kind, under policies: PolicyCalendar, telling watcher: inout some Watcher
  ) {
    let notice = DeletionNotice(noticedOn: today, due: today + policies[today].deletion.noticeDays, kind: kind)
    status = .deletionPending(notice)
    watcher.observe(.deletionNoticed(notice), of: self, on: today)
  }

  /// Calls a pending deletion off; nothing when there is none.
  mutating func cancelDeletion(by canceller: Canceller, telling watcher: inout some Watcher) {
    guard pendingDeletion != nil else { return }
    status = .open
    watcher.observe(.deletionCancelled(by: canceller), of: self, on: today)
  }

  /// Step 3 of a deleted account: its data goes, its debt is written off, and the stage ends with it (RULES 5).
  mutating func purge(telling watcher: inout some Watcher) {
    let writtenOff = wallet.writeOff()
    status = .purged
    stage = .none
    watcher.observe(.purged(writtenOff: writtenOff), of: self, on: today)
  }
}
