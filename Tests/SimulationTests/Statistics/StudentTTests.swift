import XCTest

@testable import Simulation

final class StudentTTests: XCTestCase {
  /// Values from mpmath 1.4.1, worked out with 40 digits; to four decimals they are those of the printed tables.
  func testQuantilesAreThoseOfTheTables() {
    let known: [(share: Double, freedom: Double, quantile: Double)] = [
      (0.975, 1, 12.7062047361747), (0.975, 2, 4.302652729749464), (0.975, 4, 2.776445105197794),
      (0.975, 19, 2.09302405440831), (0.975, 29, 2.045229642132704), (0.975, 999, 1.96234146113345),
      (0.95, 10, 1.812461122811676), (0.995, 7, 3.499483297350494), (0.75, 3, 0.7648923284043453),
      (0.9995, 5, 6.86882662588111),
    ]
    for (share, freedom, quantile) in known {
      XCTAssertEqual(StudentT.quantile(share, degreesOfFreedom: freedom), quantile, accuracy: 1e-9 * quantile)
      XCTAssertEqual(StudentT.quantile(1 - share, degreesOfFreedom: freedom), -quantile, accuracy: 1e-9 * quantile)
    }
    XCTAssertEqual(StudentT.quantile(0.5, degreesOfFreedom: 3), 0)
  }

  func testASharesQuantileHasTheShare() {
    for share in [0.001, 0.1, 0.5, 0.6, 0.9999] {
      let quantile = StudentT.quantile(share, degreesOfFreedom: 6)
      XCTAssertEqual(StudentT.share(upTo: quantile, degreesOfFreedom: 6), share, accuracy: 1e-13)
    }
  }
}
