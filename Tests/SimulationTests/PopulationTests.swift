import BillingCore
import XCTest

@testable import Simulation

final class PopulationTests: XCTestCase {
  private func crowded() -> Scenario {
    var shops = Segment(name: "shops", accounts: 12)
    shops.arrivals.perDay = 0.4
    var agencies = Segment(name: "agencies", accounts: 3)
    agencies.arrivals.perDay = 0.1
    var crowded = scenario(days: 90, segments: [shops, Segment(name: "empty"), agencies])
    crowded.scripted = ["acme", "shops"].map {
      ScriptedAccount(name: $0, beginning: .created(day("2027-01-05"), units: []))
    }
    return crowded
  }

  func testEveryPositionHasANameAndEveryNameItsPosition() {
    let population = Population(of: crowded())
    XCTAssertGreaterThan(population.count, 30)
    for position in 0..<population.count {
      XCTAssertEqual(population.position(of: population.name(at: position)), position)
    }
  }

  func testFirstAccountsComeBeforeArrivalsAndScriptedOnesLast() {
    let population = Population(of: crowded())
    XCTAssertEqual(population.name(at: 0), "shops.1")
    XCTAssertEqual(population.name(at: 11), "shops.12")
    XCTAssertEqual(population.name(at: 12), "shops.a1")
    XCTAssertEqual(population.name(at: population.count - 2), "acme")
    XCTAssertEqual(population.name(at: population.count - 1), "shops")
    let segments = (0..<population.count).map { population.identity(at: $0).segment }
    XCTAssertEqual(segments, segments.sorted())
    XCTAssertEqual(segments.last, 3)
    XCTAssertFalse(segments.contains(1))
  }

  func testNumberedNamesAreTheFirstAndTheLastOfEachKind() {
    let population = Population(of: crowded())
    let shops = population.numberedNames(of: 0)
    XCTAssertEqual(shops.map(\.first), ["shops.1", "shops.a1"])
    XCTAssertEqual(shops.map(\.last)[0], "shops.12")
    XCTAssertNotNil(population.position(of: shops[1].last))
    let number = Int(shops[1].last.dropFirst("shops.a".count)) ?? 0
    XCTAssertNil(population.position(of: "shops.a\(number + 1)"))
    XCTAssertTrue(population.numberedNames(of: 1).isEmpty)
  }

  func testOtherNamesHaveNoPosition() {
    let population = Population(of: crowded())
    for name in [
      "", "shops.0", "shops.13", "shops.a0", "shops.01", "shops.+1", "shops.a", "shops.", ".1", "nobody",
      "empty.1", "shops.a99999", "shops.1 ", "acme.1",
    ] {
      XCTAssertNil(population.position(of: name), name)
    }
  }

  func testArrivalsComeOnTheirDaysInOrder() {
    let population = Population(of: crowded())
    var last = day("2026-12-31")
    for position in 12..<population.count {
      guard case .arrival(0, let number, let created) = population.member(at: position) else { break }
      XCTAssertEqual(number, Population.firstArrival + UInt32(position - 12))
      XCTAssertGreaterThanOrEqual(created, last)
      XCTAssertLessThanOrEqual(created, day("2027-03-31"))
      last = created
    }
  }

  func testArrivalsFollowRateMonthsAndGrowth() {
    var segment = Segment(name: "s")
    segment.arrivals.perDay = 3
    segment.arrivals.months[1] = 0
    segment.arrivals.months[2] = 2
    segment.arrivals.growthPerYear = 1
    var run = scenario(days: 90, segments: [segment])
    var part = Population(of: run).parts[0]
    XCTAssertEqual(part.arrivedBefore.count, 91)
    XCTAssertEqual(part.arrivedBefore[31], part.arrivedBefore[59], "nobody comes in February")
    var expected = 0.0
    for offset in 0..<90 {
      let factor = offset < 31 ? 1.0 : offset < 59 ? 0 : 2
      expected += 3 * factor * DecisionMath.pow(2, Double(offset) / 365)
    }
    XCTAssertLessThan(abs(Double(part.arrived) - expected) / expected.squareRoot(), 4.5)
    run.segments[0].arrivals = .init()
    part = Population(of: run).parts[0]
    XCTAssertEqual(part.arrived, 0)
  }

  func testTheSameAccountsAreThoseOfTheSameNamesAndDays() {
    func town(_ change: (inout Scenario) -> Void = { _ in }) -> Population {
      var segment = Segment(name: "shops", accounts: 5)
      segment.arrivals.perDay = 0.5
      var town = scenario(days: 60, segments: [segment])
      town.scripted = [ScriptedAccount(name: "acme", beginning: .created(town.start, units: []))]
      change(&town)
      return Population(of: town)
    }
    let base = town()
    XCTAssertTrue(base.hasSameAccounts(as: town { $0.segments[0].cancelsDeletion = 1 }), "others' habits")
    XCTAssertFalse(base.hasSameAccounts(as: town { $0.segments[0].name = "agencies" }), "other names")
    XCTAssertFalse(base.hasSameAccounts(as: town { $0.segments[0].ageDays = .constant(3) }), "other ages")
    XCTAssertFalse(base.hasSameAccounts(as: town { $0.segments[0].accounts = 6 }))
    XCTAssertFalse(base.hasSameAccounts(as: town { $0.scripted[0].name = "other" }))
    XCTAssertFalse(
      base.hasSameAccounts(as: town { $0.scripted[0].beginning = .created($0.start + 1, units: []) }), "another day")
    // A replication whose arrivals are as many, on other days.
    let many = (1...60).map { replication in town { $0.replication = replication } }.filter { $0.count == base.count }
    XCTAssertFalse(many.isEmpty)
    XCTAssertFalse(many.contains { base.hasSameAccounts(as: $0) }, "their number alone says nothing")
  }
}
