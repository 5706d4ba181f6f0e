import XCTest

@testable import Simulation

final class FingerprintTests: XCTestCase {
  private func fingerprint(_ lives: UInt64...) -> Fingerprint {
    var fingerprint = Fingerprint()
    for life in lives { fingerprint.add(life) }
    return fingerprint
  }

  func testTheOrderOfMergingDoesNotMatter() {
    var (left, right) = (fingerprint(1, 2), fingerprint(9, 4))
    let (first, second) = (left, right)
    left.merge(second)
    right.merge(first)
    XCTAssertEqual(left, right)
    XCTAssertEqual(left, fingerprint(4, 2, 9, 1))
    XCTAssertNotEqual(left, fingerprint(4, 2, 9, 2))
  }

  func testTheOrderOfALifesWordsMatters() {
    let forward = Fingerprint.mix(Fingerprint.mix(0, 1), 2)
    XCTAssertNotEqual(forward, Fingerprint.mix(Fingerprint.mix(0, 2), 1))
  }

  func testItIsWrittenInSixteenDigits() {
    XCTAssertEqual(Fingerprint().description, "0000000000000000")
    XCTAssertEqual(fingerprint(1).description.count, 16)
  }

  func testNamesAreHashedByFNV1a() {
    // From the FNV reference vectors.
    XCTAssertEqual(Fingerprint.hash(of: ""), 0xCBF2_9CE4_8422_2325)
    XCTAssertEqual(Fingerprint.hash(of: "a"), 0xAF63_DC4C_8601_EC8C)
    XCTAssertEqual(Fingerprint.hash(of: "foobar"), 0x8594_4171_F739_67E8)
  }
}
