import BillingCore
import XCTest

@testable import Simulation

/// Of what there is a message shows the parts that were expected, each by itself.
final class ClaimTests: XCTestCase {
  func testALineIsNarrowedToEachPartThatIsExpected() {
    var whole = LineClaim(service: "base")
    (whole.quantity, whole.amount, whole.fromCash) = (31, dollars(1900), dollars(1000))
    (whole.fromBonus, whole.asDebt, whole.isFinal) = (dollars(500), dollars(400), false)
    XCTAssertEqual(whole.parts.count, 6)
    let parts: [(String, (inout LineClaim) -> Void)] = [
      ("quantity", { $0.quantity = 1 }), ("amount", { $0.amount = .zero }), ("fromCash", { $0.fromCash = .zero }),
      ("fromBonus", { $0.fromBonus = .zero }), ("asDebt", { $0.asDebt = .zero }), ("final", { $0.isFinal = true }),
    ]
    for (key, expect) in parts {
      var wanted = LineClaim(service: "base")
      expect(&wanted)
      let found = whole.narrowed(to: wanted).parts
      XCTAssertEqual(found, whole.parts.filter { $0.key == key })
    }
  }

  func testATopUpIsNarrowedToEachPartThatIsExpected() {
    var whole = TopUpClaim()
    (whole.amount, whole.bonus, whole.toDebt, whole.bonusToDebt) = (
      dollars(2000), dollars(100), dollars(300), dollars(50)
    )
    let parts: [(String, (inout TopUpClaim) -> Void)] = [
      ("amount", { $0.amount = .zero }), ("bonus", { $0.bonus = .zero }), ("toDebt", { $0.toDebt = .zero }),
      ("bonusToDebt", { $0.bonusToDebt = .zero }),
    ]
    for (key, expect) in parts {
      var wanted = TopUpClaim()
      expect(&wanted)
      XCTAssertEqual(whole.narrowed(to: wanted).parts, whole.parts.filter { $0.key == key })
    }
  }

  func testAStarStandsForAnyCharactersAndNothingElseDoes() {
    for (pattern, names, others) in [
      ("shops.*", ["shops.", "shops.1", "shops.a3"], ["shop.1", "xshops.1", "shops"]),
      ("*.1", ["shops.1", ".1"], ["shops.12", "shops.1x"]), ("s*.*1", ["shops.a1", "s.1"], ["shops.12", "hops.1"]),
      ("a*a", ["aa", "aba"], ["a", "ab"]), ("acme", ["acme"], ["acme.1", "xacme"]), ("*", ["", "x"], []),
    ] {
      for name in names { XCTAssertTrue(NamePattern(pattern).matches(name), "\(pattern) \(name)") }
      for name in others { XCTAssertFalse(NamePattern(pattern).matches(name), "\(pattern) \(name)") }
    }
  }
}
