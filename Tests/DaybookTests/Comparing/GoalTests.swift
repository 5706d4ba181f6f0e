import XCTest

@testable import daybook

/// How many replications a command line asks for.
final class GoalTests: XCTestCase {
  private func goal(_ words: String...) throws -> Goal {
    try Goal(Arguments(["base.jsonc", "variant.jsonc"] + words, for: .compare))
  }

  func testThirtyReplicationsAreMadeWhenNothingIsSaid() throws {
    let usual = try goal()
    XCTAssertEqual([usual.limit, usual.atLeast], [30, 30])
    XCTAssertNil(usual.precision)
    XCTAssertEqual(try goal("--replications", "7").limit, 7)
  }

  func testAPrecisionIsAShareInPercentAndHasALimit() throws {
    for text in ["0.5%", "0.5"] { XCTAssertEqual(try goal("--precision", text).precision, 0.005) }
    XCTAssertEqual(try goal("--precision", "100%").precision, 1)
    let usual = try goal("--precision", "1%")
    XCTAssertEqual([usual.limit, usual.atLeast], [1000, 2])
    XCTAssertEqual(try goal("--precision", "1%", "--max-replications", "50").limit, 50)
    for text in ["0", "-1%", "101%", "half", "1e1", "%"] { XCTAssertThrowsError(try goal("--precision", text), text) }
    XCTAssertThrowsError(try goal("--precision", "1%", "--replications", "9"))
    XCTAssertThrowsError(try goal("--max-replications", "9"))
  }
}
