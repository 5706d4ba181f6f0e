import BillingCore
import XCTest

@testable import Simulation

final class OpeningBookTests: XCTestCase {
  /// A book of named accounts, each with the same state, and what else its file has.
  private func book(
    _ names: [String], units: [ServiceIndex] = [], used: [ServiceIndex] = [], quantities: [Int32] = [],
    rest: String = "", _ change: (inout OpeningBook.Row) -> Void = { _ in }
  ) -> OpeningBook {
    let bytes = Array((names.joined(separator: "\n") + rest).utf8)
    var book = OpeningBook(path: "book.csv", bytes: bytes, units: units, used: used)
    var start = 0
    for name in names {
      let range = Int32(start)..<Int32(start + name.utf8.count)
      var row = OpeningBook.Row(name: range, created: day("2025-03-07"), lastActivity: day("2026-12-20"))
      row.prepaidCash = dollars(2000)
      change(&row)
      XCTAssertNil(book.append(row, quantities: quantities))
      start += name.utf8.count + 1
    }
    return book
  }

  private func lives(_ book: OpeningBook, warmUpDays: Int = 0, days: Int = 60) async throws -> [NamedLife] {
    var segment = busySegment(accounts: 5)
    segment.book = book
    var scenario = scenario(days: days, segments: [segment])
    scenario.warmUpDays = warmUpDays
    return try await Simulator(scenario).lives().lives
  }

  private let names = (1...40).map { "client-\($0)" }

  func testAccountsLiveUnderTheirOwnNamesInTheOrderOfTheBook() async throws {
    let lives = try await lives(book(names))
    XCTAssertEqual(lives.map(\.name), names)
    XCTAssertGreaterThan(Set(lives.map { $0.heard.count }).count, 10)
  }

  func testAnotherOrderOrMoreRowsLeaveEachAccountAsItWas() async throws {
    let usual = try await lives(book(names))
    let shuffled = try await lives(book(names.reversed()))
    XCTAssertEqual(shuffled.reversed(), usual)
    let some = try await lives(book(Array(names[10..<20])))
    XCTAssertEqual(some, Array(usual[10..<20]))
  }

  func testAWarmUpIsNotForABook() async throws {
    let (usual, warm) = try await (lives(book(names)), lives(book(names), warmUpDays: 100))
    XCTAssertEqual(usual, warm)
  }

  func testANameIsFoundAndANameTwiceIsNotTaken() {
    var book = book(names)
    XCTAssertEqual(names.map { book.row(named: $0) }, names.indices.map { $0 })
    XCTAssertNil(book.row(named: "client-0"))
    XCTAssertNil(book.row(named: ""))
    XCTAssertEqual(book.append(book.rows[7], quantities: []), 7)
    XCTAssertEqual(book.rows.count, names.count)
  }

  func testNumbersOfABookAreNeverThoseOfArrivals() {
    let numbers = book((0..<3000).map { "a\($0)" }).rows.map(\.number)
    XCTAssertEqual(Set(numbers).count, 3000)
    XCTAssertTrue(numbers.allSatisfy { $0 < Population.firstArrival })
    XCTAssertGreaterThan(numbers.max() ?? 0, Population.firstArrival / 10 * 9, "they are spread")
  }

  /// The hashes of these two names agree in all 31 bits, found by trying 400,000 names.
  func testNamesWhoseHashesMeetAreKeptApart() {
    let book = book(["n4969", "n40708", "other"])
    XCTAssertEqual(book.rows[0].number, 1_186_258_174)
    XCTAssertEqual(book.rows[1].number, 1_186_258_175)
    XCTAssertEqual(["n4969", "n40708"].map { book.row(named: $0) }, [0, 1])
    XCTAssertEqual(self.book(["n40708"]).rows[0].number, 1_186_258_174)
    XCTAssertNil(self.book(["n40708"]).row(named: "n4969"))
  }

  func testThePopulationKnowsABooksAccountsByName() {
    var segment = busySegment(accounts: 0)
    segment.book = book(names)
    segment.arrivals.perDay = 0.3
    let population = Population(of: scenario(segments: [busySegment("first", accounts: 3), segment]))
    for position in 0..<population.count {
      XCTAssertEqual(population.position(of: population.name(at: position)), position)
    }
    XCTAssertEqual(population.name(at: 3), "client-1")
    XCTAssertEqual(population.name(at: 3 + names.count), "shops.a1")
    XCTAssertNil(population.position(of: "shops.1"))
  }

  func testBooksHaveTheSameAccountsByNamesAndCreations() {
    func population(_ book: OpeningBook) -> Population {
      var segment = busySegment(accounts: 0)
      segment.book = book
      return Population(of: scenario(segments: [segment]))
    }
    let base = population(book(["a", "b"]))
    let richer = book(["a", "b"], rest: "richer") { $0.prepaidCash = dollars(9000) }
    XCTAssertTrue(base.hasSameAccounts(as: population(richer)), "of other money")
    let older = book(["a", "b"], rest: "older") { $0.created = day("2025-03-06") }
    for other in [book(["a", "c"]), book(["b", "a"]), older] {
      XCTAssertFalse(base.hasSameAccounts(as: population(other)), "\(String(decoding: other.bytes, as: UTF8.self))")
    }
  }

  func testAnAccountStandsAsItsRowSays() throws {
    var segment = busySegment(accounts: 0)
    segment.usage = [:]
    segment.book = book(["owing"], units: [0], used: [1], quantities: [3, 250]) { row in
      row.prepaidCash = .zero
      row.debt = dollars(1234)
      row.isBlocked = true
    }
    let scenario = scenario(segments: [segment])
    let account = try bookedAccount(0, of: segment, in: scenario)
    XCTAssertEqual(account.created, day("2025-03-07"))
    XCTAssertEqual(account.lastActivity, day("2026-12-20"))
    XCTAssertEqual(account.wallet.debt, dollars(1234))
    XCTAssertEqual(account.wallet.prepaidCash, .zero)
    XCTAssertEqual(account.stage, .blocked)
    XCTAssertEqual(account.enabledUnits(of: 0), 3)
    // 31 days of the base, 3 x 31 unit-days at 5.00 a month, 150 units beyond the free ones at 0.02.
    let lines = try account.usageToDate(under: scenario.policies)
    XCTAssertEqual(lines.map(\.amount), [dollars(1900), dollars(1500), dollars(300)])
  }

  func testCashAndBonusOfARowStayApart() throws {
    var segment = busySegment(accounts: 0)
    segment.book = book(["paying"]) { row in row.prepaidBonus = dollars(300) }
    let wallet = try bookedAccount(0, of: segment, in: scenario(segments: [segment])).wallet
    XCTAssertEqual([wallet.prepaidCash, wallet.prepaidBonus, wallet.debt], [dollars(2000), dollars(300), .zero])
  }

  func testUseThatTheBookDoesNotTellIsDrawn() throws {
    func used(_ book: OpeningBook) throws -> [Int] {
      var segment = busySegment(accounts: 0)
      segment.book = book
      let scenario = scenario(segments: [segment])
      return try book.rows.indices.map { index in
        try bookedAccount(index, of: segment, in: scenario).usageToDate(under: scenario.policies)
          .first { $0.service == 1 }?.quantity ?? 0
      }
    }
    let drawn = try used(book(names))
    XCTAssertGreaterThan(Set(drawn).count, 20)
    XCTAssertEqual(try used(book(names, used: [1], quantities: [-1])), drawn)
    XCTAssertEqual(try used(book(names, used: [1], quantities: [7])), names.map { _ in 7 })
  }

  func testUnitsOfAServiceThatAChangeBringsAreSwitchedOnThen() async throws {
    var later = tariffPolicy()
    later.tariff.services.append(
      Service(name: "sms", price: .recurring(monthly: dollars(300), counting: .daily)))
    var segment = busySegment(accounts: 0)
    segment.idleness.startsPerDay = .constant(0)
    segment.book = book(["one"], units: [0, 2], quantities: [3, 4]) { $0.prepaidCash = dollars(100_000) }
    var run = scenario(segments: [segment])
    run.policies = PolicyCalendar(tariffPolicy(), changes: [.init(from: day("2027-02-01"), policy: later)])
    let life = try await Simulator(run).lives().lives[0]
    let changes = life.heard.filter { $0.event.word == "serviceChanged" }
    XCTAssertEqual(changes.map(\.event), [.serviceChanged(2, units: 4)])
    XCTAssertEqual(changes.map(\.day), [day("2027-02-01")])
  }

  func testWhoIsIdleStartsIdleAndTheOthersDoNot() throws {
    let segment = busySegment(accounts: 0)
    for isIdle in [true, false] {
      var segment = segment
      segment.opening.idleShare = 1
      segment.book = book(["one"]) { $0.isIdle = isIdle }
      let person = Habits(segment, in: scenario(segments: [segment])).bookedPerson(0)
      XCTAssertEqual(person.traits.startsIdle, isIdle)
    }
  }

  func testTotalsAreTheSumsOfTheColumns() {
    let book = book(["a", "b", "c"], units: [0], used: [1], quantities: [2, -1]) { row in
      if row.name.lowerBound == 0 { (row.prepaidCash, row.debt, row.isBlocked) = (.zero, dollars(5), true) }
      row.prepaidBonus = dollars(row.debt == .zero ? 10 : 0)
      row.isIdle = row.name.lowerBound > 0
      if row.isBlocked { row.lastActivity = row.created }
    }
    let expected = OpeningBook.Totals(
      accounts: 3, prepaidCash: 4000, prepaidBonus: 20, debt: 5, blocked: 1, idle: 2, neverActive: 1,
      quantities: [.init(service: 0, sum: 6), .init(service: 1, sum: 0)])
    XCTAssertEqual(book.totals, expected)
  }

  private func bookedAccount(_ row: Int, of segment: Segment, in scenario: Scenario) throws -> Account {
    let habits = Habits(segment, in: scenario)
    let opening = habits.bookedOpening(row, traits: habits.bookedPerson(row).traits)
    return try Account(opening, eve: habits.eve, under: scenario.policies)
  }
}
