import Foundation
import XCTest

@testable import Simulation

final class DecisionMathTests: XCTestCase {
  private func assertClose(
    _ value: Double, _ expected: Double, _ input: Double, file: StaticString = #filePath, line: UInt = #line
  ) {
    let error = abs(value - expected)
    XCTAssertTrue(
      error <= 4 * expected.ulp || error <= 1e-15 * abs(expected), "\(input): \(value) for \(expected)", file: file,
      line: line)
  }

  func testLogarithmsAreThoseOfTheLibraryToFourUnits() {
    for step in 1...4000 {
      let near = 0.5 + Double(step) / 2000
      assertClose(DecisionMath.log(near), log(near), near)
    }
    for exponent in stride(from: -1000, through: 1000, by: 7) {
      let far = Double(sign: .plus, exponent: exponent, significand: 1 + Double(exponent + 1000) / 2001)
      assertClose(DecisionMath.log(far), log(far), far)
    }
    XCTAssertEqual(DecisionMath.log(1), 0)
  }

  func testExponentialsAreThoseOfTheLibraryToFourUnits() {
    for step in -7000...7000 {
      let x = Double(step) / 10.013
      assertClose(DecisionMath.exp(x), exp(x), x)
    }
    for step in -2000...2000 {
      let x = Double(step) / 1000
      assertClose(DecisionMath.exp(x), exp(x), x)
    }
    XCTAssertEqual(DecisionMath.exp(0), 1)
  }

  func testExponentialsBeyondWhatANumberHoldsAreZeroOrInfinite() {
    XCTAssertEqual(DecisionMath.exp(-709), 0)
    XCTAssertEqual(DecisionMath.exp(-.infinity), 0)
    XCTAssertEqual(DecisionMath.exp(710), .infinity)
    XCTAssertEqual(DecisionMath.exp(.infinity), .infinity)
  }

  func testPowersAreThoseOfTheLibrary() {
    for (base, exponent) in [(1.2, 3.5), (0.01, 2), (101, 0.5), (2, -3), (1.05, 365 / 365.0)] {
      XCTAssertEqual(DecisionMath.pow(base, exponent) / pow(base, exponent), 1, accuracy: 1e-14)
    }
    XCTAssertEqual(DecisionMath.pow(3, 0), 1)
    XCTAssertEqual(DecisionMath.pow(1, 1e300), 1)
  }

  func testTheLogarithmOfAFactorialIsTheSumOfLogarithms() {
    var (sum, error) = (0.0, 0.0)
    for number in 0...6000 {
      if number > 1 {
        // With what rounding takes away added again (Kahan).
        let term = log(Double(number)) - error
        let next = sum + term
        error = (next - sum) - term
        sum = next
      }
      XCTAssertEqual(DecisionMath.logFactorial(number), sum, accuracy: 1e-14 * max(10, sum), "\(number)")
    }
  }

  func testNormalQuantilesAreThePublishedOnes() {
    // The first, third and last are those of the algorithm's own publication.
    let published = [
      (0.25, -0.6744897501960817), (0.75, 0.6744897501960817), (0.001, -3.090232306167814),
      (0.95, 1.6448536269514722), (0.975, 1.959963984540054), (0.99, 2.3263478740408408),
      (0.9999, 3.719016485455709), (1e-10, -6.361340902404056), (0.5, 0), (1e-20, -9.262340089798408),
    ]
    for (p, quantile) in published {
      XCTAssertEqual(DecisionMath.normalQuantile(p), quantile, accuracy: 1e-12, "\(p)")
    }
  }

  func testNormalQuantilesAscend() {
    let quantiles = (1..<2000).map { DecisionMath.normalQuantile(Double($0) / 2000) }
    XCTAssertTrue(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 < $1 })
    for (low, high) in zip(quantiles, quantiles.reversed()) { XCTAssertEqual(low, -high, accuracy: 1e-12) }
  }
}
