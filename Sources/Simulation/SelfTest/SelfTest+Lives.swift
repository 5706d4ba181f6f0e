import BillingCore

// What whole lives must show.

extension SelfTest {
  /// Top-ups by `rhythm`: BG/NBD of Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science
  /// 24(2), 2005, with its parameters for CDNOW (4.414 weeks are 30.898 days); their size: the gamma-gamma model of
  /// Fader and Hardie's note, whose published mean is 35.17 (its rounded parameters give 35.22).
  static let rhythm = Group(name: "top-ups in a rhythm (BG/NBD on CDNOW)") { test in
    let scenario = test.quietScenario(accounts: test.scaled(50_000), days: 364) { segment, _ in
      segment.topUps.rhythm = .init(
        perDay: .gamma(mean: 0.243 / 30.898, shape: 0.243), amount: .gammaGamma(p: 6.25, q: 3.74, v: 15.44),
        giveUp: .beta(a: 0.793, b: 2.426))
    }
    let measures = LifeMeasures(blank: [0, 0, 1, 0, 0]) { event, day, life in
      guard case .topUp(let topUp) = event else { return }
      let cents = Double(topUp.amount.minorUnits)
      if day - start < 273 { (life[0], life[2]) = (life[0] + 1, 0) }
      life[1] += 1
      (life[3], life[4]) = (life[3] + cents, life[4] + cents * cents)
    }
    let found = try await test.measures(scenario, measures)
    let topUps = found.sum(1)
    let mean = found.sum(3) / topUps
    let deviation = (found.sum(4) / topUps - mean * mean).squareRoot()
    return [
      Row("mean number in 273 days", found.mean(0), expected: 1.1967, standardError: found.standardError(0)),
      Row("mean number in 364 days", found.mean(1), expected: 1.4461, standardError: found.standardError(1)),
      Row("share with none in 273 days", share: found.mean(2), of: found.count, expected: 0.57379),
      Row(
        "mean amount (gamma-gamma)", mean / 100, expected: 35.17,
        standardError: deviation / topUps.squareRoot() / 100, decimals: 2),
    ]
  }

  /// Who leaves with a chance a day that is Beta(0.668, 3.806), a day standing for a period: the shifted beta-geometric
  /// model of Fader and Hardie, "How to project customer retention", 2007; who is there signs in.
  static let retention = Group(name: "who is still there (shifted beta-geometric)") { test in
    let scenario = test.quietScenario(accounts: test.scaled(100_000), days: 12) { segment, _ in
      segment.signIns.administrator = .constant(1)
      segment.idleness.startsPerDay = .beta(a: 0.668, b: 3.806)
      segment.idleness.leaves = 1
      segment.idleness.days = .constant(1)  // somebody who did not leave for good would be seen again
    }
    let measures = LifeMeasures(blank: Array(repeating: 0, count: 12)) { event, day, life in
      if case .signIn = event { life[day - start] = 1 }
    }
    let found = try await test.measures(scenario, measures)
    return [1, 2, 3, 6, 12].map { periods in
      Row(
        "share after \(periods) \(periods == 1 ? "period" : "periods")", share: found.mean(periods - 1),
        of: found.count, expected: retained(after: periods))
    }
  }

  /// The closed form of it: the product of (b + i - 1) / (a + b + i - 1).
  static func retained(after periods: Int) -> Double {
    let (a, b) = (0.668, 3.806)
    return (1...periods).map { Double($0) - 1 }.reduce(1.0) { share, past in share * (b + past) / (a + b + past) }
  }

  /// The first run of 30 days without a sign-in at the chance p a day: (1 - q^30) / (p q^30) days to its end.
  ///
  /// The core tells when it is over: the deletion is noticed in the morning after it. Lives are long enough that fewer
  /// than one in 10^8 goes on beyond them.
  static func firstIdleRun(at p: Double) -> Group {
    let q30 = (0..<30).reduce(1.0) { power, _ in power * (1 - p) }
    let expected = (1 - q30) / (p * q30)
    return Group(name: "30 days without a sign-in, at \(text(p, 2)) a day") { test in
      let accounts = Int(4_000_000 / expected)
      let scenario = test.quietScenario(accounts: test.scaled(min(accounts, 20_000)), days: Int(expected * 20)) {
        segment, policy in
        segment.signIns.administrator = .constant(p)
        policy.deletion = DeletionRules()
        (policy.deletion.noticeDays, policy.deletion.retentionDays, policy.deletion.remindDaysBefore) = (1, 1, [])
      }
      let measures = LifeMeasures(blank: [0]) { event, day, life in
        if case .deletionNoticed = event, life[0] == 0 { life[0] = Double(day - start) }
      }
      let found = try await test.measures(scenario, measures)
      return [
        Row(
          "mean days to its end", found.mean(0), expected: expected, standardError: found.standardError(0), decimals: 2)
      ]
    }
  }

  /// A constant chance of 0.2 a day of paying a debt from the 1st on: a share of 0.8^3, 0.8^6, 0.8^9 reaches the stages.
  static let repayment = Group(name: "paying a debt at 0.20 a day") { test in
    let scenario = test.quietScenario(accounts: test.scaled(100_000), days: 10) { segment, policy in
      segment.topUps.inDebt = Stage.allCases.map { _ in .constant(0.2) }
      (segment.topUps.months, segment.topUps.monthWeights) = ([0], [1])
      policy.tariff.base.monthly = Money(minorUnits: 1900)
    }
    let measures = LifeMeasures(blank: [0, 0, 0]) { event, _, life in
      if case .stageChanged(_, let to) = event, to != .none { life[Int(to.rawValue) - 1] = 1 }
    }
    let found = try await test.measures(scenario, measures)
    return [(0, 4, 0.512), (1, 7, 0.262144), (2, 10, 0.134217728)].map { index, day, share in
      Row("share in debt on day \(day)", share: found.mean(index), of: found.count, expected: share)
    }
  }
}
