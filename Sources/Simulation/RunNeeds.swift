import BillingCore

/// What runs take of a machine, worked out before they begin, so that one that cannot fit is refused and not met.
public struct RunNeeds: Sendable {
  /// The days that all accounts of all runs live together, those of the warm-up with them.
  public let accountDays: Double
  /// The most memory at a time, in bytes: sums by day and segment for each thread, and numbers of replications.
  public let bytes: Double

  /// Works out what is needed.
  ///
  /// - Parameters:
  ///   - scenarios: those that are run, one after another; more than one of a comparison.
  ///   - replications: how many runs there are of each.
  ///   - keepsPayments: whether a number is kept for each account, as a comparison does to hold payments against the
  ///     base's.
  public init(of scenarios: [Scenario], replications: Int, threads: Int, keepsPayments: Bool = false) {
    let lives = scenarios.map(RunNeeds.accounts)
    accountDays =
      zip(scenarios, lives).reduce(0) { sum, side in
        sum + side.1 * Double(side.0.days + side.0.warmUpDays)
      } * Double(replications)
    // Each thread has sums of its own; they are copied once for the result, and once more to be read.
    let sums = (scenarios.map(RunNeeds.sums).max() ?? 0) * Double(threads + 2)
    let numbers = scenarios.reduce(0) { $0 + RunNeeds.numbers(of: $1) } * Double(replications > 1 ? replications : 0)
    let payments = keepsPayments ? (lives.max() ?? 0) * 8 * Double(threads + 2) : 0
    bytes = sums + numbers + payments
  }

  /// How many accounts there are in all, those to come with them.
  private static func accounts(of scenario: Scenario) -> Double {
    scenario.segments.reduce(Double(scenario.scripted.count)) { sum, segment in
      let warmUp = segment.book == nil ? scenario.warmUpDays : 0
      return sum + Double(segment.book?.rows.count ?? segment.accounts)
        + segment.arrivals.mean(of: scenario, warmUpDays: warmUp)
    }
  }

  /// The bytes of one set of sums: by day and segment, by month, segment and service, and of cohorts by month and month.
  private static func sums(of scenario: Scenario) -> Double {
    let segments = Double(max(1, scenario.segmentNames.count))
    let months = Double(scenario.lastDay.month.index - scenario.start.month.index + 1)
    let byDay = Double(scenario.days) * segments * Double(Measure.count * 16 + 8)
    return byDay + months * segments * Double(scenario.policies.services.count + 1) * 48 + months * months * 8
  }

  /// The bytes of one replication's numbers: by month and the whole run, by segment and all, by metric.
  private static func numbers(of scenario: Scenario) -> Double {
    let months = Double(scenario.lastDay.month.index - scenario.start.month.index + 2)
    return months * Double(scenario.segmentNames.count + 1) * Double(Metric.allCases.count) * 8
  }

  /// How many account-days a processor lives in a second, for the time that is told before a run is refused.
  public static let accountDaysPerSecond = 25_000_000.0

  /// Hours of computing on so many processors.
  public func hours(processors: Int) -> Double {
    accountDays / RunNeeds.accountDaysPerSecond / Double(max(1, processors)) / 3600
  }
}
