import BillingCore
import Reports
import Scenarios
import Simulation

/// When there are enough replications, and which metrics are of interest.
struct Goal {
  /// What is printed; the first decides on precision.
  let metrics: [Metric]
  /// The metrics of the last line of a summary: the first two of those that were asked for, or both readings of
  /// income.
  let deciding: [Metric]
  /// The half width asked for, as a share of the base's mean; `nil` for a fixed number of replications.
  let precision: Double?
  /// The number of replications, or the most.
  let limit: Int

  /// The number of replications that are made in any case.
  var atLeast: Int { precision == nil ? limit : min(limit, 2) }

  private static let usualMetrics: [Metric] = [
    .cashIn, .billed, .revenueRecognized, .bonusGranted, .bonusCost, .deferredEnd, .debtOutstandingEnd, .newlyBlocked,
    .daysBlocked, .deleted, .deletionRate,
  ]

  init(_ arguments: Arguments) throws(Failure) {
    let words = arguments.text(.metric).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var metrics: [Metric] = []
    for word in (words ?? []).map(String.init) { metrics.append(try Goal.metric(word)) }
    self.metrics = metrics.isEmpty ? Goal.usualMetrics : metrics
    deciding = metrics.isEmpty ? [.cashIn, .revenueRecognized] : Array(metrics.prefix(2))
    precision = try arguments.text(.precision).map { text throws(Failure) in try Goal.share(text) }
    let fixed = try arguments.whole(.replications, in: 1...100_000)
    let most = try arguments.whole(.maxReplications, in: 2...100_000)
    guard fixed == nil || (precision == nil && most == nil) else {
      throw .usage("--replications is a fixed number; --precision and --max-replications go without it")
    }
    guard most == nil || precision != nil else { throw .usage("--max-replications goes with --precision") }
    limit = precision == nil ? fixed ?? 30 : most ?? 1000
  }

  static func metric(_ word: String) throws(Failure) -> Metric {
    if let metric = Metric(rawValue: word) { return metric }
    let words = Metric.allCases.map(\.rawValue)
    let hint = nearest(to: word, among: words).map { "did you mean \"\($0)\"?" }
    throw .usage("there is no metric \"\(word)\"; " + (hint ?? "there are \(words.joined(separator: ", "))"))
  }

  private static func share(_ text: String) throws(Failure) -> Double {
    let number = text.hasSuffix("%") ? text.dropLast() : text[...]
    let isDecimal = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isDecimal, let share = Double(number), share > 0, share <= 100 else {
      throw .usage("--precision takes a percentage above 0, like 1%, not \"\(text)\"")
    }
    return share / 100
  }

  /// The half width of the deciding metric's widest interval, `nil` while a variant has none; and the one asked for, not
  /// a number while the base has no mean.
  func widths(in comparison: Comparison) -> (half: Double?, wish: Double) {
    let halves = comparison.variants.indices.map { variant in
      comparison.difference(of: metrics[0], variant: variant).interval.map { ($0.upperBound - $0.lowerBound) / 2 }
    }
    let known = halves.compactMap { $0 }
    let wish = abs(comparison.base.forecast.sample(of: metrics[0]).mean) * (precision ?? 0)
    return (known.count == halves.count ? known.max() : nil, wish)
  }

  /// Whether the precision that was asked for is reached; `nil` when none was.
  func isReached(in comparison: Comparison) -> Bool? {
    guard precision != nil else { return nil }
    let (half, wish) = widths(in: comparison)
    return half.map { $0 <= wish } ?? false
  }

  /// What has to be said when replications ended before the precision was reached.
  func note(on comparison: Comparison) -> String? {
    guard let precision, isReached(in: comparison) == false else { return nil }
    let (half, wish) = widths(in: comparison)
    let metric = metrics[0].rawValue
    let state =
      if let half, wish > 0 {
        " (reached: \(percentage(half / wish * precision))); give --max-replications for more"
      } else if wish == 0 {
        ", since the base's mean is 0; give another --metric, or --replications"
      } else {
        ", since too few of them have it on both sides; give another --metric"
      }
    return
      "note: \(comparison.replications) replications did not reach the precision of \(percentage(precision)) in \(metric)\(state)\n"
  }
}

/// A share as people read it: a percentage with two decimals.
func percentage(_ share: Double) -> String { decimalText(Int128((share * 10_000).rounded()), decimals: 2) + " %" }
