import XCTest

@testable import Simulation

/// Against values from mpmath 1.4.1, worked out with 40 digits.
final class SpecialFunctionsTests: XCTestCase {
  func testTheLogarithmOfGammaIsExactToTwelveDigits() {
    let known: [(Double, Double)] = [
      (0.1, 2.252712651734206), (0.5, 0.57236494292470009), (1, 0), (1.5, -0.12078223763524522),
      (3.25, 0.93580193110872536), (10, 12.80182748008147), (15.9, 27.625493215168691), (16, 27.899271383840892),
      (100.5, 361.43554046777762), (5001, 37591.143508876767),
    ]
    for (x, expected) in known {
      XCTAssertEqual(SpecialFunctions.logGamma(x), expected, accuracy: 1e-13 * max(1, expected.magnitude), "\(x)")
    }
  }

  func testTheShareOfAGammaIsExactToTenDigits() {
    let known: [(a: Double, x: Double, share: Double)] = [
      (0.4, 0.01, 0.1781181731349403), (0.4, 2, 0.96714719523903332), (0.5, 0.125, 0.38292492254802621),
      (1.5, 1, 0.42759329552912017), (1.5, 6, 0.99261683949464023), (8, 3, 0.011904503856357389),
      (45, 50, 0.77895976737455535), (5001, 5000, 0.49623883222915333), (5001, 4900, 0.075897359256541618),
    ]
    for (a, x, share) in known {
      XCTAssertEqual(SpecialFunctions.gammaShare(a, upTo: x), share, accuracy: 1e-10, "\(a), \(x)")
    }
    XCTAssertEqual(SpecialFunctions.gammaShare(2, upTo: 0), 0)
    XCTAssertEqual(SpecialFunctions.gammaShare(2, upTo: .infinity), 1)
  }

  func testTheShareOfABetaIsExactToTwelveDigits() {
    let known: [(a: Double, b: Double, x: Double, share: Double)] = [
      (2.4, 1.6, 0.5, 0.32759312127154575), (2.4, 1.6, 0.99, 0.9978865300447888),
      (0.3, 0.7, 0.001, 0.10807284733274037), (0.3, 0.7, 0.9, 0.92436072210908989),
      (6, 12, 0.35, 0.58030122867436862), (2, 1, 0.2857142857142857, 0.081632653061224482),
      (2, 31, 0.2857142857142857, 0.99970907439596504), (0.5, 0.5, 0.25, 0.33333333333333333),
      (500, 0.5, 0.99, 0.0015273578790529965),
    ]
    for (a, b, x, share) in known {
      XCTAssertEqual(SpecialFunctions.betaShare(a, b, upTo: x), share, accuracy: 1e-12, "\(a), \(b), \(x)")
    }
    XCTAssertEqual(SpecialFunctions.betaShare(2, 3, upTo: 0), 0)
    XCTAssertEqual(SpecialFunctions.betaShare(2, 3, upTo: 1), 1)
  }

  func testTheShareOfANormalIsExactToFourteenDigits() {
    let known: [(Double, Double)] = [
      (-6, 9.8658764503769814e-10), (-2.5, 0.0062096653257761352), (-1, 0.15865525393145705), (0, 0.5),
      (0.3, 0.61791142218895264), (1.959963984540054, 0.975), (4, 0.99996832875816688),
    ]
    for (x, share) in known {
      XCTAssertEqual(SpecialFunctions.normalShare(upTo: x), share, accuracy: 1e-14, "\(x)")
    }
  }

  func testTheNormalQuantileIsItsInverse() {
    for p in [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999] {
      XCTAssertEqual(
        SpecialFunctions.normalShare(upTo: DecisionMath.normalQuantile(p)), p, accuracy: 1e-14, "\(p)")
    }
  }
}
