import Simulation
import XCTest

@testable import Scenarios

final class PopulationDecoderTests: XCTestCase {
  /// Segments have no equality of their own; their resolved text is all there is to them.
  private func resolved(_ members: String) throws -> String { try loaded(withSegment(members)).resolved }

  func testTheShortestSegmentHasTheDefaultsOfTheModel() throws {
    let whole = """
      "accounts": 1000,
      "arrivals": { "perDay": 0, "growthPerYear": 0, "months": [] },
      "ageDays": { "uniform": [0, 720] },
      "opening": { "prepaidCash": { "lognormal": { "median": 20, "sigma": 0.8 } }, "debtShare": 0.05, "idleShare": 0 },
      "units": {},
      "signIns": { "employee": { "beta": { "mean": 0.6, "concentration": 4 } }, "administrator": 0.3, "weekdays": [1,1,1,1,1,0.3,0.2] },
      "usage": {},
      "idleness": { "startsPerDay": 0.002, "days": { "geometric": { "mean": 45 } }, "leaves": 0.1, "switchesOff": 0.5 },
      "topUps": {
        "inDebt": { "none": 0.10, "reminder": 0.25, "paymentPage": 0.5, "blocked": 0.15, "noticed": 0.3 },
        "inAdvance": { "perDay": 0.05, "whenMonthsLeftBelow": 1 },
        "months": { "0": 20, "1": 55, "3": 15, "6": 7, "12": 3 },
        "bonusResponse": 0.08, "declined": 0.03, "retries": 0.7, "methods": { "card": 70, "applePay": 15, "googlePay": 15 }
      },
      "cancelsDeletion": 0.02, "restores": 0.05, "requestsDeletion": 0
      """
    XCTAssertEqual(try resolved(whole), try resolved(#""accounts": 1000"#))
    XCTAssertEqual(
      try resolved(
        #""arrivals": {}, "opening": {}, "signIns": {}, "idleness": {}, "topUps": { "inDebt": {}, "inAdvance": {} }"#),
      try resolved(""))
  }

  func testWhatIsWrittenIsRead() throws {
    let segment = try loaded(
      withSegment(
        """
        "arrivals": { "perDay": 1.5, "months": [1,2,3,4,5,6,7,8,9,10,11,12] },
        "units": { "integration": { "poisson": 1.2 } },
        "usage": { "order": { "perDay": 8, "weekdays": [1,1,1,1,1,0.6,0.5], "growthPerYear": 0.2 } },
        "topUps": {
          "inDebt": { "blocked": 0.9 }, "inAdvance": { "whenMonthsLeftBelow": "1.5" },
          "months": { "2": 1, "0": 3 }, "methods": { "googlePay": 1 }
        }
        """)
    ).scenario.segments[0]
    XCTAssertEqual(segment.arrivals.months[11], 12)
    XCTAssertEqual(segment.units[0], .poisson(mean: 1.2))
    XCTAssertEqual(segment.usage[1]?.weekdays[6], 0.5)
    XCTAssertEqual(segment.usage[1]?.growthPerYear, 0.2)
    XCTAssertEqual(segment.topUps.inDebt[3], .constant(0.9))
    XCTAssertEqual(segment.topUps.whenMonthsLeftBelow, 1_500_000)
    XCTAssertEqual(segment.topUps.months, [2, 0])
    XCTAssertEqual(segment.topUps.monthWeights, [1, 3])
    XCTAssertEqual(segment.topUps.methodWeights, [0, 1, 0])
  }

  func testFaultsOfSegmentsHaveTheirPlaces() {
    let at = "in population.shops"
    for (members, message) in [
      (#"▸"acounts": 3"#, #"unknown key "acounts" \#(at); did you mean "accounts"?"#),
      (#""arrivals": { ▸"perday": 3 }"#, #"unknown key "perday" \#(at).arrivals; did you mean "perDay"?"#),
      (#""opening": { ▸"debtshare": 0 }"#, #"unknown key "debtshare" \#(at).opening; did you mean "debtShare"?"#),
      (#""signIns": { ▸"employees": 0 }"#, #"unknown key "employees" \#(at).signIns; did you mean "employee"?"#),
      (#""usage": { "order": { "perDay": 1, ▸"week": [] } }"#, #"unknown key "week" \#(at).usage.order"#),
      (
        #""usage": { "order": ▸{} }"#,
        #"missing key "perDay" \#(at).usage.order; expected a number not below 0 or a distribution of such numbers"#
      ),
      (
        #""usage": { ▸"integration": { "perDay": 1 } }"#,
        #""integration" is not a metered service \#(at).usage"#
      ),
      (#""units": { ▸"order": 1 }"#, #""order" is not a recurring service \#(at).units"#),
      (
        #""units": { ▸"integratio": 1 }"#,
        #"there is no recurring service "integratio" \#(at).units; did you mean "integration"?"#
      ),
      (#""idleness": { ▸"leave": 0 }"#, #"unknown key "leave" \#(at).idleness; did you mean "leaves"?"#),
      (#""topUps": { ▸"decline": 0 }"#, #"unknown key "decline" \#(at).topUps; did you mean "declined"?"#),
      (
        #""topUps": { "inDebt": { ▸"Blocked": 0 } }"#,
        #"unknown key "Blocked" \#(at).topUps.inDebt; did you mean "blocked"?"#
      ),
      (
        #""topUps": { "inAdvance": { ▸"perDai": 0 } }"#,
        #"unknown key "perDai" \#(at).topUps.inAdvance; did you mean "perDay"?"#
      ),
      (
        #""topUps": { "declined": 1, "retries": ▸1 }"#,
        "payments that are always declined and always tried again never end \(at).topUps.retries"
      ),
      (
        #""topUps": { "months": { "1": 1, ▸"01": 1 } }"#,
        #""01" is not a name \#(at).topUps.months; a name is a whole number from 0 to 1200"#
      ),
      (#""topUps": { "months": ▸{ "1": 0 } }"#, "the choice of months needs a weight above 0 \(at).topUps.months"),
      (
        #""topUps": { "methods": ▸{ "card": 0 } }"#, "the choice of methods needs a weight above 0 \(at).topUps.methods"
      ),
      (#""topUps": { "methods": { "card": 1, ▸"cash": 1 } }"#, #"unknown key "cash" \#(at).topUps.methods"#),
      (
        #""arrivals": { "months": ▸[1, 2] }"#,
        "expected 12 numbers, January first, or [], found an array \(at).arrivals.months"
      ),
      (
        #""signIns": { "weekdays": ▸[1] }"#,
        "expected 7 numbers, Monday first, or [], found an array \(at).signIns.weekdays"
      ),
      (
        #""arrivals": { "growthPerYear": ▸-1 }"#,
        "expected a growth from -0.99 to 100, found the number -1 \(at).arrivals.growthPerYear"
      ),
      (#""restores": ▸2"#, "expected a chance from 0 to 1, found the number 2 \(at).restores"),
      (
        #""accounts": ▸1.5"#,
        "expected a whole number from 0 to 2147483647, found the number 1.5 \(at).accounts"
      ),
    ] { assertFault(withSegment(members), message) }
  }
}
