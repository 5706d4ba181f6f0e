import BillingCore

/// A segment made ready for a scenario: what depends on the day alone is worked out once, not for each account.
struct Habits: Sendable {
  let segment: Segment
  let key: ChanceKey
  let policies: PolicyCalendar
  /// The evening that the segment's opening state is of.
  let eve: Day
  /// Metered services in use, in the order of the tariff, each with its factor for each day from `firstFactorDay` on.
  let uses: [(service: ServiceIndex, key: ChanceKey, perDay: Distribution, factors: [Double])]
  /// What decisions about each service are keyed by.
  let serviceKeys: [ChanceKey]
  private let firstFactorDay: Day

  init(_ segment: Segment, in scenario: Scenario) {
    self.segment = segment
    let key = ChanceKey(seed: scenario.seed, segment: segment.name, replication: scenario.replication)
    let serviceKeys = scenario.policies.services.map { key.about($0.name) }
    self.key = key
    self.serviceKeys = serviceKeys
    policies = scenario.policies
    eve = scenario.eve(of: segment)
    // The running month of the eve is lived in draws of use alone.
    let first = eve.month.firstDay
    firstFactorDay = first
    uses = segment.usage.sorted { $0.key < $1.key }.map { service, usage in
      let factors = (0...(scenario.lastDay - first)).map { offset in
        let day = first + offset
        let growth = DecisionMath.pow(1 + usage.growthPerYear, Double(day - scenario.start) / 365)
        return usage.weekdays[day.weekday] * usage.months[day.month.number - 1] * growth
      }
      return (service, serviceKeys[service], usage.perDay, factors)
    }
  }

  /// The units of a metered service that an account uses on a day.
  func use(_ index: Int, perDay: Double, account: UInt32, on day: Day) -> Int {
    let mean = perDay * uses[index].factors[day - firstFactorDay]
    guard mean > 0 else { return 0 }
    var stream = uses[index].key.stream(.use, account: account, on: day)
    return Distribution.poisson(mean: mean, &stream)
  }

  /// What stands for an account in the fingerprint.
  func digest(of number: UInt32) -> UInt64 { Fingerprint.mix(Fingerprint.hash(of: segment.name), UInt64(number)) }

  /// A trait that is drawn once for each account.
  func trait(
    _ distribution: Distribution, _ question: Question, account: UInt32, item: Int = 0, key: ChanceKey? = nil
  ) -> Double {
    if case .constant(let value) = distribution { return value }
    var stream = (key ?? self.key).stream(question, account: account, item: item)
    return distribution.sample(&stream)
  }
}
