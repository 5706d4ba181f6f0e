import BillingCore
import Simulation

/// A deletion process: from the notice to what became of it.
struct DeletionProcess: Sendable {
  let account: AccountIdentity
  let created: Day
  let lastActivity: Day
  let notice: DeletionNotice
  let balance: Money
  var reminders = 0
  var cancelledBy: Canceller?
  var cancelledOn: Day?
  var deletedOn: Day?
  var restoredOn: Day?
  var purgedOn: Day?
  var badDebt: Money?

  /// What came of the notice; a restore later does not undo the deletion.
  var outcome: String {
    if deletedOn != nil { return "deleted" }
    return cancelledOn == nil ? "pending" : "cancelled"
  }

  /// The day after which nothing more can come of it, if there is one.
  var over: Day? { cancelledOn ?? restoredOn ?? purgedOn }
}

/// Follows each account's deletions, one process after another; one that was over in the warm-up is not kept.
struct DeletionProcesses: Sendable {
  private(set) var processes: [DeletionProcess] = []
  private let firstReported: Day
  private var account = AccountIdentity.none
  private var process: DeletionProcess?

  init(reportingFrom firstReported: Day) { self.firstReported = firstReported }

  mutating func begin(_ identity: AccountIdentity) {
    account = identity
    process = nil
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    switch event {
    case .deletionNoticed(let notice):
      keep()
      process = DeletionProcess(
        account: self.account, created: account.created, lastActivity: account.lastActivity, notice: notice,
        balance: account.balance)
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
  }

  mutating func end() { keep() }

  mutating func merge(_ other: DeletionProcesses) { processes += other.processes }

  private mutating func keep() {
    if let process, process.over.map({ $0 >= firstReported }) ?? true { processes.append(process) }
    process = nil
  }
}
