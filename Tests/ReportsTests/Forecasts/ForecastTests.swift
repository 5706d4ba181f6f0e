import BillingCore
import Simulation
import XCTest

@testable import Reports

final class ForecastTests: XCTestCase {
  private func outcomes(of scenario: Scenario, _ count: Int) async throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for replication in 0..<count {
      outcomes.append(try await Simulator.outcome(of: scenario, replication: replication, threads: 1))
    }
    return outcomes
  }

  private func forecast(of scenario: Scenario, _ count: Int) async throws -> Forecast {
    var forecast = Forecast(of: scenario)
    for outcome in try await outcomes(of: scenario, count) { forecast.add(outcome) }
    return forecast
  }

  private func sheet(_ table: Table) -> Sheet {
    Sheet(String(decoding: CSV.bytes(of: table, currency: .usd), as: UTF8.self))
  }

  func testAForecastIsTheMeanOfItsReplications() async throws {
    let scenario = town(days: 60)
    let runs = try await outcomes(of: scenario, 3).map { ReportSet(scenario, outcome: $0) }
    let forecast = try await forecast(of: scenario, 3)
    let rows = sheet(forecast.table).rows
    XCTAssertEqual(rows.count, 4 * 4 * Metric.allCases.count, "three months and the total; three segments and all")
    let revenue = runs.map { Sheet(String(decoding: CSV.bytes(of: $0.revenue, currency: .usd), as: UTF8.self)) }
    for month in ["2027-01", "2027-02", "2027-03"] {
      for segment in ["shops", "agencies", "scripted", "all"] {
        let cash = revenue.map { sheet in
          sheet.rows.filter { $0["month"] == month && $0["segment"] == segment }.map { $0.number("cash_in") }.reduce(
            0, +)
        }
        let row = try XCTUnwrap(
          rows.first { $0["month"] == month && $0["segment"] == segment && $0["metric"] == "cash_in" })
        XCTAssertEqual(row.number("mean"), Int((Double(cash.reduce(0, +)) / 3).rounded()), "\(month) \(segment)")
        XCTAssertEqual(row["n"], "3")
        XCTAssertEqual(row["p50"], "", "three replications tell no median")
        let half = 4.302652729749464 * Sample(cash.map(Double.init)).standardDeviation / 3.0.squareRoot()
        XCTAssertEqual(
          Double(row.number("ci_high") - row.number("ci_low")), 2 * half, accuracy: 1.01, "Student's with 2 degrees")
      }
    }
    let total = try XCTUnwrap(
      rows.first { $0["month"] == "total" && $0["segment"] == "all" && $0["metric"] == "cash_in" })
    let sums = revenue.map { $0.of("all").sum("cash_in") }
    XCTAssertEqual(total.number("mean"), Int((Double(sums.reduce(0, +)) / 3).rounded()))
  }

  func testOneReplicationHasAMeanAlone() async throws {
    let rows = sheet(try await forecast(of: town(days: 40), 1).table).rows
    let row = try XCTUnwrap(rows.first { $0["metric"] == "billed" })
    XCTAssertEqual([row["n"], row["sd"], row["p25"], row["ci_low"], row["ci_high"]], ["1", "", "", "", ""])
    XCTAssertNotEqual(row["mean"], "")
  }

  func testQuantilesComeWithEnoughReplications() async throws {
    var scenario = town(days: 20)
    scenario.segments.removeLast()
    let forecast = try await forecast(of: scenario, 11)
    let row = try XCTUnwrap(sheet(forecast.table).rows.first { $0["metric"] == "cash_in" && $0["segment"] == "shops" })
    XCTAssertEqual(["p05", "p25", "p50", "p75", "p95"].map { row[$0].isEmpty }, [true, false, false, false, true])
    XCTAssertEqual(Forecast.quantilesMissing(of: 11).map(\.needed), [59, 59])
    let numbers = forecast.numbers(of: .cashIn, period: 0, split: 0).sorted()
    XCTAssertEqual(Double(row.number("p50")), numbers[5])
  }

  func testRatesAreSharesOfWhatTheyAreCalledAfter() async throws {
    let scenario = town()
    let all = try await reports(of: scenario)
    let daily = all.sheet(.daily).of("all").rows
    let set = all.sums
    XCTAssertEqual(set.value(of: .daysBlocked), Int128(daily.map { $0.number("stage_blocked") }.reduce(0, +)))
    let open = daily.map { $0.number("open") }.reduce(0, +)
    let blocked = daily.map { $0.number("stage_blocked") }.reduce(0, +)
    XCTAssertEqual(set.value(of: .blockedShare), Int128((Double(blocked) / Double(open) * 1e6).rounded()))
    let months = daily.map { row -> Double in
      let date = Day(row["date"]) ?? .earliest
      return Double(row.number("open")) / Double(date.month.dayCount)
    }.reduce(0, +)
    let deleted = daily.map { $0.number("deleted") }.reduce(0, +)
    XCTAssertGreaterThan(deleted, 3)
    XCTAssertEqual(set.value(of: .deletionRate), Int128((Double(deleted) / months * 1e6).rounded()))
    let ended = all.sheet(.blocks).rows.map { $0["outcome"] }
    let (paid, lost) = (ended.count { $0 == "paid" }, ended.count { $0 == "deleted" })
    XCTAssertGreaterThan(min(paid, lost), 3)
    XCTAssertEqual(set.value(of: .recoveryRate), Int128((Double(paid) / Double(paid + lost) * 1e6).rounded()))
    let revenue = all.sheet(.revenue).of("all")
    XCTAssertEqual(
      set.value(of: .bonusCost), Int128(revenue.sum("billed_from_bonus") + revenue.sum("discount")))
  }

  func testAShareOfNothingIsNotANumber() async throws {
    var scenario = town(days: 10)
    scenario.segments = []
    scenario.scripted.removeAll { $0.name != "quiet" }
    let forecast = try await forecast(of: scenario, 2)
    let row = try XCTUnwrap(sheet(forecast.table).rows.last { $0["metric"] == "recovery_rate" })
    XCTAssertEqual([row["n"], row["mean"], row["ci_low"]], ["0", "", ""])
  }

  func testThresholdsBoundTheMeanOrAQuantile() async throws {
    var scenario = town(days: 20)
    scenario.segments.removeLast()
    let numbers = try await forecast(of: scenario, 11).totals(of: .cashIn)
    let (mean, median) = (Sample(numbers).mean, Sample(numbers).quantile(.p50))
    XCTAssertNotEqual(mean, median)
    func threshold(_ statistic: Threshold.Statistic, atLeast: Double) -> Threshold {
      var threshold = Threshold(metric: .cashIn, atLeast: Int64(atLeast), atMost: nil, origin: "x")
      threshold.statistic = statistic
      return threshold
    }
    scenario.thresholds = [
      threshold(.mean, atLeast: mean.rounded(.down)), threshold(.mean, atLeast: mean.rounded(.down) + 1),
      threshold(.quantile(.p50), atLeast: median.rounded(.down)),
      threshold(.quantile(.p50), atLeast: median.rounded(.down) + 1), threshold(.quantile(.p95), atLeast: 0),
    ]
    let judged = try await forecast(of: scenario, 11).judgedThresholds
    XCTAssertEqual(judged.map(\.isMet), [true, false, true, false, false])
    XCTAssertFalse(judged[1].distance == 0, "what is short by a fraction is short")
    XCTAssertEqual(judged[4].reason, "needs 59 replications")
  }

  func testWhatIsShortByAFractionIsNotRoundedIntoWhatIsAsked() {
    func judged(atLeast: Int64? = nil, atMost: Int64? = nil) -> JudgedThreshold {
      JudgedThreshold(Threshold(metric: .topUps, atLeast: atLeast, atMost: atMost, origin: "x"), over: [1, 2])
    }
    XCTAssertEqual([judged(atLeast: 2).actual, judged(atLeast: 2).distance], [15_000, -5000])
    XCTAssertEqual([judged(atMost: 1).actual, judged(atMost: 1).distance], [15_000, 5000])
    XCTAssertTrue(judged(atLeast: 1, atMost: 2).isMet)
    func fraction(atLeast: Int64) -> JudgedThreshold {
      var threshold = Threshold(metric: .topUps, atLeast: atLeast, atMost: nil, origin: "x")
      threshold.extraDecimals = 4
      return JudgedThreshold(threshold, over: [1, 2, 2, 2])
    }
    XCTAssertTrue(fraction(atLeast: 17_500).isMet)
    XCTAssertEqual([fraction(atLeast: 17_501).actual, fraction(atLeast: 17_501).distance], [17_500, -1])
    var narrow = Threshold(metric: .cashIn, atLeast: nil, atMost: 1, origin: "x")
    let cents = JudgedThreshold(narrow, over: [1, 1, 2])
    XCTAssertEqual([cents.actual, cents.atMost, cents.distance], [13, 10, 3], "a third of a cent too much")
    XCTAssertEqual(cents.extraDecimals, 1)
    narrow.atMost = 2
    XCTAssertEqual(JudgedThreshold(narrow, over: [1, 1, 2]).actual, 1, "what is met has the usual decimals")
    narrow.statistic = .quantile(.p50)
    XCTAssertEqual(JudgedThreshold(narrow, over: [1, 1, 2]).replicationsNeeded, 6)
    let nothing = JudgedThreshold(Threshold(metric: .recoveryRate, atLeast: 0, atMost: nil, origin: "x"), over: [nil])
    XCTAssertFalse(nothing.isMet)
    XCTAssertEqual(nothing.reason, "a share of nothing")
  }
}

// MARK: Kept replications

extension ForecastTests {
  func testAReplicationReadsBackFromItsLineToTheLastBit() async throws {
    let scenario = town(days: 40)
    var forecast = Forecast(of: scenario)
    for replication in 0..<3 {
      forecast.add(try await Simulator.outcome(of: scenario, replication: replication, threads: 1))
    }
    var again = Forecast(of: scenario)
    for replication in 0..<3 { XCTAssertTrue(again.add(line: forecast.line(of: replication)[...])) }
    XCTAssertEqual(
      CSV.bytes(of: again.table, currency: .usd), CSV.bytes(of: forecast.table, currency: .usd))
  }

  func testALineOfAnotherScenarioIsNotTaken() async throws {
    var forecast = Forecast(of: town(days: 40))
    forecast.add(try await Simulator.outcome(of: town(days: 40), replication: 0, threads: 1))
    let line = forecast.line(of: 0)
    var other = Forecast(of: town(days: 80))
    let wrongs: [Substring] = [line[...], "", line.dropLast(), line.dropLast(17), "x" + line.dropFirst()]
    for wrong in wrongs {
      XCTAssertFalse(other.add(line: wrong))
      XCTAssertEqual(other.replications, 0)
    }
  }
}
