import BillingCore
import Simulation

extension ScenarioDecoder {
  /// Reads what must come out of a run.
  func thresholds(_ object: inout ObjectReader, _ currency: Currency) -> [Threshold] {
    object.read(
      "thresholds", .array(of: .object { threshold(&$0, currency) }.named("threshold")), default: [],
      about: "what must come out, or run and test end with exit code 1")
  }

  private func threshold(_ object: inout ObjectReader, _ currency: Currency) -> Threshold? {
    let words = Metric.allCases.map(\.rawValue)
    let word = object.require(
      "metric", .word(among: words, called: "a metric"),
      about: "a sum over the run, or a level of its last day, of all segments together")
    let metric = word.flatMap { Metric(rawValue: $0) }
    // Of a metric that is unknown, and a fault already, as many as any has.
    let decimals = metric?.boundDecimals(in: currency) ?? 6
    let bound = Shape<Int64>.decimal(
      decimals, in: -Int64.max...Int64.max, called: decimals > 0 ? "an amount" : "a number"
    ).described(as: .bound)
    let statistic = object.read(
      "of", .word(of: Threshold.Statistic.all, \.word), default: .mean,
      about: "of the replications' results: their mean or a quantile")
    let atLeast = object.read("atLeast", bound, about: "the least that is right")
    let atMost = object.read("atMost", bound, about: "the most that is right")
    object.demandOne(
      of: ["atLeast", "atMost"], message: "the threshold has no bound", hint: "give \"atLeast\", \"atMost\" or both")
    if let atLeast, let atMost, atLeast > atMost {
      object.report("\"atLeast\" is above \"atMost\", so nothing can meet it", at: "atLeast")
    }
    return metric.map { metric in
      var read = Threshold(metric: metric, atLeast: atLeast, atMost: atMost, origin: sources.origin(of: object.place))
      read.statistic = statistic
      read.extraDecimals = decimals - metric.decimals(in: currency)
      return read.withoutZeros
    }
  }
}

extension Threshold {
  /// The same with bounds of a count as counts, where both are whole.
  fileprivate var withoutZeros: Threshold {
    var whole = self
    let scale = (0..<extraDecimals).reduce(Int64(1)) { power, _ in power * 10 }
    guard [atLeast, atMost].allSatisfy({ ($0 ?? 0) % scale == 0 }) else { return self }
    (whole.atLeast, whole.atMost, whole.extraDecimals) = (atLeast.map { $0 / scale }, atMost.map { $0 / scale }, 0)
    return whole
  }
}

extension Schema {
  /// A number with as many decimals as any metric has.
  fileprivate static var bound: Schema {
    .named(
      "bound",
      .any([
        .number("number", "-\(Int64.max)", "\(Int64.max)"), .pattern(#"^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,6}0*)?$"#),
      ]))
  }
}
