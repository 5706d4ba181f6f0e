/// A place in the double-entry books of RULES 9.
public enum Book: Hashable, Sendable {
  /// `equity:opening`: what was there before the first day.
  case opening
  /// `assets:cash:METHOD`.
  case cash(PaymentMethod)
  /// `assets:receivable`: always equals the debt.
  case receivable
  /// `liabilities:deferred`: cash received and not yet earned.
  case deferred
  /// `revenue:SERVICE`; `nil` is the base.
  case revenue(ServiceIndex?)
  /// `revenue:discount`: bonus that settled debt, against revenue.
  case discount
  /// `revenue:breakage`.
  case breakage
  /// `expenses:badDebt`.
  case badDebt
}

/// One debit, one credit, one amount: a posting cannot be unbalanced.
public struct Posting: Hashable, Sendable {
  /// The book debited.
  public var debit: Book
  /// The book credited.
  public var credit: Book
  /// The amount, above 0.
  public var amount: Money

  static func list(_ postings: (debit: Book, credit: Book, amount: Money)...) -> [Posting] {
    postings.filter { $0.amount > .zero }.map { Posting(debit: $0.debit, credit: $0.credit, amount: $0.amount) }
  }
}

extension Event {
  /// How the event is booked (RULES 9); most events are not.
  public var postings: [Posting] {
    switch self {
    case .topUp(let topUp):
      Posting.list(
        (.cash(topUp.method), .receivable, topUp.cashToDebt),
        (.cash(topUp.method), .deferred, topUp.amount - topUp.cashToDebt),
        (.discount, .receivable, topUp.bonusToDebt))
    case .invoiced(let line):
      Posting.list(
        (.deferred, .revenue(line.service), line.earned), (.receivable, .revenue(line.service), line.asDebt))
    case .bonusLapsed(let lapse):
      Posting.list((.deferred, .breakage, lapse.breakage))
    case .purged(let writtenOff):
      Posting.list((.badDebt, .receivable, writtenOff))
    case .created, .topUpDeclined, .stageChanged, .signIn, .used, .serviceChanged, .deletionNoticed, .deletionReminder,
      .deletionCancelled, .deleted, .restored, .refused:
      []
    }
  }
}

extension OpeningState {
  /// How the state is booked (RULES 9).
  public var postings: [Posting] {
    Posting.list((.receivable, .opening, debt), (.opening, .deferred, deferred ?? prepaidCash))
  }
}

extension Account {
  /// How books that open with the account as it stands book it (RULES 9): like an opening state, with what is left of
  /// the cash received in place of the prepaid cash.
  public var openingPostings: [Posting] {
    Posting.list((.receivable, .opening, wallet.debt), (.opening, .deferred, wallet.deferred))
  }
}
