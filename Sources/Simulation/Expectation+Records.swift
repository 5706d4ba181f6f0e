import BillingCore

// Facts that have parts: the day's invoice, its top-ups, the use of the running month.

extension Expectation.Fact {
  /// The day's invoice, with the parts that are expected of each line; lines come in the order in which they are expected.
  static func invoice(of today: [Event], like expected: [LineClaim], under policies: PolicyCalendar) -> Self {
    let charged = today.compactMap { event -> LineClaim? in
      if case .invoiced(let line) = event { LineClaim(line, under: policies) } else { nil }
    }
    let known = expected.compactMap { wanted in
      charged.first { $0.service == wanted.service }?.narrowed(to: wanted)
    }
    let others = charged.filter { line in !expected.contains { $0.service == line.service } }
    let areAmounts = !expected.isEmpty && expected.allSatisfy(\.isAmountAlone)
    return .invoice(known + others.map { areAmounts ? $0.narrowed(to: expected[0]) : $0.brief })
  }

  /// The day's top-ups so far, with the parts that are expected of each.
  static func topUps(of today: [Event], like expected: [TopUpClaim]) -> Self {
    let credited = today.compactMap { event -> TopUpClaim? in
      if case .topUp(let topUp) = event { TopUpClaim(topUp) } else { nil }
    }
    return .topUp(
      credited.enumerated().map { index, claim in
        if let wanted = index < expected.count ? expected[index] : expected.last { return claim.narrowed(to: wanted) }
        var brief = claim
        brief.bonusToDebt = nil
        return brief
      })
  }

  /// The use of the running month so far, of the services that are named; `nil` where an amount is beyond 64 bits.
  static func usage(of account: Account, like expected: [UseClaim], under policies: PolicyCalendar) -> Self? {
    guard let lines = try? account.usageToDate(under: policies) else { return nil }
    return .usage(
      expected.map { wanted in
        let line = lines.first { policies.word(of: $0.service) == wanted.service }
        return UseClaim(service: wanted.service, quantity: line?.quantity ?? 0)
      })
  }

  /// A list of claims in words: `base 19.00; order quantity 341, amount 0.82`.
  static func text(of lines: [LineClaim], in currency: Currency) -> String {
    lines.isEmpty
      ? "none"
      : lines.map { "\($0.service) \(text(of: $0.parts, isAmountAlone: $0.isAmountAlone, in: currency))" }
        .joined(separator: "; ")
  }

  static func text(of topUps: [TopUpClaim], in currency: Currency) -> String {
    topUps.isEmpty
      ? "none"
      : topUps.map { text(of: $0.parts, isAmountAlone: $0.isAmountAlone, in: currency) }.joined(separator: "; ")
  }

  private static func text(of parts: [ClaimPart], isAmountAlone: Bool, in currency: Currency) -> String {
    if isAmountAlone, let part = parts.first { return part.text(in: currency) }
    return parts.map { "\($0.key) \($0.text(in: currency))" }.joined(separator: ", ")
  }

  static func text(of use: [UseClaim]) -> String {
    use.map { "\($0.service) \($0.quantity)" }.joined(separator: "; ")
  }
}

// MARK: Differences

extension Expectation.Fact {
  /// What is missing, what is too many, and by how much each part differs.
  static func difference(from expected: [LineClaim], to found: [LineClaim], in currency: Currency) -> String? {
    var differences: [String] = []
    for wanted in expected {
      guard let line = found.first(where: { $0.service == wanted.service }) else {
        differences.append("missing: \(wanted.service)")
        continue
      }
      differences += parts(from: wanted.parts, to: line.parts, of: "\(wanted.service) ", in: currency)
    }
    for line in found where !expected.contains(where: { $0.service == line.service }) {
      differences.append("too many: \(line.service)")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  static func difference(from expected: [TopUpClaim], to found: [TopUpClaim], in currency: Currency) -> String? {
    var differences = zip(expected, found).enumerated().flatMap { index, pair in
      parts(from: pair.0.parts, to: pair.1.parts, of: expected.count > 1 ? "\(index + 1): " : "", in: currency)
    }
    let missing = expected.count - found.count
    if missing != 0 { differences.append("\(missing > 0 ? "missing" : "too many"): \(abs(missing))") }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  static func difference(from expected: [UseClaim], to found: [UseClaim]) -> String? {
    let differences = zip(expected, found).compactMap { wanted, use in
      wanted == use ? nil : "\(wanted.service) \(signed(Int128(use.quantity) - Int128(wanted.quantity)))"
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  private static func parts(
    from expected: [ClaimPart], to found: [ClaimPart], of owner: String, in currency: Currency
  ) -> [String] {
    expected.compactMap { wanted in
      guard let part = found.first(where: { $0.key == wanted.key }), part != wanted else { return nil }
      switch (wanted.value, part.value) {
      case (.count(let old), .count(let new)):
        return "\(owner)\(wanted.key) \(signed(Int128(new) - Int128(old)))"
      case (.money(let old), .money(let new)):
        let distance = Int128(new.minorUnits) - Int128(old.minorUnits)
        return "\(owner)\(wanted.key) "
          + (distance > 0 ? "+" : "") + decimalText(distance, decimals: currency.decimals)
      case (.count, _), (.money, _), (.flag, _): return "\(owner)\(wanted.key) is \(part.text(in: currency))"
      }
    }
  }

  private static func signed(_ number: Int128) -> String { (number > 0 ? "+" : "") + "\(number)" }
}
