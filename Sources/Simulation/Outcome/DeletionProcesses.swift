public import BillingCore

/// A deletion process: from the notice to what became of it.
public struct DeletionProcess: Sendable {
  /// Whose.
  public let account: AccountIdentity
  /// The day of its creation.
  public let created: Day
  /// Its last activity before the notice.
  public let lastActivity: Day
  /// The notice.
  public let notice: DeletionNotice
  /// The balance at the notice.
  public let balance: Money
  /// How many reminders were sent.
  public internal(set) var reminders = 0
  /// What called it off.
  public internal(set) var cancelledBy: Canceller?
  /// The day of that.
  public internal(set) var cancelledOn: Day?
  /// The day of the deletion.
  public internal(set) var deletedOn: Day?
  /// The day of a restore.
  public internal(set) var restoredOn: Day?
  /// The day of the purge.
  public internal(set) var purgedOn: Day?
  /// The debt that was written off.
  public internal(set) var badDebt: Money?

  /// What came of the notice; a restore later does not undo the deletion.
  public var outcome: String {
    if deletedOn != nil { return "deleted" }
    return cancelledOn == nil ? "pending" : "cancelled"
  }

  /// The day after which nothing more can come of it, if there is one.
  var over: Day? { cancelledOn ?? restoredOn ?? purgedOn }
}

/// Follows each account's deletions, one process after another; one that was over in the warm-up is not kept.
struct DeletionProcesses: Sendable {
  private let firstReported: Day
  private var account = AccountIdentity.none
  private var process: DeletionProcess?

  init(reportingFrom firstReported: Day) { self.firstReported = firstReported }

  /// A deletion that the opening state brings along is followed from here on, with the balance of the eve.
  mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.account = identity
    process = account.pendingDeletion.map { process(of: account, $0) }
  }

  /// Hears an event, and gives the process before, when a new one begins.
  mutating func observe(_ event: Event, of account: Account, on day: Day) -> DeletionProcess? {
    switch event {
    case .deletionNoticed(let notice):
      defer { process = process(of: account, notice) }
      return finished()
    case .deletionReminder: process?.reminders += 1
    case .deletionCancelled(let canceller):
      process?.cancelledBy = canceller
      process?.cancelledOn = day
    case .deleted: process?.deletedOn = day
    case .restored: process?.restoredOn = day
    case .purged(let writtenOff):
      process?.purgedOn = day
      process?.badDebt = writtenOff
    case .created, .invoiced, .bonusLapsed, .topUp, .topUpDeclined, .stageChanged, .signIn, .used, .serviceChanged,
      .refused:
      break
    }
    return nil
  }

  private func process(of account: Account, _ notice: DeletionNotice) -> DeletionProcess {
    DeletionProcess(
      account: self.account, created: account.created, lastActivity: account.lastActivity, notice: notice,
      balance: account.balance)
  }

  /// The last day is over.
  mutating func end() -> DeletionProcess? { finished() }

  /// Takes the process, if it is one to report.
  private mutating func finished() -> DeletionProcess? {
    guard let process else { return nil }
    self.process = nil
    return process.over.map { $0 >= firstReported } ?? true ? process : nil
  }
}
