import BillingCore

/// How the people of a segment pay, made ready: what does not hang on the account is worked out once.
struct PaymentHabits: Sendable {
  /// A number of months ahead that somebody may buy.
  struct Choice: Sendable {
    let months: Int
    let weight: Double
  }

  /// The methods, each with its part of the chance.
  struct Methods: Sendable {
    private let methods: [PaymentMethod]
    private let through: [Chance]

    init(weights: [Double]) {
      let total = weights.reduce(0, +)
      let used = zip(PaymentMethod.allCases, weights).filter { $1 > 0 }
      methods = used.map(\.0)
      var cumulative = 0.0
      through = used.map { _, weight in
        cumulative += weight
        return Chance(cumulative / total)
      }
    }

    /// One of them; the last where rounding leaves a gap.
    func pick(_ stream: inout RandomStream) -> PaymentMethod {
      let draw = stream.next() >> 1
      for index in through.indices where draw < through[index].threshold { return methods[index] }
      return methods[methods.count - 1]
    }
  }

  /// Those that have a weight.
  let choices: [Choice]
  let methods: Methods
  let declined: Chance
  let retries: Chance
  let hasRhythm: Bool
  let whenMonthsLeftBelow: Int64

  init(_ topUps: Segment.TopUps) {
    choices = zip(topUps.months, topUps.monthWeights).filter { $1 > 0 }.map { Choice(months: $0, weight: $1) }
    methods = Methods(weights: topUps.methodWeights)
    declined = Chance(topUps.declined)
    retries = Chance(topUps.retries)
    hasRhythm = topUps.rhythm != nil
    whenMonthsLeftBelow = topUps.whenMonthsLeftBelow
  }
}
