import BillingCore

/// A segment made ready for a scenario: what depends on the day alone is worked out once, not for each account.
///
/// It never changes. It is a class so that a person refers to it, where a struct would be copied for each.
final class Habits: Sendable {
  /// Use of a metered service.
  struct Use: Sendable {
    let service: ServiceIndex
    /// What decisions about it are keyed by.
    let key: ChanceKey
    let perDay: Distribution
  }

  /// A calendar month.
  struct Month: Sendable {
    let first: Day
    let last: Day
    let all: DaysOfMonth
    /// The days of each class of weekdays on which people are alike likely to sign in; see `signInFactors`.
    let signInDays: [DaysOfMonth]
    /// By use.
    let weights: [MonthlyUse.Weights]
  }

  let segment: Segment
  let key: ChanceKey
  private let nameHash: UInt64
  let policies: PolicyCalendar
  /// How its people pay.
  let payment: PaymentHabits
  /// The evening that the segment's opening state is of.
  let eve: Day
  /// Metered services in use, in the order of the tariff.
  let uses: [Use]
  /// What decisions about each service are keyed by.
  let serviceKeys: [ChanceKey]
  /// Units switched on, by service.
  let units: [Distribution?]
  /// The factors of sign-ins that differ, each for its class of weekdays.
  let signInFactors: [Double]
  /// The months from the eve's to that of the last day.
  let months: [Month]

  init(_ segment: Segment, in scenario: Scenario) {
    self.segment = segment
    let key = ChanceKey(seed: scenario.seed, segment: segment.name, replication: scenario.replication)
    self.key = key
    nameHash = Fingerprint.hash(of: segment.name)
    payment = PaymentHabits(segment.topUps)
    serviceKeys = scenario.policies.services.map { key.about($0.name) }
    units = scenario.policies.services.indices.map { segment.units[$0] }
    policies = scenario.policies
    eve = scenario.eve(of: segment)
    let usage = segment.usage.sorted { $0.key < $1.key }
    uses = usage.map { service, usage in
      Use(service: service, key: key.about(scenario.policies.services[service].name), perDay: usage.perDay)
    }
    let factors = segment.signIns.weekdays.reduce(into: [Double]()) { if !$0.contains($1) { $0.append($1) } }
    signInFactors = factors
    months = (eve.month.index...scenario.lastDay.month.index).map { index in
      let month = BillingCore.Month(index: index)
      let days = (0..<month.dayCount).map { month.firstDay + $0 }
      let signInDays = factors.map { factor in
        let isAlike = days.map { segment.signIns.weekdays[$0.weekday] == factor }
        return DaysOfMonth(bits: isAlike.reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
      }
      let weights = usage.map { _, usage in
        MonthlyUse.Weights(factors: days.map { usage.factor(on: $0, start: scenario.start) })
      }
      let (first, last) = (days[0], days[days.count - 1])
      return Month(
        first: first, last: last, all: DaysOfMonth(first...last, firstOfMonth: first), signInDays: signInDays,
        weights: weights)
    }
  }

  /// The place of a day's month among ``months``.
  func monthIndex(of day: Day) -> Int { Int(day.month.index - eve.month.index) }

  /// What stands for an account in the fingerprint.
  func digest(of number: UInt32) -> UInt64 { Fingerprint.mix(nameHash, UInt64(number)) }

  /// A trait that is drawn once for each account.
  func trait(
    _ distribution: Distribution, _ question: Question, account: UInt32, item: Int = 0, key: ChanceKey? = nil
  ) -> Double {
    if case .constant(let value) = distribution { return value }
    var stream = (key ?? self.key).stream(question, account: account, item: item)
    return distribution.sample(&stream)
  }
}

extension Segment.Usage {
  /// The factor of a day's mean.
  fileprivate func factor(on day: Day, start: Day) -> Double {
    let growth = DecisionMath.pow(1 + growthPerYear, Double(day - start) / 365)
    return weekdays[day.weekday] * months[day.month.number - 1] * growth
  }
}
