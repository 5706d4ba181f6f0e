import BillingCore

/// What comes of notices of deletion.
public struct DeletionTotals: Sendable {
  /// The processes that one kind of notice began.
  public struct Funnel: Sendable {
    /// How many notices there were.
    public fileprivate(set) var noticed = 0
    /// How many were called off by a sign-in or a top-up.
    public fileprivate(set) var cancelledByActivity = 0
    /// How many the owner called off.
    public fileprivate(set) var cancelledByOwner = 0
    /// How many are still pending.
    public fileprivate(set) var pending = 0
    /// How many ended in a deletion.
    public fileprivate(set) var deleted = 0
    /// How many of those were undone.
    public fileprivate(set) var restored = 0
    /// How many of those were purged.
    public fileprivate(set) var purged = 0

    /// Both together.
    public static func + (left: Funnel, right: Funnel) -> Funnel {
      var sum = left
      sum.noticed += right.noticed
      sum.cancelledByActivity += right.cancelledByActivity
      sum.cancelledByOwner += right.cancelledByOwner
      sum.pending += right.pending
      sum.deleted += right.deleted
      sum.restored += right.restored
      sum.purged += right.purged
      return sum
    }

    fileprivate mutating func add(_ process: DeletionProcess) {
      noticed += 1
      switch (process.deletedOn, process.cancelledBy) {
      case (.some, _):
        deleted += 1
        if process.restoredOn != nil { restored += 1 }
        if process.purgedOn != nil { purged += 1 }
      case (nil, .activity): cancelledByActivity += 1
      case (nil, .owner): cancelledByOwner += 1
      case (nil, nil): pending += 1
      }
    }
  }

  /// The rules gave notice.
  public private(set) var automatic = Funnel()
  /// The owner asked for it.
  public private(set) var manual = Funnel()

  mutating func add(_ process: DeletionProcess) {
    switch process.notice.kind {
    case .automatic: automatic.add(process)
    case .manual: manual.add(process)
    }
  }

  mutating func merge(_ other: DeletionTotals) {
    automatic = automatic + other.automatic
    manual = manual + other.manual
  }
}
