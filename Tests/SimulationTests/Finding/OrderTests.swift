import BillingCore
import XCTest

@testable import Simulation

/// What an order keeps of a life gives the same as a look back at all of it.
final class OrderTests: XCTestCase {
  private struct Numbers {
    var state: UInt64
    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  private typealias Life = [(day: Day, event: Event)]
  private let kinds: [(happening: Happening, event: Event)] = [
    (.deleted, .deleted), (.restored, .restored), (.created, .created),
  ]
  private let start = Day.earliest + 1000

  /// The events of one life, several on a day, with gaps between days.
  private func life(_ numbers: inout Numbers) -> Life {
    var day = start
    return (0..<numbers.next(below: 40)).map { _ in
      day = day + [0, 0, 0, 1, 1, 2, 5][numbers.next(below: 7)]
      return (day, kinds[numbers.next(below: kinds.count)].event)
    }
  }

  private func remembered(_ order: Order, _ life: Life, _ days: ClosedRange<Day>) -> (first: Day, times: Int)? {
    var memory = OrderMemory()
    var all: (first: Day, times: Int)?
    for (day, event) in life {
      guard let (first, times) = memory.observe(event, on: day, of: order, days: days) else { continue }
      all = (all?.first ?? first, (all?.times ?? 0) + times)
    }
    return all
  }

  /// Each event that has an other one behind or before it, near enough.
  private func lookedUp(_ order: Order, _ life: Life, _ days: ClosedRange<Day>) -> (first: Day, times: Int)? {
    let found = life.indices.filter { index in
      let others = order.isAfter ? Array(life[..<index]) : Array(life[(index + 1)...])
      return order.event.matches(life[index].event) && days.contains(life[index].day)
        && others.contains { other in
          let apart = order.isAfter ? life[index].day - other.day : other.day - life[index].day
          return order.other.matches(other.event) && apart <= order.within ?? .max
        }
    }
    return found.first.map { (life[$0].day, found.count) }
  }

  func testTheSameIsFoundAsByLookingBack() {
    var numbers = Numbers(state: 1)
    var found = 0
    for round in 0..<20_000 {
      let life = life(&numbers)
      let within = [nil, 0, 1, 2, 3, 7, 30][numbers.next(below: 7)]
      let (event, other) = (kinds[numbers.next(below: 3)].happening, kinds[numbers.next(below: 3)].happening)
      let order = Order(event, isAfter: numbers.next(below: 2) == 0, other, within: within)
      let first = start + numbers.next(below: 10)
      let days = first...first + numbers.next(below: 40)
      let (remembered, lookedUp) = (remembered(order, life, days), lookedUp(order, life, days))
      XCTAssertEqual(remembered?.first, lookedUp?.first, "round \(round)")
      XCTAssertEqual(remembered?.times, lookedUp?.times, "round \(round)")
      found += lookedUp == nil ? 0 : 1
    }
    XCTAssertGreaterThan(found, 5000)
  }

  func testALongWaitKeepsOnlyWhatMayStillCount() {
    let days = start...start + 40_000
    for (within, entries) in [(nil, 1), (0, 1), (3, 7), (100, 201)] {
      let order = Order(.restored, isAfter: false, .deleted, within: within)
      var memory = OrderMemory()
      for day in days {
        for _ in 0..<2 { XCTAssertNil(memory.observe(.restored, on: day, of: order, days: days)) }
        XCTAssertLessThanOrEqual(memory.waiting.count, entries)
      }
      let found = memory.observe(.deleted, on: days.upperBound, of: order, days: days)
      XCTAssertEqual(found?.times, within.map { 2 * ($0 + 1) } ?? 80_002)
      XCTAssertEqual(found?.first, within.map { days.upperBound - $0 } ?? start)
    }
  }
}
