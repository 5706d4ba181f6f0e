/// Something that happened to an account (RULES 7).
///
/// Events come in the order in which things happened. One shows the stage in force at that moment; only
/// `stageChanged` and `purged` show a new one. The account given with an event is as it stands just after it.
public enum Event: Hashable, Sendable {
  /// The account exists from this day on.
  case created
  /// One line of an invoice was charged and paid, as far as there was credit.
  case invoiced(InvoiceLine)
  /// What was left of one or several grants lapsed.
  case bonusLapsed(Lapse)
  /// A confirmed payment was credited.
  case topUp(TopUp)
  /// A declined payment was recorded; nothing was credited.
  case topUpDeclined(Money, by: Role, with: PaymentMethod)
  /// The restriction changed.
  case stageChanged(from: Stage, to: Stage)
  /// Somebody signed in.
  case signIn(SignIn)
  /// Units of a metered service were used.
  case used(ServiceIndex, quantity: Int)
  /// A recurring service was switched to this many units, also to the same number.
  case serviceChanged(ServiceIndex, units: Int)
  /// A deletion was scheduled, and the owner notified.
  case deletionNoticed(DeletionNotice)
  /// The owner was reminded of the deletion.
  case deletionReminder(daysLeft: Int)
  /// The deletion was called off.
  case deletionCancelled(by: Canceller)
  /// The account was deleted; support can restore it until the purge.
  case deleted
  /// Support restored the account.
  case restored
  /// The account's data is gone; its debt was written off as bad debt.
  case purged(writtenOff: Money)
  /// A command was refused.
  case refused(Refusal)
}

/// A line of an invoice, and how it was paid (RULES 3, 9).
public struct InvoiceLine: Hashable, Sendable {
  /// The service, or `nil` for the base.
  public var service: ServiceIndex?
  /// Open days of the base, unit-days or peak units of a recurring service, units of a metered one.
  public var quantity: Int
  /// What is charged.
  public var amount: Money
  /// The part paid by prepaid cash.
  public var fromCash = Money.zero
  /// The part paid by prepaid bonus.
  public var fromBonus = Money.zero
  /// The cash received earlier that this line earns: revenue recognised beside the debt part.
  public var earned = Money.zero
  /// Whether it closes a deleted account's month.
  public var isFinal = false

  /// The part that became debt.
  @inlinable public var asDebt: Money { amount - fromCash - fromBonus }

  /// Revenue recognised by this line: cash earned and debt billed (RULES 9).
  @inlinable public var recognized: Money { earned + asDebt }

  /// Makes an unpaid line.
  public init(service: ServiceIndex?, quantity: Int, amount: Money, isFinal: Bool = false) {
    self.service = service
    self.quantity = quantity
    self.amount = amount
    self.isFinal = isFinal
  }
}

/// A bonus that lapsed.
public struct Lapse: Hashable, Sendable {
  /// The sum of what was left of the grants.
  public var amount: Money
  /// Cash received for credit that nothing is left of: revenue without a service (RULES 9).
  public var breakage: Money
}

/// A top-up and what became of it (RULES 2).
public struct TopUp: Hashable, Sendable {
  /// The cash paid.
  public var amount: Money
  /// The bonus given.
  public var bonus: Money
  /// The part of the cash that settled debt; the rest is prepaid cash.
  public var cashToDebt: Money
  /// The part of the bonus that settled debt; the rest is prepaid bonus.
  public var bonusToDebt: Money
  /// Who paid.
  public var role: Role
  /// How it was paid.
  public var method: PaymentMethod
}

/// A sign-in and what it reached (RULES 4, 5).
public struct SignIn: Hashable, Sendable {
  /// What a person who signs in may see.
  public enum Access: UInt8, Hashable, Sendable {
    /// Everything.
    case full
    /// The payment page only.
    case paymentPage
  }

  /// Who signed in.
  public var role: Role
  /// What they may see.
  public var access: Access
  /// Whether the pop-up reminded them of the debt.
  public var showsPopUp: Bool
  /// The deletion date that the banner shows, if one is pending.
  public var banner: Day?
  /// Whether it counts as activity.
  public var isActivity: Bool
}

/// A scheduled deletion (RULES 5).
public struct DeletionNotice: Hashable, Sendable {
  /// Who scheduled it.
  public enum Kind: UInt8, Hashable, Sendable {
    /// The rules.
    case automatic
    /// The owner.
    case manual
  }

  /// The day of the notice.
  public var noticedOn: Day
  /// The day on whose morning the account is deleted.
  public var due: Day
  /// Who scheduled it.
  public var kind: Kind

  /// Makes a notice.
  public init(noticedOn: Day, due: Day, kind: Kind) {
    self.noticedOn = noticedOn
    self.due = due
    self.kind = kind
  }
}

/// What called a deletion off.
public enum Canceller: UInt8, Hashable, Sendable {
  /// A sign-in or a top-up.
  case activity
  /// The owner's word.
  case owner
}

/// A command that was not carried out, and why.
public struct Refusal: Hashable, Sendable {
  /// What was asked.
  public var command: Command
  /// The first reason that holds.
  public var reason: RefusalReason
  /// Whether the attempt counts as activity all the same: a blocked sign-in, where everyone's counts (RULES 5).
  public var isActivity: Bool
  /// The deletion date that a refused sign-in shows all the same, if one is pending.
  public var banner: Day?
}

/// Listens to an account; every report, timeline and test is one.
public protocol Watcher {
  /// Hears one event, with the account as it stands just after it.
  mutating func observe(_ event: Event, of account: Account, on day: Day)
  /// Hears an invoice line, the most frequent event; as ``Event/invoiced(_:)``, unless a watcher takes it as it is.
  mutating func observe(_ line: InvoiceLine, of account: Account, on day: Day)
}

extension Watcher {
  /// The line is an event like others.
  @inlinable
  public mutating func observe(_ line: InvoiceLine, of account: Account, on day: Day) {
    observe(.invoiced(line), of: account, on: day)
  }

  /// Hears what a rule says happened, if anything did; the account is taken as the rule has left it.
  ///
  /// Mostly nothing did: then the account is not even copied.
  @inlinable @inline(__always)
  mutating func hear(_ event: Event?, of account: @autoclosure () -> Account) {
    guard let event else { return }
    let account = account()
    observe(event, of: account, on: account.today)
  }
}
