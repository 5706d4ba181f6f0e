import XCTest

@testable import Simulation

final class SampleTests: XCTestCase {
  func testMeanAndDeviationAreThoseOfTheTextbook() {
    let sample = Sample([2, 4, 4, 4, 5, 5, 7, 9])
    XCTAssertEqual(sample.mean, 5)
    XCTAssertEqual(sample.standardDeviation, (32.0 / 7).squareRoot(), accuracy: 1e-15)
  }

  func testTheIntervalIsStudents() throws {
    // Four numbers: 3.182446305284263 is the 0.975 quantile of 3 degrees of freedom.
    let interval = try XCTUnwrap(Sample([1, 2, 3, 4]).interval(confidence: 0.95))
    let half = 3.182446305284263 * (5.0 / 3).squareRoot() / 2
    XCTAssertEqual(interval.lowerBound, 2.5 - half, accuracy: 1e-12)
    XCTAssertEqual(interval.upperBound, 2.5 + half, accuracy: 1e-12)
  }

  func testQuantilesAreThoseOfType7() {
    // NumPy 2.4 (its default, linear, is type 7): quantile([15, 20, 35, 40, 50, 3, 8], [.05, .25, .5, .75, .95]).
    let sample = Sample([15, 20, 35, 40, 50, 3, 8])
    let expected: [Double] = [4.5, 11.5, 20, 37.5, 47]
    for (quantile, number) in zip(Quantile.allCases, expected) {
      XCTAssertEqual(sample.quantile(quantile), number, accuracy: 1e-12, quantile.word)
    }
    XCTAssertEqual(Sample([7]).quantile(.p95), 7)
  }

  func testAQuantileNeedsSoManyThatTheExtremesEncloseIt() {
    XCTAssertEqual(Quantile.allCases.map(\.replicationsNeeded), [59, 11, 6, 11, 59])
    XCTAssertEqual(Quantile.allCases.map(\.word), ["p05", "p25", "p50", "p75", "p95"])
  }

  func testPrecisionHasToStay() {
    var precision = Precision()
    let widths: [Double?] = [nil, 2, 1, 1, 1, 3, 1, 1, 1, 1, 1, 0.5, 9]
    let reached = widths.map { precision.isReached(halfWidth: $0, wish: 1) }
    XCTAssertEqual(reached.firstIndex(of: true), 11, "the wish is met at the seventh, and stays met for five more")
  }
}
