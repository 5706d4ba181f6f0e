import XCTest

@testable import Scenarios

final class NearestTests: XCTestCase {
  private let keys = ["remindFrom", "paymentPageFrom", "blockFrom", "grace", "on", "cap"]

  func testOneMistakeIsNear() {
    for word in ["blokFrom", "blockkFrom", "blocKfrom", "bolckFrom", "blackFrom"] {
      XCTAssertEqual(nearest(to: word, among: keys), "blockFrom", word)
    }
  }

  func testCaseAloneIsNoMistake() {
    XCTAssertEqual(nearest(to: "ON", among: keys), "on")
    XCTAssertEqual(nearest(to: "payment", among: ["payments", "PAYMENT"]), "PAYMENT")
  }

  func testUnrelatedWordsAreNotNear() {
    for word in ["", "x", "an", "by", "completelyDifferent", "gap1", String(repeating: "a", count: 1000)] {
      XCTAssertNil(nearest(to: word, among: keys), word)
    }
  }

  func testOfWordsEquallyNearTheFirstListedWins() {
    XCTAssertEqual(nearest(to: "bat", among: ["cat", "hat"]), "cat")
    XCTAssertEqual(nearest(to: "bat", among: ["hat", "cat"]), "hat")
  }

  func testTheNearerWordWins() {
    XCTAssertEqual(nearest(to: "blockForm", among: ["blockedFrom", "blockFrom"]), "blockFrom")
  }
}
