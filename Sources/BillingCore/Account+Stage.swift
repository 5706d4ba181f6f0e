extension Account {
  /// Step 4, and after each command: the stage that balance, day and policy ask for (RULES 4).
  ///
  /// Any stage ends at once when the balance is not below 0. A block stays until then, whatever the day and the policy
  /// say; milder stages follow the day alone. Of a deleted account the stage stands still.
  @usableFromInline
  mutating func updateStage(under policies: PolicyCalendar) -> Event? {
    stage == .none && wallet.debtSince == nil ? nil : followDebt(under: policies)
  }

  private mutating func followDebt(under policies: PolicyCalendar) -> Event? {
    guard isOpen else { return nil }
    let due = dueStage(under: policies.rules(on: today).restrictions)
    guard due != stage else { return nil }
    let before = stage
    stage = due
    return .stageChanged(from: before, to: due)
  }

  /// The stage that the day asks for: none without debt, and a block stays.
  func dueStage(under rules: RestrictionRules) -> Stage {
    guard let debtSince = wallet.debtSince else { return .none }
    guard stage != .blocked else { return .blocked }
    return rules.stage(onDayNumber: rules.dayNumber(of: today, debtSince: debtSince))
  }
}
