import BillingCore

extension Event {
  /// Joins all that the event says, and the money and the stage after it, to an account's digest.
  ///
  /// Every field is a word of its own, so two lives with the same digest were the same, to the cent.
  @inline(__always)
  func stir(into life: inout UInt64, account: Account, day: Day) {
    var digest = life
    func add(_ number: Int) { digest = Fingerprint.mix(digest, UInt64(bitPattern: Int64(number))) }
    func add(_ amount: Money) { digest = Fingerprint.mix(digest, UInt64(bitPattern: amount.minorUnits)) }
    add(Int(day.ordinal))
    switch self {
    case .created: add(1)
    case .invoiced(let line):
      add(line.isFinal ? 3 : 2)
      add(line.service ?? -1)
      add(line.quantity)
      add(line.amount)
      add(line.fromBonus)
      add(line.earned)
    case .bonusLapsed(let lapse):
      add(4)
      add(lapse.breakage)
    case .topUp(let topUp):
      add(5 << 16 | Int(topUp.method.rawValue) << 8 | Int(topUp.role.rawValue))
      add(topUp.amount)
      add(topUp.bonus)
      add(topUp.cashToDebt)
    case .topUpDeclined(let amount, let role, let method):
      add(6 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      add(amount)
    case .stageChanged(let from, _): add(7 << 16 | Int(from.rawValue))
    case .signIn(let signIn):
      add(8 << 16 | Int(signIn.role.rawValue) << 8 | Int(signIn.access.rawValue) << 4 | (signIn.showsPopUp ? 1 : 0))
      add(signIn.banner.map { Int($0.ordinal) } ?? -1)
    case .used(let service, let quantity), .serviceChanged(let service, let quantity):
      if case .used = self { add(9) } else { add(10) }
      add(service)
      add(quantity)
    case .deletionNoticed(let notice):
      add(11 << 16 | Int(notice.kind.rawValue))
      add(Int(notice.due.ordinal))
    case .deletionReminder(let daysLeft):
      add(12)
      add(daysLeft)
    case .deletionCancelled(let canceller): add(13 << 16 | Int(canceller.rawValue))
    case .deleted: add(14)
    case .restored: add(15)
    case .purged(let writtenOff):
      add(16)
      add(writtenOff)
    case .refused(let refusal):
      add(17 << 16 | Int(refusal.reason.rawValue))
      refusal.command.stir(add, add)
    }
    add(account.wallet.prepaidCash)
    add(account.wallet.prepaidBonus)
    add(account.wallet.debt)
    add(account.wallet.deferred)
    add(Int(account.stage.rawValue))
    life = digest
  }
}

extension Command {
  fileprivate func stir(_ add: (Int) -> Void, _ addMoney: (Money) -> Void) {
    switch self {
    case .topUp(let amount, let role, let method):
      add(1 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      addMoney(amount)
    case .topUpDeclined(let amount, let role, let method):
      add(2 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      addMoney(amount)
    case .signIn(let role): add(3 << 16 | Int(role.rawValue))
    case .use(let quantity, let service):
      add(4 << 16 | service)
      add(quantity)
    case .set(let service, let units):
      add(5 << 16 | service)
      add(units)
    case .requestDeletion: add(6)
    case .cancelDeletion: add(7)
    case .restore: add(8)
    }
  }
}
