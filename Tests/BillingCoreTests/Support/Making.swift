import BillingCore
import XCTest

/// Short words for the values that tests are full of; a date that does not exist fails the test at its place.
func day(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> Day {
  guard let day = Day(text) else {
    XCTFail("\(text) is no day", file: file, line: line)
    return .earliest
  }
  return day
}

/// So many dollars and cents, as tests write them: `usd("-12.34")`.
func usd(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> Money {
  guard let money = Money(text: text, in: .usd) else {
    XCTFail("\(text) is no amount", file: file, line: line)
    return .zero
  }
  return money
}

extension Money {
  /// Reads an amount with all decimals of its currency, or without any.
  init?(text: some StringProtocol, in currency: Currency) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : String(repeating: "0", count: currency.decimals)
    guard decimals.utf8.count == currency.decimals, let units = Int64(first + decimals) else { return nil }
    self.init(minorUnits: units)
  }
}

extension Policy {
  /// The default policy with a few settings changed.
  static func with(_ change: (inout Policy) -> Void) -> Policy {
    var policy = Policy()
    change(&policy)
    return policy
  }
}

extension Tariff {
  /// A tariff with the base of the default policy and these services.
  static func with(_ services: Service...) -> Tariff {
    var tariff = Policy().tariff
    tariff.services = services
    return tariff
  }
}

extension Service {
  static func daily(_ name: String, _ monthly: String) -> Service {
    Service(name: name, price: .recurring(monthly: usd(monthly), counting: .daily))
  }

  static func peak(_ name: String, _ monthly: String) -> Service {
    Service(name: name, price: .recurring(monthly: usd(monthly), counting: .peak))
  }

  /// Tiers as pairs of the last quantity and a price in millionths of a dollar.
  static func metered(
    _ name: String, _ tiers: [(upTo: Int?, price: Int64)], mode: MeteredPrice.Mode = .graduated
  ) -> Service {
    let tiers = tiers.map { MeteredPrice.Tier(upTo: $0.upTo, pricePerUnit: $0.price) }
    return Service(name: name, price: .metered(MeteredPrice(tiers: tiers, mode: mode)))
  }
}

extension BonusSchedule.Tier {
  /// A tier as tests write it: from 100.00, 10 %.
  static func tier(from: String, percent: Int) -> Self {
    Self(from: usd(from), percent: BonusSchedule.Percent(hundredths: percent * 100))
  }
}

extension OpeningState {
  /// A state of debt alone, of an account made on 2027-02-01.
  static func owing(_ debt: String) -> OpeningState {
    var opening = OpeningState(created: day("2027-02-01"), lastActivity: day("2027-02-01"))
    opening.debt = usd(debt)
    return opening
  }
}

/// Keeps all events, each with its day.
struct Recorder: Watcher {
  struct Entry: Equatable {
    let day: Day
    let event: Event
    let stage: Stage
    let balance: Money
  }

  var entries: [Entry] = []
  var events: [Event] { entries.map(\.event) }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    entries.append(Entry(day: day, event: event, stage: account.stage, balance: account.balance))
  }
}
