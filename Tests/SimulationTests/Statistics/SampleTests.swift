import XCTest

@testable import Simulation

final class SampleTests: XCTestCase {
  func testMeanAndDeviationAreThoseOfTheTextbook() {
    let sample = Sample([2, 4, 4, 4, 5, 5, 7, 9])
    XCTAssertEqual(sample.mean, 5)
    XCTAssertEqual(sample.standardDeviation, (32.0 / 7).squareRoot(), accuracy: 1e-15)
  }

  func testTheIntervalIsStudents() {
    // Four numbers: 3.182446305284263 is the 0.975 quantile of 3 degrees of freedom.
    let interval = Sample([1, 2, 3, 4]).interval(confidence: 0.95)
    let half = 3.182446305284263 * (5.0 / 3).squareRoot() / 2
    XCTAssertEqual(interval.lowerBound, 2.5 - half, accuracy: 1e-12)
    XCTAssertEqual(interval.upperBound, 2.5 + half, accuracy: 1e-12)
  }
}
