import BillingCore

extension Ground {
  /// A minor unit around nothing at the invoice, and around the whole debt at its payment.
  var debts: Theme {
    var theme = Theme("debt", "A minor unit more or less of balance and of payment", on: self, from: january)
    let first = thresholds.first { $0.from <= 31 }
    for (name, rest) in [("a-unit-of-debt", -1), ("nothing-left", 0), ("a-unit-of-credit", 1)] as [(String, Int64)] {
      let cash = monthly + Money(minorUnits: rest)
      guard canOpen(with: cash) else { continue }
      var story = theme.story("\(name)-at-the-invoice", cash: cash)
      story = story.on(january).must(.balance(Money(minorUnits: rest)))
      if let first {
        let stays: Invariant = rest < 0 ? .atLeast(first.stage) : .stage(.none)
        story = story.on(january + (first.from - 1)).must(stays, .balance(Money(minorUnits: rest)))
      }
      theme.add(story)
    }
    addRepayments(to: &theme)
    addSpending(to: &theme)
    return theme
  }

  /// A debt that can be paid to the unit, a unit less and a unit more, without a bonus in between.
  private var payable: Money? {
    let least = max(Money(minorUnits: 2), policy.topUp.minimum + unit)
    for debt in [monthly, least] where debt >= least && admits(debt - unit) && admits(debt + unit) {
      if case .advance = policy.bonus.basis { return debt }
      let tiers = policy.bonus.tiers + policy.bonus.campaigns.flatMap(\.tiers)
      if tiers.allSatisfy({ $0.from > debt + unit }) { return debt }
    }
    return nil
  }

  private func addRepayments(to theme: inout Theme) {
    guard let debt = payable, let (stage, from) = thresholds.last(where: { $0.from <= 31 }) else { return }
    func owing(_ name: String) -> Story {
      theme.story(name, cash: max(.zero, monthly - debt), debt: max(.zero, debt - monthly))
    }
    let day = january + (from - 1)
    func pays(_ name: String, _ amount: Money) -> Story {
      owing(name).on(day).must(.stage(stage), .balance(-debt)).on(day).does(topUp(amount))
    }
    theme.add(pays("pays-a-unit-too-little", debt - unit).must(.stage(stage), .balance(-unit)))
    theme.add(pays("pays-the-whole-debt", debt).must(.stage(.none), .balance(.zero), .happens("topUp", "stageChanged")))
    theme.add(pays("pays-a-unit-too-much", debt + unit).must(.stage(.none), .holds(.debt(.zero))))
    if stage == .blocked, from > 1 {
      theme.add(
        owing("paid-on-the-eve-of-the-block").on(day - 1).must(.milder(than: .blocked)).does(topUp(debt))
          .must(.happens("topUp")).on(day).everybodySignsIn
          .must(.stage(.none), .happens("signIn full"), .never("refused", "signIn paymentPage")))
    }
    guard let (mildest, first) = thresholds.first, first > 1 else { return }
    let threshold = january + (first - 1)
    theme.add(
      owing("partial-payment-does-not-hold-the-day-back").on(threshold - 1).does(topUp(debt - unit))
        .must(.milder(than: mildest), .balance(-unit)).on(threshold).must(.atLeast(mildest)))
  }

  /// One line that takes from both kinds of credit.
  private func addSpending(to theme: inout Theme) {
    let most = monthly - unit
    guard monthly.minorUnits >= 3, canOpen(with: most), policy.bonus.expiresAfterDays != 1 else { return }
    let rest = most - unit
    let left: [Invariant] =
      switch policy.bonus.spend {
      case .bonusFirst: [.holds(.prepaidBonus(.zero)), .holds(.prepaidCash(rest))]
      case .cashFirst: [.holds(.prepaidBonus(rest)), .holds(.prepaidCash(.zero))]
      }
    theme.add(
      theme.story("one-line-takes-from-cash-and-bonus", cash: most, bonus: most)
        .showing(.prepaidCash(.zero), .prepaidBonus(.zero)).on(january).must(all: left))
  }

  func topUp(_ amount: Money, by role: Role = .administrator, with method: PaymentMethod = .card) -> Command {
    .topUp(amount, by: role, with: method)
  }
}
