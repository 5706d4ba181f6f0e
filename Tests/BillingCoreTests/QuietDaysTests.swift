import XCTest

@testable import BillingCore

/// Days on which nothing happens of itself are passed at once, and it makes no difference.
final class QuietDaysTests: XCTestCase {
  // MARK: Laws, on random lives under random policies

  /// Examines random lives where they begin, and on one day in so many.
  private func examine(
    seeds: ClosedRange<UInt64>, oneDayIn rarity: Int,
    _ law: @escaping (Account, PolicyCalendar, inout SplitMix64) throws -> String?
  ) throws {
    for seed in seeds {
      var walk = try Walk(seed: seed, days: 100)
      let policies = walk.policies
      var chance = SplitMix64(seed: seed << 32)
      if let fault = try law(walk.account, policies, &chance) { return XCTFail("seed \(seed), the eve: \(fault)") }
      walk.examine = { account in
        chance.number(in: 1...rarity) == 1 ? try law(account, policies, &chance) : nil
      }
      if let story = try walk.live() { return XCTFail(story) }
    }
  }

  func testDaysPassedAtOnceAreDaysLivedOneByOne() throws {
    try examine(seeds: 1...120, oneDayIn: 5) { account, policies, chance in
      let end = account.today + chance.one(of: 1, 2, 5, 33, 70)
      let slow = try account.livingEachMorning(through: end, under: policies)
      var (fast, recorder) = (account, Recorder())
      try fast.advance(to: end, under: policies, telling: &recorder)
      if recorder.entries != slow.entries { return "other events up to \(end)" }
      return fast == slow.account ? nil : "another account on \(end)"
    }
  }

  func testNothingHappensOnQuietDays() throws {
    var (longest, ended) = (0, 0)
    try examine(seeds: 121...240, oneDayIn: 5) { account, policies, _ in
      let last = account.lastQuietDay(under: policies)
      if last < account.today { return account.status == .notCreated ? nil : "\(last) is past" }
      longest = max(longest, min(last, account.today + 40) - account.today)
      let slow = try account.livingEachMorning(through: min(last, account.today + 40), under: policies)
      let next = try slow.account.livingEachMorning(through: slow.account.today + 1, under: policies)
      if !next.entries.isEmpty { ended += 1 }
      return slow.entries.first.map { "\($0.event) on \($0.day), but quiet until \(last)" }
    }
    XCTAssertGreaterThan(longest, 28, "quiet days are of use")
    XCTAssertGreaterThan(ended, 500, "and often end because something happens")
  }

  func testRoutineIsWhatItsSignInsAreOneByOne() throws {
    var lived = 0
    try examine(seeds: 241...360, oneDayIn: 5) { account, policies, chance in
      guard let routine = account.routine(under: policies, &chance) else { return nil }
      lived += 1
      var (fast, slow) = (account, account)
      fast.live(routine, under: policies)
      var recorder = Recorder()
      for day in routine.days {
        for role in [Role.administrator, .employee] where routine.has(role, on: day) {
          try slow.perform(.signIn(role), on: day, under: policies, telling: &recorder)
        }
      }
      let told = recorder.events.count { if case .signIn(let signIn) = $0 { signIn.isActivity } else { false } }
      if told != recorder.entries.count { return "more than sign-ins in \(routine.days)" }
      try slow.advance(to: routine.days.upperBound, under: policies, telling: &recorder)
      if fast != slow { return "another account after \(routine.days)" }
      let later = routine.days.upperBound + 35
      let (one, other) = try (
        fast.livingEachMorning(through: later, under: policies), slow.livingEachMorning(through: later, under: policies)
      )
      return one.entries == other.entries && one.account == other.account ? nil : "another life after \(routine.days)"
    }
    XCTAssertGreaterThan(lived, 1000)
  }

  func testUseCountedAtOnceIsUseDayByDay() throws {
    var metered = 0
    try examine(seeds: 361...480, oneDayIn: 5) { account, policies, chance in
      guard let routine = account.routine(under: policies, &chance),
        let service = policies[account.today].tariff.services.lastIndex(where: \.isMetered)
      else { return nil }
      metered += 1
      var (fast, slow, recorder, sum) = (account, account, Recorder(), 0)
      for day in routine.days {
        let quantity = chance.number(in: 0...9)
        sum += quantity
        if quantity > 0 {
          try slow.perform(.use(quantity, of: service), on: day, under: policies, telling: &recorder)
        }
        for role in [Role.administrator, .employee] where routine.has(role, on: day) {
          try slow.perform(.signIn(role), on: day, under: policies, telling: &recorder)
        }
      }
      try slow.advance(to: routine.days.upperBound, under: policies, telling: &recorder)
      fast.live(routine, under: policies)
      fast.meter(sum, of: service, through: routine.days.upperBound, under: policies)
      return fast == slow ? nil : "another account after \(routine.days)"
    }
    XCTAssertGreaterThan(metered, 300)
  }

  // MARK: Stories: where quiet days end

  private struct Stand {
    var account: Account
    let policies: PolicyCalendar
    private var recorder = Recorder()

    init(created: String = "2027-01-05", under policy: Policy = Policy(), changes: [PolicyCalendar.Era] = []) {
      policies = PolicyCalendar(policy, changes: changes)
      account = Account(created: day(created), eve: day(created) - 3, under: policies)
    }

    init(_ opening: OpeningState, eve: String, under policy: Policy = Policy()) throws {
      policies = PolicyCalendar(policy)
      account = try Account(opening, eve: day(eve), under: policies)
    }

    /// Lives up to the morning of a day, with a command then, and tells the last quiet day from there.
    mutating func last(on text: String, _ command: Command? = nil) throws -> String {
      try account.advance(to: day(text), under: policies, telling: &recorder)
      if let command { try account.perform(command, on: day(text), under: policies, telling: &recorder) }
      return "\(account.lastQuietDay(under: policies))"
    }
  }

  private let payment = Command.topUp(usd("100.00"), by: .owner, with: .card)
  private let lasting = Policy.with { $0.deletion.automatic = false }

  func testCreditIsQuietUntilTheFirst() throws {
    var stand = Stand()
    XCTAssertEqual("\(stand.account.lastQuietDay(under: stand.policies))", "2027-01-04", "before its creation")
    XCTAssertEqual(try stand.last(on: "2027-01-05", payment), "2027-01-31")
    XCTAssertEqual(try stand.last(on: "2027-01-31"), "2027-01-31")
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-28")
    stand = Stand(created: "2028-02-03")
    XCTAssertEqual(try stand.last(on: "2028-02-03", payment), "2028-02-29")
  }

  func testADebtIsQuietBetweenItsThresholds() throws {
    var stand = Stand(under: lasting)
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-03")
    XCTAssertEqual(try stand.last(on: "2027-02-03"), "2027-02-03")
    XCTAssertEqual(try stand.last(on: "2027-02-04"), "2027-02-06")
    XCTAssertEqual(try stand.last(on: "2027-02-07"), "2027-02-09")
    XCTAssertEqual(try stand.last(on: "2027-02-10"), "2027-02-28", "a block lasts")
    XCTAssertEqual(try stand.last(on: "2027-02-11", payment), "2027-02-28")
  }

  func testThresholdsThatNeverComeEndNothing() throws {
    var gentle = lasting
    (gentle.restrictions.remindFrom, gentle.restrictions.blockFrom) = (nil, nil)
    var stand = Stand(under: gentle)
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-06")
    XCTAssertEqual(try stand.last(on: "2027-02-07"), "2027-02-28")
    gentle.restrictions.paymentPageFrom = nil
    stand = Stand(under: gentle)
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-28")
  }

  func testSinceDebtThresholdsCountFromTheDebt() throws {
    var policy = lasting
    policy.restrictions.grace = .sinceDebt
    var opening = OpeningState(created: day("2027-05-01"), lastActivity: day("2027-05-10"))
    opening.debt = usd("5.00")
    var stand = try Stand(opening, eve: "2027-05-14", under: policy)
    XCTAssertEqual("\(stand.account.lastQuietDay(under: stand.policies))", "2027-05-17", "from the eve")
    XCTAssertEqual(try stand.last(on: "2027-05-15"), "2027-05-17")
    XCTAssertEqual(try stand.last(on: "2027-05-18"), "2027-05-20")
    XCTAssertEqual(try stand.last(on: "2027-05-21"), "2027-05-23")
    XCTAssertEqual(try stand.last(on: "2027-05-24"), "2027-05-31")
  }

  func testADebtBroughtAlongLateInTheMonthIsJudgedTheNextMorning() throws {
    var opening = OpeningState(created: day("2027-05-01"), lastActivity: day("2027-05-10"))
    opening.debt = usd("5.00")
    let stand = try Stand(opening, eve: "2027-05-14", under: lasting)
    XCTAssertEqual("\(stand.account.lastQuietDay(under: stand.policies))", "2027-05-14")
  }

  func testTheMorningOfANoticeIsNotQuiet() throws {
    let gentle = Policy.with { ($0.tariff.base.monthly, $0.deletion.minimumAgeDays) = (.zero, 0) }
    var stand = Stand(under: gentle)
    XCTAssertEqual(try stand.last(on: "2027-01-10", .signIn(.owner)), "2027-01-31")
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-09", "on 02-10 more than 30 days lie behind")
    XCTAssertEqual(try stand.last(on: "2027-02-10"), "2027-02-10", "each day of a pending deletion counts")
    XCTAssertEqual(try stand.last(on: "2027-02-20"), "2027-03-11", "nothing comes before the purge")
    XCTAssertEqual(try stand.last(on: "2027-03-12"), "9999-12-31")
  }

  func testAnAccountTooYoungForANoticeIsQuietUntilItIsOldEnough() throws {
    let gentle = Policy.with { ($0.tariff.base.monthly, $0.deletion.inactivityDays) = (.zero, 5) }
    var stand = Stand(under: gentle)
    XCTAssertEqual(try stand.last(on: "2027-02-01"), "2027-02-14")
    XCTAssertEqual(try stand.last(on: "2027-02-14", .signIn(.owner)), "2027-02-19")
    XCTAssertEqual(try stand.last(on: "2027-02-14", payment), "2027-02-28", "credit is never deleted")
  }

  func testTheDayOfALapseIsNotQuiet() throws {
    let policy = Policy.with {
      $0.bonus.tiers = [.tier(from: "50.00", percent: 10)]
      $0.bonus.expiresAfterDays = 10
    }
    var stand = Stand(under: policy)
    XCTAssertEqual(try stand.last(on: "2027-01-05", payment), "2027-01-14")
    XCTAssertEqual(try stand.last(on: "2027-01-07", payment), "2027-01-14", "the first of two lapses")
    XCTAssertEqual(try stand.last(on: "2027-01-15"), "2027-01-16")
    XCTAssertEqual(try stand.last(on: "2027-01-17"), "2027-01-31")
  }

  func testTheDayAfterATrialIsNotQuiet() throws {
    var stand = Stand(under: .with { $0.tariff.trialDays = 7 })
    XCTAssertEqual(try stand.last(on: "2027-01-05", payment), "2027-01-11")
    XCTAssertEqual(try stand.last(on: "2027-01-11"), "2027-01-11")
    XCTAssertEqual(try stand.last(on: "2027-01-12"), "2027-01-31")
  }

  func testTheDayOfAPolicyChangeIsNotQuiet() throws {
    let changes = ["2027-01-20", "2027-01-25"].map { text in
      PolicyCalendar.Era(from: day(text), policy: .with { $0.deletion.noticeDays = day(text).dayOfMonth })
    }
    var stand = Stand(changes: changes)
    XCTAssertEqual(try stand.last(on: "2027-01-05", payment), "2027-01-19")
    XCTAssertEqual(try stand.last(on: "2027-01-20"), "2027-01-24")
    XCTAssertEqual(try stand.last(on: "2027-01-25"), "2027-01-31")
  }

  func testARoutineOfTheFirstAloneLeavesTheAccountAsItsSignInDoes() throws {
    var stand = Stand()
    _ = try stand.last(on: "2027-01-05", payment)
    _ = try stand.last(on: "2027-03-01")
    let first = day("2027-03-01")
    var (fast, slow, recorder) = (stand.account, stand.account, Recorder())
    fast.live(
      Routine(first...first, firstOfMonth: first, administrators: .init(bits: 1), employees: .none),
      under: stand.policies)
    try slow.perform(.signIn(.administrator), on: first, under: stand.policies, telling: &recorder)
    XCTAssertEqual(fast, slow)
  }

  func testARoutineMayBeOneDayOrAllQuietDays() throws {
    var stand = Stand()
    XCTAssertEqual(try stand.last(on: "2027-01-05", payment), "2027-01-31")
    XCTAssertEqual(try stand.last(on: "2027-03-01"), "2027-03-31")
    let first = day("2027-03-01")
    for length in [1, 31] {
      var account = stand.account
      let last = first + (length - 1)
      account.live(
        Routine(first...last, firstOfMonth: first, administrators: .init(bits: .max), employees: .none),
        under: stand.policies)
      XCTAssertEqual(account.today, last)
      XCTAssertEqual(account.lastActivity, last)
      XCTAssertEqual(try account.usageToDate(under: stand.policies).map(\.quantity), [length])
    }
  }
}

extension Account {
  /// Lives one day after another, so that each morning is a morning.
  fileprivate func livingEachMorning(through end: Day, under policies: PolicyCalendar) throws -> (
    account: Account, entries: [Recorder.Entry]
  ) {
    var (account, recorder) = (self, Recorder())
    while account.today < end { try account.advance(to: account.today + 1, under: policies, telling: &recorder) }
    return (account, recorder.entries)
  }

  /// A random routine from today on; `nil` where there is none.
  fileprivate func routine(under policies: PolicyCalendar, _ chance: inout SplitMix64) -> Routine? {
    guard !isDayOver, status == .open, stage != .blocked else { return nil }
    let (first, end) = (today.month.firstDay, min(lastQuietDay(under: policies), today.firstOfNextMonth - 1))
    let last = chance.happens(percent: 50) ? end : today + chance.number(in: 0...end - today)
    func days() -> DaysOfMonth { DaysOfMonth(bits: UInt32(truncatingIfNeeded: chance.next() & chance.next())) }
    return Routine(today...last, firstOfMonth: first, administrators: days(), employees: days())
  }
}

extension Routine {
  fileprivate func has(_ role: Role, on day: Day) -> Bool {
    (role == .employee ? employees : administrators).bits >> UInt32(day - firstOfMonth) & 1 == 1
  }
}
