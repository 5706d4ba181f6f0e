import BillingCore

/// A number that stands for all that happened in one account's life: every event with its day, in order, and the money
/// and the stage after it.
///
/// The two events that most days have join it month by month: sign-ins as a set of days for each role, as long as no
/// block and no deletion made them special, and use as a sum for each service. So it is the same whether days were
/// simulated one by one or as a routine.
struct LifeDigest: Sendable {
  private var word: UInt64
  private var firstOfMonth = Day.earliest
  private var firstOfNextMonth = Day.earliest
  private var administrators: UInt32 = 0
  private var employees: UInt32 = 0
  private var use: UInt64 = 0

  init(of account: UInt64) { word = account }

  mutating func add(_ event: Event, of account: Account, on day: Day) {
    turn(to: day)
    switch event {
    case .invoiced(let line): add(line, of: account, on: day)
    case .used(let service, let quantity): add(quantity, of: service, through: day)
    case .signIn(let signIn) where account.stage != .blocked && signIn.banner == nil:
      if !addToMonth(signIn.role, on: day) { stir(event, account, day) }
    default: stir(event, account, day)
    }
  }

  @inline(__always)
  mutating func add(_ line: InvoiceLine, of account: Account, on day: Day) {
    turn(to: day)
    var words = WordSum()
    words.add(account, on: day)
    words.add((line.isFinal ? 3 : 2) << 32 | (line.service ?? -1) + 1)
    words.add(line.quantity)
    words.add(line.amount)
    words.add(line.fromBonus)
    words.add(line.earned)
    word = Fingerprint.mix(word, words.sum)
  }

  mutating func add(_ routine: Routine) {
    turn(to: routine.days.lowerBound)
    administrators |= routine.administrators.bits
    employees |= routine.employees.bits
  }

  /// Adds use of days of a month, up to one of them.
  mutating func add(_ units: Int, of service: ServiceIndex, through day: Day) {
    turn(to: day)
    use &+= UInt64(bitPattern: Int64(units)) &* (0x9E37_79B9_7F4A_7C15 &* UInt64(2 * service + 1))
  }

  /// The digest of the whole life.
  func value(unbilled: Money) -> UInt64 {
    var life = self
    life.closeMonth()
    return Fingerprint.mix(life.word, UInt64(bitPattern: unbilled.minorUnits))
  }

  @inline(__always)
  private mutating func turn(to day: Day) {
    guard day >= firstOfNextMonth else { return }
    closeMonth()
    (firstOfMonth, firstOfNextMonth) = day.monthBounds
  }

  private mutating func closeMonth() {
    guard administrators | employees != 0 || use != 0 else { return }
    word = Fingerprint.mix(word, UInt64(administrators) << 32 | UInt64(employees))
    word = Fingerprint.mix(word ^ UInt64(bitPattern: Int64(firstOfMonth.ordinal)), use)
    (administrators, employees, use) = (0, 0, 0)
  }

  /// Adds a day to those of a role; false when it is among them already, or the role has none.
  private mutating func addToMonth(_ role: Role, on day: Day) -> Bool {
    let bit = UInt32(1) << UInt32(day - firstOfMonth)
    switch role {
    case .administrator where administrators & bit == 0: administrators |= bit
    case .employee where employees & bit == 0: employees |= bit
    case .owner, .administrator, .employee: return false
    }
    return true
  }

  @inline(__always)
  private mutating func stir(_ event: Event, _ account: Account, _ day: Day) {
    var words = WordSum()
    words.add(account, on: day)
    event.stir(into: &words)
    word = Fingerprint.mix(word, words.sum)
  }
}

/// Words joined to one, each times a number of its place, so that order matters.
struct WordSum {
  private(set) var sum: UInt64 = 0
  private var place: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func add(_ number: Int) {
    sum &+= (UInt64(bitPattern: Int64(number)) ^ 0x5851_F42D_4C95_7F2D) &* place
    place = place &* 0xD134_2543_DE82_EF95 | 1
  }

  @inline(__always)
  mutating func add(_ amount: Money) { add(Int(amount.minorUnits)) }

  /// The day, the stage and the money.
  @inline(__always)
  mutating func add(_ account: Account, on day: Day) {
    add(Int(day.ordinal) << 8 | Int(account.stage.rawValue))
    add(account.wallet.prepaidCash)
    add(account.wallet.prepaidBonus)
    add(account.wallet.debt)
    add(account.wallet.deferred)
  }
}

extension Event {
  /// Joins all that the event says; every field is a word of its own.
  @inline(__always)
  fileprivate func stir(into words: inout WordSum) {
    switch self {
    case .created: words.add(1)
    case .invoiced: preconditionFailure("a line is joined as such")
    case .bonusLapsed(let lapse):
      words.add(4)
      words.add(lapse.breakage)
    case .topUp(let topUp):
      words.add(5 << 16 | Int(topUp.method.rawValue) << 8 | Int(topUp.role.rawValue))
      words.add(topUp.amount)
      words.add(topUp.bonus)
      words.add(topUp.cashToDebt)
    case .topUpDeclined(let amount, let role, let method):
      words.add(6 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      words.add(amount)
    case .stageChanged(let from, _): words.add(7 << 16 | Int(from.rawValue))
    case .signIn(let signIn):
      let flags = Int(signIn.access.rawValue) << 4 | (signIn.showsPopUp ? 1 : 0) | (signIn.isActivity ? 2 : 0)
      words.add(8 << 16 | Int(signIn.role.rawValue) << 8 | flags)
      words.add(signIn.banner.map { Int($0.ordinal) } ?? -1)
    case .used(let service, let quantity):
      words.add(9 << 32 | service)
      words.add(quantity)
    case .serviceChanged(let service, let units):
      words.add(10 << 32 | service)
      words.add(units)
    case .deletionNoticed(let notice):
      words.add(11 << 16 | Int(notice.kind.rawValue))
      words.add(Int(notice.due.ordinal))
    case .deletionReminder(let daysLeft):
      words.add(12)
      words.add(daysLeft)
    case .deletionCancelled(let canceller): words.add(13 << 16 | Int(canceller.rawValue))
    case .deleted: words.add(14)
    case .restored: words.add(15)
    case .purged(let writtenOff):
      words.add(16)
      words.add(writtenOff)
    case .refused(let refusal):
      words.add(17 << 16 | Int(refusal.reason.rawValue) << 1 | (refusal.isActivity ? 1 : 0))
      refusal.command.stir(into: &words)
      if let banner = refusal.banner { words.add(Int(banner.ordinal)) }
    }
  }
}

extension Command {
  fileprivate func stir(into words: inout WordSum) {
    switch self {
    case .topUp(let amount, let role, let method):
      words.add(1 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      words.add(amount)
    case .topUpDeclined(let amount, let role, let method):
      words.add(2 << 16 | Int(method.rawValue) << 8 | Int(role.rawValue))
      words.add(amount)
    case .signIn(let role): words.add(3 << 16 | Int(role.rawValue))
    case .use(let quantity, let service):
      words.add(4 << 32 | service)
      words.add(quantity)
    case .set(let service, let units):
      words.add(5 << 32 | service)
      words.add(units)
    case .requestDeletion: words.add(6)
    case .cancelDeletion: words.add(7)
    case .restore: words.add(8)
    }
  }
}
