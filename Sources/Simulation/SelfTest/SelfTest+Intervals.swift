import BillingCore

extension SelfTest {
  /// Of 10,000 forecasts of a number whose mean is known, 95 % intervals cover it in about 9,500; four standard errors
  /// are 0.941 to 0.959.
  ///
  /// A forecast is four replications, few enough that Student's factor is far from the normal one, of ten days of four
  /// accounts, which top up half a time a day: 20 top-ups on average.
  static let intervals = Group(name: "95 % intervals of 10,000 forecasts") { test in
    let forecasts = test.scaled(10_000)
    let covered = try await withThrowingTaskGroup(of: Int.self) { group in
      for thread in 0..<test.threads {
        group.addTask {
          try stride(from: thread, to: forecasts, by: test.threads).count { forecast in
            let counts = try (0..<4).map { try test.topUps(ofForecast: forecast, replication: $0) }
            return Sample(counts).interval(confidence: 0.95)?.contains(20) ?? false
          }
        }
      }
      return try await group.reduce(0, +)
    }
    return [
      Row(
        "share that covers the mean", share: Double(covered) / Double(forecasts), of: forecasts, expected: 0.95,
        decimals: 3)
    ]
  }

  private func topUps(ofForecast forecast: Int, replication: Int) throws -> Double {
    var scenario = quietScenario(accounts: 4, days: 10) { segment, _ in
      segment.topUps.rhythm = .init(perDay: .constant(0.5), amount: .constant(10), giveUp: .constant(0))
    }
    var state = seed
    scenario.seed = splitMix64(&state) &+ UInt64(forecast)
    scenario.replication = replication
    let simulator = Simulator(scenario)
    var measures = LifeMeasures(blank: [0]) { event, _, life in
      if case .topUp = event { life[0] += 1 }
    }
    for position in 0..<4 { measures = try simulator.replay(position, watcher: measures) }
    return measures.sum(0)
  }
}
