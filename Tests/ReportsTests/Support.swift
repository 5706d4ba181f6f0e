import BillingCore
import Simulation
import XCTest

@testable import Reports

func day(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> Day {
  let day = Day(text)
  XCTAssertNotNil(day, file: file, line: line)
  return day ?? .earliest
}

func cents(_ amount: Int64) -> Money { Money(minorUnits: amount) }

/// A town with everything in it: two segments, arrivals, bonuses that lapse, debts, blocks, deletions, scripts.
func town(days: Int = 240, seed: UInt64 = 4) -> Scenario {
  var policy = Policy()
  policy.tariff.services = [
    Service(name: "integration", price: .recurring(monthly: cents(500), counting: .daily)),
    Service(
      name: "order",
      price: .metered(
        MeteredPrice(tiers: [.init(upTo: 100, pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 20_000)]))),
  ]
  policy.bonus.tiers = [
    .init(from: cents(2000), percent: .init(hundredths: 500)),
    .init(from: cents(6000), percent: .init(hundredths: 2050)),
  ]
  policy.bonus.basis = .total
  policy.bonus.spend = .cashFirst
  policy.bonus.expiresAfterDays = 45
  policy.deletion.blockedSignInIsActivity = .nobody  // so that enough accounts are deleted, and some restored
  var scenario = Scenario(
    name: "town", start: day("2027-01-14"), days: days, seed: seed, policies: PolicyCalendar(policy))
  var shops = Segment(name: "shops", accounts: 60)
  shops.arrivals.perDay = 0.2
  shops.units = [0: .poisson(mean: 1.2)]
  shops.usage = [1: Segment.Usage(perDay: .gamma(mean: 8, shape: 1.5))]
  shops.opening.debtShare = 0.3
  shops.idleness.startsPerDay = .constant(0.01)
  shops.idleness.leaves = 0.3
  shops.topUps.inDebt = [0.02, 0.05, 0.05, 0.02].map { .constant($0) }
  shops.restores = 0.03
  var agencies = Segment(name: "agencies", accounts: 20)
  agencies.topUps.months = [0, 1]
  agencies.topUps.monthWeights = [1, 1]
  agencies.signIns.employee = .constant(0.1)
  scenario.segments = [shops, agencies]
  var state = OpeningState(created: day("2026-11-01"), lastActivity: day("2027-01-10"))
  (state.prepaidCash, state.prepaidBonus, state.units, state.used) = (cents(2000), cents(1000), [1, 0], [0, 150])
  var old = ScriptedAccount(name: "old", beginning: .opening(state))
  old.entries = [
    .init(on: day("2027-02-02"), .command(.topUp(cents(7777), by: .owner, with: .applePay))),
    .init(on: day("2027-02-02"), .command(.use(333, of: 1))),
  ]
  var lapsing = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-13"))
  (lapsing.prepaidCash, lapsing.prepaidBonus) = (cents(500), cents(3000))
  var owing = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-13"))
  owing.debt = cents(5000)
  var debtor = ScriptedAccount(name: "debtor", beginning: .opening(owing))
  debtor.entries = [.init(on: day("2027-01-20"), .command(.topUp(cents(2000), by: .owner, with: .card)))]
  scenario.scripted = [
    old, ScriptedAccount(name: "quiet", beginning: .created(day("2027-02-03"), units: [2, 0])),
    ScriptedAccount(name: "lapser", beginning: .opening(lapsing)), debtor,
  ]
  return scenario
}

/// All reports of a run.
struct AllReports {
  let population: Population
  let outcome: Outcome
  let sums: ReportSet
  let rows: RowReports

  init(_ simulator: Simulator, outcome: Outcome, rows: RowReports) {
    population = simulator.population
    self.outcome = outcome
    sums = ReportSet(simulator.scenario, outcome: outcome)
    self.rows = rows
  }
}

func reports(
  of scenario: Scenario, threads: Int = 1, _ kinds: [ReportKind] = ReportKind.allCases, spill: Spill? = nil
) async throws -> AllReports {
  let simulator = Simulator(scenario)
  let rows = RowReports(simulator, reports: kinds, spill: spill)
  let run = try await simulator.run(threads: threads, watcher: rows)
  return AllReports(simulator, outcome: run.outcome, rows: run.watcher)
}

extension AllReports {
  /// A report's bytes, as the file has them.
  func bytes(_ kind: ReportKind) throws -> [UInt8] {
    if let table = sums.table(kind) { return CSV.bytes(of: table, currency: .usd) }
    var bytes: [UInt8] = []
    try rows.forEachPiece(of: kind) { bytes += $0 }
    return bytes
  }

  func csv(_ kind: ReportKind) -> String {
    do {
      return String(decoding: try bytes(kind), as: UTF8.self)
    } catch {
      XCTFail("\(kind): \(error)")
      return ""
    }
  }

  func columns(_ kind: ReportKind) -> [Table.Column] { sums.table(kind)?.columns ?? kind.rowColumns ?? [] }

  func sheet(_ kind: ReportKind) -> Sheet { Sheet(csv(kind)) }
}

/// A CSV file read back by other code than wrote it; cells without quotes, as the names of scenarios need none.
struct Sheet {
  let header: [String]
  let rows: [Row]

  struct Row {
    let header: [String]
    let cells: [String]

    subscript(column: String) -> String {
      guard let index = header.firstIndex(of: column) else { preconditionFailure("no column \(column)") }
      return cells[index]
    }

    /// A number in hundredths where it has decimals, else as it is; an empty cell is 0.
    func number(_ column: String) -> Int {
      let digits = self[column].filter { $0 != "." }
      return digits.isEmpty ? 0 : Int(digits) ?? .min
    }
  }

  init(_ text: String) {
    let lines = text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = lines[0]
    self.header = header
    rows = lines.dropFirst().map { Row(header: header, cells: $0) }
  }

  private init(header: [String], rows: [Row]) {
    self.header = header
    self.rows = rows
  }

  func filter(_ isWanted: (Row) -> Bool) -> Sheet { Sheet(header: header, rows: rows.filter(isWanted)) }

  func of(_ segment: String) -> Sheet { filter { $0["segment"] == segment } }

  func sum(_ column: String) -> Int { rows.reduce(0) { $0 + $1.number(column) } }
}

/// Scenarios lived on common random numbers, a base first.
func compared(_ base: Scenario, _ variants: [Scenario], _ count: Int) async throws
  -> (comparison: Comparison, bonuses: BonusReport)
{
  var comparison = Comparison(base, variants)
  var bonuses = BonusReport([base] + variants)
  for replication in 0..<count {
    var paid: (population: Population, amounts: [Int64])?
    for (side, scenario) in ([base] + variants).enumerated() {
      var scenario = scenario
      scenario.replication = replication
      let simulator = Simulator(scenario)
      let watcher = Both(
        BonusTotals(
          scenario,
          paidInBase: paid.flatMap { $0.population.hasSameAccounts(as: simulator.population) ? $0.amounts : nil }),
        PaidByAccount(accounts: simulator.population.count))
      let run = try await simulator.run(threads: 2, watcher: watcher)
      bonuses.add(run.watcher.first, side: side)
      if side == 0 {
        paid = (simulator.population, run.watcher.second.amounts)
        comparison.base.forecast.add(run.outcome)
      } else {
        comparison.variants[side - 1].forecast.add(run.outcome)
      }
    }
  }
  return (comparison, bonuses)
}
