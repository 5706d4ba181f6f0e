import BillingCore

extension Ground {
  /// Who pays, how, and how much may be paid.
  var topUps: Theme {
    let day = january + 11
    var theme = Theme("top-ups", "Who may top up, how, and how much", on: self, from: day - 1)
    let (minimum, maximum) = (max(unit, policy.topUp.minimum), policy.topUp.maximum)
    func pays(_ name: String, _ command: Command, _ invariants: Invariant...) {
      theme.add(theme.story(name).on(day).does(command).must(all: invariants))
    }
    func refused(_ name: String, _ amount: Money) {
      guard amount.minorUnits <= Limits.amount else { return }
      pays(name, topUp(amount), .happens("refused topUp amountOutOfRange"), .never("topUp"), .balance(.zero))
    }
    func taken(_ name: String, _ amount: Money, by role: Role = .administrator, with method: PaymentMethod = .card) {
      guard admits(amount) else { return }
      pays(name, topUp(amount, by: role, with: method), .happens("topUp \(method.word)"), .holds(.prepaidCash(amount)))
    }
    refused("nothing", .zero)
    if minimum > unit { refused("a-unit-below-the-minimum", minimum - unit) }
    taken("the-minimum", minimum)
    if let maximum {
      taken("the-maximum", maximum)
      refused("a-unit-above-the-maximum", maximum + unit)
    }
    for method in PaymentMethod.allCases { taken("by-\(method.word)", minimum, with: method) }
    taken("by-the-owner", minimum, by: .owner)
    guard admits(minimum) else { return theme }
    pays(
      "by-an-employee", topUp(minimum, by: .employee), .happens("refused topUp notPermitted"), .never("topUp"),
      .balance(.zero))
    pays(
      "declined", .topUpDeclined(minimum, by: .administrator, with: .card), .happens("topUpDeclined card"),
      .never("topUp"), .balance(.zero))
    let story = theme.story("nothing-is-charged-by-itself").on(day).must(.never("topUp"))
    let firsts = [january.firstOfNextMonth, january.firstOfNextMonth.firstOfNextMonth]
    theme.add(firsts.reduce(story) { $0.on($1).must(.never("topUp"), .holds(.prepaidCash(.zero))) })
    return theme
  }
}
