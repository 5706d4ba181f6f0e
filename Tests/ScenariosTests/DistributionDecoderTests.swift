import Simulation
import XCTest

@testable import Scenarios

final class DistributionDecoderTests: XCTestCase {
  private func distribution(_ text: String) throws -> Distribution {
    try loaded(withSegment(#""ageDays": \#(text)"#)).scenario.segments[0].ageDays
  }

  func testEachDistributionIsReadByItsParameters() throws {
    let cases: [(String, Distribution)] = [
      ("12.5", .constant(12.5)),
      (#"{ "uniform": [0, 720] }"#, .uniform(0, 720)),
      (#"{ "uniform": [5, 5] }"#, .uniform(5, 5)),
      (#"{ "normal": { "mean": -3, "sd": 2 } }"#, .normal(mean: -3, sd: 2)),
      (#"{ "lognormal": { "median": 20, "sigma": 0.8 } }"#, .lognormal(median: 20, sigma: 0.8)),
      (#"{ "lognormal": { "mean": 10, "sd": 4 } }"#, .lognormal(mean: 10, sd: 4)),
      (#"{ "exponential": { "mean": 3 } }"#, .exponential(mean: 3)),
      (#"{ "gamma": { "mean": 8, "shape": 1.5 } }"#, .gamma(mean: 8, shape: 1.5)),
      (#"{ "gamma": { "shape": 2, "rate": 0.5 } }"#, .gamma(mean: 4, shape: 2)),
      (#"{ "beta": { "mean": 0.75, "concentration": 4 } }"#, .beta(a: 3, b: 1)),
      (#"{ "beta": { "a": 0.5, "b": 2 } }"#, .beta(a: 0.5, b: 2)),
      (#"{ "weibull": { "scale": 2, "shape": 1.5 } }"#, .weibull(scale: 2, shape: 1.5)),
      (#"{ "gammaGamma": { "p": 6.25, "q": 3.74, "v": 15.44 } }"#, .gammaGamma(p: 6.25, q: 3.74, v: 15.44)),
      (#"{ "poisson": 1.2 }"#, .poisson(mean: 1.2)),
      (#"{ "negativeBinomial": { "mean": 5, "dispersion": 2 } }"#, .negativeBinomial(mean: 5, dispersion: 2)),
      (#"{ "geometric": { "mean": 45 } }"#, .geometric(mean: 45)),
      (#"{ "choice": { "0": 3, "2.5": 1 } }"#, .choice(values: [0, 2.5], weights: [3, 1])),
      (#"{ "poisson": 4, "max": 9 }"#, .clamped(.poisson(mean: 4), min: nil, max: 9)),
      (#"{ "min": 1, "poisson": 4, "max": 9 }"#, .clamped(.poisson(mean: 4), min: 1, max: 9)),
    ]
    for (text, expected) in cases { XCTAssertEqual(try distribution(text), expected, text) }
  }

  func testParametersThatMakeNoSenseAreFaultsAtTheirPlace() {
    let names =
      "name one of uniform, normal, lognormal, exponential, gamma, beta, weibull, gammaGamma, poisson, "
      + "negativeBinomial, geometric, choice"
    let at = "in population.shops.ageDays"
    for (text, message) in [
      (#"▸{}"#, "no distribution is named \(at); \(names)"),
      (#"▸{ "poisson": 1, "geometric": { "mean": 2 } }"#, "more than one distribution is named \(at); \(names)"),
      (#"{ "uniform": ▸[5, 1] }"#, "a uniform distribution has two numbers, the smaller first \(at).uniform"),
      (#"{ "uniform": ▸[5] }"#, "a uniform distribution has two numbers, the smaller first \(at).uniform"),
      (
        #"{ "normal": { "mean": 1, "sd": ▸-1 } }"#,
        "expected a number from 0 to 1e9, found the number -1 \(at).normal.sd"
      ),
      (
        #"{ "exponential": { "mean": ▸0 } }"#,
        "expected a number above 0, up to 1e12, found the number 0 \(at).exponential.mean"
      ),
      (#"{ "gamma": ▸{ "mean": 1 } }"#, #"missing key "shape" \#(at).gamma; expected a shape above 0, up to 1e9"#),
      (
        #"{ "beta": { "mean": ▸1, "concentration": 2 } }"#,
        "expected a mean between 0 and 1, found the number 1 \(at).beta.mean"
      ),
      (
        #"{ "geometric": { "mean": ▸0.5 } }"#,
        "expected a mean from 1 to 1e9, found the number 0.5 \(at).geometric.mean"
      ),
      (#"{ "poisson": ▸-1 }"#, "expected a mean from 0 to 1e9, found the number -1 \(at).poisson"),
      (#"{ "poisson": ▸"1" }"#, #"expected a mean from 0 to 1e9, found the string "1" \#(at).poisson"#),
      (#"{ "choice": ▸{ "1": 0 } }"#, "a choice needs a weight above 0 \(at).choice"),
      (
        #"{ "choice": { "1": 2, "2": ▸-1 } }"#,
        #"expected a number from 0 to 1000000, found the number -1 \#(at).choice.2"#
      ),
      (#"{ "choice": { "1": 2, ▸"two": 1 } }"#, #""two" is not a name \#(at).choice; a name is a number"#),
      (#"{ "choice": { "1": 2, ▸"1.0": 1 } }"#, #"the value 1.0 is given twice \#(at)"#),
      (
        #"▸{ "poisson": 1, "max": -1 }"#,
        "expected a number not below 0 or a distribution of such numbers, found an object \(at)"
      ),
      (#"{ "min": ▸3, "max": 2, "poisson": 1 }"#, #""min" is above "max" \#(at).min"#),
      (#"{ "poisson": 1, ▸"mx": 2 }"#, #"unknown key "mx" \#(at); did you mean "max"?"#),
      (#"▸"ten""#, #"expected a number not below 0 or a distribution of such numbers, found the string "ten" \#(at)"#),
      (#"▸-1"#, "expected a number not below 0 or a distribution of such numbers, found the number -1 \(at)"),
    ] { assertFault(withSegment(#""ageDays": \#(text)"#), message) }
  }

  func testAChanceIsANumberFromZeroToOneOrADistribution() throws {
    assertFault(
      withSegment(#""signIns": { "employee": ▸1.01 }"#),
      "expected a chance from 0 to 1 or a distribution, found the number 1.01 in population.shops.signIns.employee")
    XCTAssertEqual(
      try loaded(withSegment(#""signIns": { "employee": { "uniform": [0.2, 0.4] } }"#)).scenario.segments[0].signIns
        .employee,
      .uniform(0.2, 0.4))
  }
}
