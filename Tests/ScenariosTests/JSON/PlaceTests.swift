import XCTest

@testable import Scenarios

final class PlaceTests: XCTestCase {
  func testPathsAreWrittenAsPeopleWriteThem() {
    let tiers = JSONPath.member(.member(.member(.whole, "policy"), "bonus"), "tiers")
    XCTAssertEqual("\(JSONPath.member(.element(tiers, 0), "from"))", "policy.bonus.tiers[0].from")
    XCTAssertEqual("\(JSONPath.whole)", "")
  }

  func testKeysThatAreNoNamesStandInBrackets() {
    XCTAssertEqual("\(JSONPath.member(.member(.whole, "a b"), "c.d\n"))", "[\"a b\"][\"c.d␊\"]")
  }

  func testPlacesAreOrderedByFileThenOffset() {
    XCTAssertLessThan(Place(file: 0, offset: 9), Place(file: 1, offset: 0))
    XCTAssertLessThan(Place(file: 1, offset: 3), Place(file: 1, offset: 4))
    XCTAssertEqual(MemoryLayout<Place>.size, 8)
  }
}
