import BillingCore
import Simulation

extension Expectation.Fact {
  /// The fact as files write it.
  func json(in currency: Currency) -> JSONNode {
    switch self {
    case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
      .lastActivity:
      .text(text(in: currency))
    case .invoice(let lines):
      lines.isEmpty
        ? .text("none")
        : .object(lines.map { ($0.service, $0.parts.json(asAmount: $0.isAmountAlone, in: currency)) })
    case .topUp(let topUps): Expectation.Fact.json(of: topUps, in: currency)
    case .usage(let use): .object(use.map { ($0.service, .number($0.quantity)) })
    case .events(let words), .includes(let words), .excludes(let words): .list(words.map { .text($0) })
    }
  }

  private static func json(of topUps: [TopUpClaim], in currency: Currency) -> JSONNode {
    let nodes = topUps.map { $0.parts.json(asAmount: $0.isAmountAlone, in: currency) }
    return switch nodes.count {
    case 0: .text("none")
    case 1: nodes[0]
    default: .list(nodes)
    }
  }
}

extension [ClaimPart] {
  /// The parts as an object, or the amount alone.
  fileprivate func json(asAmount: Bool, in currency: Currency) -> JSONNode {
    if asAmount, let first { return first.json(in: currency) }
    return .object(map { ($0.key, $0.json(in: currency)) })
  }
}

extension ClaimPart {
  fileprivate func json(in currency: Currency) -> JSONNode {
    switch value {
    case .count(let count): .number(count)
    case .money(let amount): .text(amount.text(in: currency))
    case .flag(let flag): JSONNode(.bool(flag))
    }
  }
}
