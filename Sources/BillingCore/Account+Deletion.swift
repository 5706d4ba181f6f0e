extension Account {
  /// The account begins; its first morning does nothing else (RULES 6).
  @usableFromInline
  mutating func create() -> Event? {
    guard today == created else { return nil }
    status = .open
    return .created
  }

  /// Step 3 of an open account: the deletion that is due, a reminder of it, or the notice of a new one (RULES 5).
  @usableFromInline
  mutating func followDeletion(under policies: PolicyCalendar) -> Event? {
    status == .open && balance > .zero ? nil : judgeDeletion(under: policies)
  }

  private mutating func judgeDeletion(under policies: PolicyCalendar) -> Event? {
    if let notice = pendingDeletion {
      let daysLeft = notice.due - today
      if daysLeft == 0 {
        status = .deleted(purgeOn: today + policies[today].deletion.retentionDays)
        return .deleted
      }
      return policies[today].deletion.remindDaysBefore.contains(daysLeft)
        ? .deletionReminder(daysLeft: daysLeft) : nil
    }
    guard meetsDeletionConditions(under: policies), policies.rules(on: today).deletesAutomatically else { return nil }
    return scheduleDeletion(.automatic, under: policies)
  }

  /// Old enough, idle long enough, and without money (RULES 5).
  public func meetsDeletionConditions(under policies: PolicyCalendar) -> Bool {
    guard balance <= .zero else { return false }
    let rules = policies.rules(on: today)
    return today - lastActivity > rules.inactivityDays && today - created > rules.minimumAgeDays
  }

  /// Gives the owner notice; the date then stands, even when the policy changes.
  mutating func scheduleDeletion(_ kind: DeletionNotice.Kind, under policies: PolicyCalendar) -> Event {
    let notice = DeletionNotice(noticedOn: today, due: today + policies[today].deletion.noticeDays, kind: kind)
    status = .deletionPending(notice)
    return .deletionNoticed(notice)
  }

  /// Calls a pending deletion off; nothing when there is none.
  @usableFromInline
  mutating func cancelDeletion(by canceller: Canceller) -> Event? {
    guard pendingDeletion != nil else { return nil }
    status = .open
    return .deletionCancelled(by: canceller)
  }

  /// Step 3 of a deleted account, on its day: its data goes, its debt is written off, and the stage ends with it
  /// (RULES 5).
  @usableFromInline
  mutating func purge() -> Event? {
    guard case .deleted(let purgeDay) = status, today == purgeDay else { return nil }
    let writtenOff = wallet.writeOff()
    status = .purged
    stage = .none
    return .purged(writtenOff: writtenOff)
  }
}
