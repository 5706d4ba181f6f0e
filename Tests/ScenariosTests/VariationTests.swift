import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class VariationTests: XCTestCase {
  private static let text = """
    { "start": "2027-01-01", "name": "town",
      "policy": { "bonus": { "tiers": [ { "from": "20.00", "percent": 5 } ] } },
      "population": { "shops": { "accounts": 3 } } }
    """

  private func load() throws -> LoadedScenario {
    try ScenarioLoader.load("town.jsonc") { _, _ in Array(VariationTests.text.utf8) }
  }

  private func varied(_ texts: String...) throws -> Scenario {
    let settings = try texts.map { text in
      let variation = try Variation(text)
      return (variation: variation, value: variation.values[0])
    }
    return try load().varied(settings, named: "p1", path: "town.jsonc") { _, _ in [] }.scenario
  }

  func testCommasInBracketsAndQuotesBelongToAValue() throws {
    let variation = try Variation(
      #"policy.bonus.tiers=[],[{"from":"1.00","percent":5},{"from":"9.00","percent":7}],"a,b""#)
    XCTAssertEqual(variation.path, "policy.bonus.tiers")
    XCTAssertEqual(
      variation.values, ["[]", #"[{"from":"1.00","percent":5},{"from":"9.00","percent":7}]"#, #""a,b""#])
  }

  func testAValueTwiceIsAFault() {
    for text in ["seed=1,1", "seed=1,2,1", #"policy.currency="USD","USD""#] {
      XCTAssertThrowsError(try Variation(text)) { fault in
        XCTAssertTrue((fault as? Variation.Fault)?.message.hasSuffix(" twice") == true, text)
      }
    }
    XCTAssertNoThrow(try Variation("seed=1,11"))
  }

  func testAValueIsPutWhereThePathLeads() throws {
    let scenario = try varied("policy.bonus.tiers[0].percent=12.5", "policy.restrictions.blockFrom=never", "seed=7")
    XCTAssertEqual(scenario.policies.eras[0].policy.bonus.tiers[0].percent.hundredths, 1250)
    XCTAssertNil(scenario.policies.eras[0].policy.restrictions.blockFrom)
    XCTAssertEqual(scenario.seed, 7)
    XCTAssertEqual(scenario.name, "p1")
    XCTAssertEqual(scenario.segments[0].accounts, 3)
    XCTAssertEqual(try varied("policy.bonus.tiers=[]").policies.eras[0].policy.bonus.tiers, [])
    XCTAssertEqual(try varied("start=2028-02-29").start, Day("2028-02-29"))
  }

  func testAPlaceThatThereIsNotIsToldWithWhatIsNear() throws {
    let cases = [
      ("policy.bonus.teirs=1", "policy.bonus has no \"teirs\"; did you mean \"tiers\"?"),
      ("policy.bonus.tiers[1].percent=1", "policy.bonus.tiers has 1 entry, so there is no [1]"),
      ("policy.bonus[0]=1", "policy.bonus is not a list, so there is no [0]"),
      ("start.year=1", "start has no \"year\", since it is a single value or a list"),
      ("population.shops.accounts.x=1", "population.shops.accounts has no \"x\", since it is a single value or a list"),
      (
        "policy.bonus.quiteOther=1",
        "policy.bonus has no \"quiteOther\"; it has basis, tiers, cap, spend, expiresAfterDays, campaigns"
      ),
      ("polcy=1", "a scenario has no \"polcy\"; did you mean \"policy\"?"),
    ]
    for (text, message) in cases {
      XCTAssertThrowsError(try varied(text), text) { XCTAssertEqual(($0 as? Variation.Fault)?.message, message) }
    }
    XCTAssertThrowsError(
      try varied(
        #"policy.bonus.tiers=[{"from":"1.00","percent":5},{"from":"9.00","percent":7}]"#,
        "policy.bonus.tiers[2].percent=1")
    ) {
      XCTAssertEqual(
        ($0 as? Variation.Fault)?.message, "policy.bonus.tiers has 2 entries, so there is no [2]")
    }
    for text in ["policy", "=1", "a..b=1", "a[x]=1", "a=", "a=1,,2", "a=5,5.00", "a=0,-0.0", #"a=5,"5.0""#] {
      XCTAssertThrowsError(try Variation(text), text)
    }
  }

  func testUnlikeNumbersAndTextsAreNotTheSameValue() throws {
    XCTAssertEqual(try Variation("a=5,50,0.5,-5,5.0x").values.count, 5)
  }

  func testAValueThatCannotBeIsRejected() throws {
    XCTAssertThrowsError(try varied("policy.restrictions.blockFrom=5")) { error in
      guard case .rejected(let rejected)? = error as? ScenarioLoader.Failure else { return XCTFail("\(error)") }
      XCTAssertTrue(rejected.description.contains("policy.restrictions"), rejected.description)
    }
  }
}
