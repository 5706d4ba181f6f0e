/// A report that a run can write.
public enum ReportKind: String, CaseIterable, Sendable {
  /// By month and segment: what came in, was billed, recognised and is outstanding.
  case revenue
  /// By month, segment and service: lines billed.
  case services
  /// Spells of debt that reached a restriction.
  case blocks
  /// Deletion processes.
  case deletions
  /// By day and segment: how many accounts are where, and the day's flows.
  case daily
  /// Accounts on the last day.
  case accounts
  /// Each top-up.
  case topups
  /// Each invoice line.
  case invoices
  /// Each event.
  case events
  /// The books: by day and segment, and of scripted accounts each event.
  case journal

  /// What a run writes when nothing is said.
  public static let standard: [ReportKind] = [.revenue, .services, .blocks, .deletions, .daily]

  /// The columns of a report with a row for each of something, whose lines are made while the run goes; `nil` for a
  /// report of sums, which is a ``Table`` after it, and for the ``Journal``.
  public var rowColumns: [Table.Column]? {
    switch self {
    case .revenue, .services, .daily, .journal: nil
    case .blocks: Table.columns(BlockLine.columns)
    case .deletions: Table.columns(DeletionLine.columns)
    case .accounts: Table.columns(AccountLine.columns)
    case .topups: Table.columns(TopUpLine.columns)
    case .invoices: Table.columns(InvoiceRow.columns)
    case .events: Table.columns(EventRow.columns)
    }
  }

  /// Whether its rows are of months, as those of a workbook are.
  public var isOfMonths: Bool { self == .revenue || self == .services }
}
