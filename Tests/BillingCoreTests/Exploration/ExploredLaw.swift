@testable import BillingCore

/// Something that must hold after every step: each sentence of RULES 8, and what the rules foretell.
struct ExploredLaw: Sendable {
  let name: String
  /// How many days after the step it looks at, beside the step.
  var daysAhead = 0
  /// What is wrong with a step, if anything is.
  let fault: @Sendable (Step) throws -> String?

  /// All of RULES 8, sentence by sentence, then what follows from the other rules.
  static var all: [ExploredLaw] { ofMoney + ofStates + [events, state, useToDate, ownLaws, daysAtOnce] }

  /// What RULES 8 and 9 say of money: each event moves what it says, and nothing else moves any.
  static let ofMoney = [
    ExploredLaw(name: "RULES 8: the balance equals the sum of the account's own postings") { step in
      step.firstEvent { before, event, after in
        let own = event.ownPosting
        let moved = after.balance.minorUnits - before.balance.minorUnits
        return moved == own ? nil : "the balance moves by \(moved), not \(own)"
      }
    },
    ExploredLaw(name: "RULES 8: the receivable of the books equals the debt") { step in
      step.firstEvent { before, event, after in
        let booked = event.booked(.receivable)
        let moved = after.debt.minorUnits - before.debt.minorUnits
        return moved == booked ? nil : "the debt moves by \(moved), the receivable by \(booked)"
      }
    },
    ExploredLaw(name: "RULES 8: the deferred of the books equals the account's") { step in
      step.firstEvent { before, event, after in
        let booked = -event.booked(.deferred)
        let moved = after.deferred.minorUnits - before.deferred.minorUnits
        return moved == booked ? nil : "deferred moves by \(moved), in the books by \(booked)"
      }
    },
    ExploredLaw(name: "RULES 8: no money appears or vanishes but by what is told") { step in
      step.firstEvent { before, event, after in
        let (cash, bonus, debt) = event.parts
        let moved = (
          after.prepaidCash.minorUnits - before.prepaidCash.minorUnits,
          after.prepaidBonus.minorUnits - before.prepaidBonus.minorUnits, after.debt.minorUnits - before.debt.minorUnits
        )
        return moved == (cash, bonus, debt) ? nil : "cash, bonus and debt move by \(moved), not \((cash, bonus, debt))"
      }
    },
    ExploredLaw(name: "RULES 9: a line earns its share of deferred, all of it with the last credit") { step in
      step.firstEvent { before, event, after in
        let (credit, deferred) = (before.credit.minorUnits, before.deferred.minorUnits)
        switch event {
        case .invoiced(let line):
          let part = line.fromCash.minorUnits + line.fromBonus.minorUnits
          let earned = line.earned.minorUnits
          let holds = part == credit ? earned == deferred : abs(2 * (earned * credit - deferred * part)) <= credit
          return holds ? nil : "\(earned) of \(deferred) is earned by \(part) of \(credit)"
        case .bonusLapsed(let lapse):
          let left = after.credit == .zero ? deferred : 0
          return lapse.breakage.minorUnits == left ? nil : "breakage is \(lapse.breakage), not \(left)"
        default: return nil
        }
      }
    },
  ]

  /// What RULES 8 says of an account's state and its history.
  static let ofStates = [
    ExploredLaw(name: "RULES 8: debt and credit never stand together") { step in
      step.firstEvent { _, _, after in
        after.debt > .zero && after.credit > .zero ? "debt \(after.debt) beside credit \(after.credit)" : nil
      }
    },
    ExploredLaw(name: "RULES 8: prepaid bonus equals the grants not yet spent or lapsed") { step in
      step.firstEvent { _, _, after in
        let left = after.grants.reduce(0) { $0 + $1.left.minorUnits }
        return left == after.prepaidBonus.minorUnits ? nil : "grants of \(left) make up \(after.prepaidBonus)"
      }
    },
    ExploredLaw(name: "RULES 8: no event but a refusal after the purge") { step in
      var isPurged = step.before.status == .purged
      for (event, account) in step.heard {
        if isPurged, !event.isRefusal { return "\(event)" }
        isPurged = isPurged || account.status == .purged
      }
      return isPurged && step.after.status != .purged ? "it is \(step.after.status) again" : nil
    },
    ExploredLaw(name: "RULES 8: the stage is none whenever the balance is not below 0") { step in
      step.after.balance >= .zero && step.after.stage != .none ? "stage \(step.after.stage)" : nil
    },
    ExploredLaw(name: "RULES 8: a deleted account was noticed exactly noticeDays before") { step in
      guard let (_, account) = step.heard.first(where: { $0.event == .deleted }) else { return nil }
      guard case .pending(let since, _, _) = step.twinBefore.phase else { return "it was not noticed" }
      let asked = step.policies[since].deletion.noticeDays
      return account.today - since == asked ? nil : "noticed \(account.today - since) days before, not \(asked)"
    },
  ]

  /// What happens is what the twin foretold, in its order.
  static let events = ExploredLaw(name: "RULES 2 to 7: what happens is what the rules foretell") { step in
    let heard = step.heard.map(\.event)
    guard heard != step.told else { return nil }
    let wording = Wording(step.policies)
    let (happened, foretold) = (heard.map { wording.text($0) }, step.told.map { wording.text($0) })
    let place = zip(heard, step.told).prefix { $0 == $1 }.count
    let first = place < step.told.count ? step.told[place] : heard[place]
    return "against RULES \(first.section), happened: \(happened.joined(separator: ", "))"
      + "; foretold: \(foretold.joined(separator: ", "))"
  }

  /// All that a reader sees of the account is as the twin has it.
  static let state = ExploredLaw(name: "RULES 2 to 6: the state is what the rules make of it") { step in
    let (account, twin) = (step.after, step.twin)
    let wallet = account.wallet
    let pairs: [(String, Int64, Int64)] = [
      ("prepaid cash", wallet.prepaidCash.minorUnits, twin.cash),
      ("prepaid bonus", wallet.prepaidBonus.minorUnits, twin.bonus),
      ("debt", wallet.debt.minorUnits, twin.debt), ("deferred", wallet.deferred.minorUnits, twin.deferred),
      ("the stage", Int64(account.stage.rawValue), Int64(twin.stage.rawValue)),
      ("the last activity", Int64(account.lastActivity - twin.created), Int64(twin.lastActivity - twin.created)),
      ("today", Int64(account.today - twin.created), Int64(twin.today - twin.created)),
    ]
    for (name, found, asked) in pairs where found != asked { return "\(name) is \(found), not \(asked)" }
    if wallet.debtSince != twin.debtSince { return "the debt's first day" }
    switch (account.status, twin.phase) {
    case (.notCreated, .absent), (.open, .open), (.purged, .purged): return nil
    case (.deletionPending(let notice), .pending(let since, let due, let kind))
    where (notice.noticedOn, notice.due, notice.kind) == (since, due, kind):
      return nil
    case (.deleted(let day), .deleted(let purgeOn)) where day == purgeOn: return nil
    default: return "the status is \(account.status), not \(twin.phase)"
    }
  }

  /// The use to date is what the twin counted.
  static let useToDate = ExploredLaw(name: "RULES 3: the use to date is what the invoice would be") { step in
    let (found, asked) = (try step.after.usageToDate(under: step.policies), step.twin.usageToDate(under: step.policies))
    guard found != asked else { return nil }
    let wording = Wording(step.policies)
    func text(_ lines: [InvoiceLine]) -> String {
      lines.map { "\(wording.name(of: $0.service)) \($0.quantity) \(wording.text($0.amount))" }.joined(separator: ", ")
    }
    return "\(text(found)), not \(text(asked))"
  }

  /// The core finds no fault with itself.
  static let ownLaws = ExploredLaw(name: "RULES 8: the core breaks no law of its own") { $0.after.brokenLaw?.rawValue }

  /// Days passed at once are days lived one by one.
  ///
  /// Where those lived one by one are wrong themselves, a later step tells of it.
  static let daysAtOnce = ExploredLaw(name: "days passed at once are days lived one by one", daysAhead: 2) { step in
    guard step.move == .day, step.after.status != .purged else { return nil }
    let end = step.after.today + 2
    var (twin, slow, fast, later, heard) = (step.twin, step.after, step.before, Recorder(), Recorder())
    let foretold = twin.turnDay(under: step.policies) + twin.turnDay(under: step.policies)
    try slow.advance(to: end - 1, under: step.policies, telling: &later)
    try slow.advance(to: end, under: step.policies, telling: &later)
    guard later.events == foretold else { return nil }
    try fast.advance(to: end, under: step.policies, telling: &heard)
    return fast == slow && heard.events == step.told + foretold ? nil : "three days at once come to something else"
  }
}

extension Step {
  /// Judges each event with the money just before and just after it.
  fileprivate func firstEvent(_ judge: (Wallet, Event, Wallet) -> String?) -> String? {
    var before = self.before.wallet
    for (event, account) in heard {
      if let fault = judge(before, event, account.wallet) { return fault + " (\(Wording(policies).text(event)))" }
      before = account.wallet
    }
    return after.wallet == before ? nil : "money moves and nothing is told"
  }
}

extension Event {
  /// The section of the rules that it follows from.
  fileprivate var section: Int {
    switch self {
    case .topUp, .topUpDeclined, .bonusLapsed: 2
    case .invoiced, .used, .serviceChanged: 3
    case .stageChanged: 4
    case .created, .signIn, .deletionNoticed, .deletionReminder, .deletionCancelled, .deleted, .restored, .purged: 5
    case .refused: 7
    }
  }

  /// What the event does to the balance.
  fileprivate var ownPosting: Int64 {
    switch self {
    case .topUp(let topUp): topUp.amount.minorUnits + topUp.bonus.minorUnits
    case .invoiced(let line): -line.amount.minorUnits
    case .bonusLapsed(let lapse): -lapse.amount.minorUnits
    case .purged(let writtenOff): writtenOff.minorUnits
    default: 0
    }
  }

  /// What the event does to prepaid cash, prepaid bonus and debt.
  fileprivate var parts: (Int64, Int64, Int64) {
    switch self {
    case .topUp(let topUp):
      (
        topUp.amount.minorUnits - topUp.cashToDebt.minorUnits, topUp.bonus.minorUnits - topUp.bonusToDebt.minorUnits,
        -topUp.cashToDebt.minorUnits - topUp.bonusToDebt.minorUnits
      )
    case .invoiced(let line):
      (
        -line.fromCash.minorUnits, -line.fromBonus.minorUnits,
        line.amount.minorUnits - line.fromCash.minorUnits - line.fromBonus.minorUnits
      )
    case .bonusLapsed(let lapse): (0, -lapse.amount.minorUnits, 0)
    case .purged(let writtenOff): (0, 0, -writtenOff.minorUnits)
    default: (0, 0, 0)
    }
  }

  /// Debits less credits of a book.
  fileprivate func booked(_ book: Book) -> Int64 {
    postings.reduce(0) { sum, posting in
      let debit = posting.debit == book ? posting.amount.minorUnits : 0
      return sum + debit - (posting.credit == book ? posting.amount.minorUnits : 0)
    }
  }
}
