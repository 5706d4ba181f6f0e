import BillingCore
import Reports
import Simulation

/// One thing expected by a file, and what came out in its place; an expectation of several keys is several of them.
struct Check {
  /// Where it is written: `FILE:LINE:COLUMN`.
  let origin: String
  /// What it is about, with the timeline's note behind it: `acme on 2027-01-12: balance, CRM-812`.
  let name: String
  /// What the timeline notes beside it.
  let note: String?
  /// Whose it is: a scripted account, or `thresholds`.
  let owner: String
  let expected: String
  let actual: String
  /// How far the one is from the other, where that can be said.
  let difference: String?
  let isMet: Bool
  /// What an update may put in place of the expected value: a claim's fact, and what there is of its kind.
  let record: (claimed: Expectation.Fact, actual: Expectation.Fact, currency: Currency)?
  /// The account's last events before it.
  let lastEvents: [String]
  /// The threshold that it is, and the currency of its amounts; none for an expectation.
  let threshold: (judged: JudgedThreshold, currency: Currency)?

  /// A claim of a timeline.
  init(_ verdict: Verdict, owner: String, policies: PolicyCalendar) {
    let currency = policies.currency
    origin = verdict.claim.origin
    threshold = nil
    name = "\(owner) on \(verdict.day): \(verdict.claim.fact.key)" + (verdict.note.map { ", \($0)" } ?? "")
    note = verdict.note
    self.owner = owner
    expected = verdict.claim.fact.text(in: currency)
    actual = verdict.actual?.text(in: currency) ?? "an amount beyond 64 bits"
    isMet = verdict.isMet
    record = verdict.actual.map { (verdict.claim.fact, $0, currency) }
    difference = isMet ? nil : verdict.actual.flatMap { verdict.claim.fact.difference(to: $0, in: currency) }
    lastEvents = verdict.lastEvents.map { last in
      let sentence = EventSentence(last.event, policies: policies).text
      let note = last.note.map { "; note: \($0)" } ?? ""
      return "\(last.day)  \(sentence); balance \(last.balance.text(in: currency)), stage \(last.stage.word)\(note)"
    }
  }

  /// A threshold of the whole run.
  init(_ judged: JudgedThreshold, in currency: Currency) {
    let threshold = judged.threshold
    let decimals = threshold.metric.decimals(in: currency) + judged.extraDecimals
    func text(_ value: Int128) -> String { decimalText(value, decimals: decimals) }
    origin = threshold.origin
    let statistic = threshold.statistic == .mean ? "" : " \(threshold.statistic.word)"
    name = "threshold \(threshold.metric.rawValue)\(statistic)"
    note = nil
    owner = "thresholds"
    expected = [
      judged.atLeast.map { "at least \(text($0))" }, judged.atMost.map { "at most \(text($0))" },
    ]
    .compactMap { $0 }.joined(separator: ", ")
    let remedy = judged.replicationsNeeded.map { "; add --replications \($0)" } ?? ""
    actual = judged.actual.map(text) ?? judged.reason.map { "not judged: \($0)\(remedy)" } ?? "none"
    isMet = judged.isMet
    record = nil
    difference = judged.distance == 0 ? nil : (judged.distance > 0 ? "+" : "") + text(judged.distance)
    lastEvents = []
    self.threshold = (judged, currency)
  }

  /// What was expected and what came out, a line each, and the last events before it.
  var facts: [String] {
    ["expected \(expected)", "actual   \(actual)"] + (difference.map { ["differs  \($0)"] } ?? []) + lastEvents
  }

  /// The check as people read it: its place, its name, and all of its facts when it failed.
  var text: String {
    guard !isMet else { return "\(origin): passed: \(name): \(expected)\n" }
    return "\(origin): failed: \(name)\n" + facts.map { "  \($0)\n" }.joined()
  }
}

extension Check {
  /// All that a run's scenario expects, its timelines before its thresholds.
  ///
  /// - Parameter thresholds: with the results of the run, or of all its replications.
  static func all(of verdicts: [Verdict], _ thresholds: [JudgedThreshold], in simulator: Simulator) -> [Check] {
    let policies = simulator.scenario.policies
    return verdicts.map {
      Check($0, owner: simulator.population.name(at: $0.account.position), policies: policies)
    } + thresholds.map { Check($0, in: policies.currency) }
  }
}
