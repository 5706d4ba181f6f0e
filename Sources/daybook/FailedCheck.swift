import BillingCore
import Reports
import Simulation

/// An expectation or a threshold that was not met, as people read it.
struct FailedCheck {
  let text: String

  /// A timeline's expectation, with the events that led there.
  init(_ verdict: Verdict, name: String, policies: PolicyCalendar) {
    let currency = policies.currency
    var text = """
      \(verdict.claim.origin): failed: \(name) on \(verdict.day): \(verdict.claim.fact.key)
        expected \(verdict.claim.fact.text(in: currency))
        actual   \(verdict.found ?? "")

      """
    for last in verdict.lastEvents {
      let sentence = EventSentence(last.event, policies: policies).text
      text += "  \(last.day)  \(sentence); balance \(last.balance.text(in: currency)), stage \(last.stage.word)\n"
    }
    self.text = text
  }

  /// A threshold.
  init(_ failure: FailedThreshold, in currency: Currency) {
    let decimals = failure.threshold.metric.isMoney ? currency.decimals : 0
    let bounds = [
      failure.threshold.atLeast.map { "at least \(decimalText($0, decimals: decimals))" },
      failure.threshold.atMost.map { "at most \(decimalText($0, decimals: decimals))" },
    ].compactMap { $0 }.joined(separator: ", ")
    text = """
      \(failure.threshold.origin): failed: \(failure.threshold.metric.rawValue)
        expected \(bounds)
        actual   \(decimalText(failure.actual, decimals: decimals))

      """
  }
}
