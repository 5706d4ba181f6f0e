import XCTest

@testable import Simulation
@testable import daybook

final class SelfTestVerbTests: XCTestCase {
  private func row(_ z: Double) -> SelfTest.Row {
    SelfTest.Row(name: "mean", expected: "1.0000", simulated: "1.1000", score: .z(z))
  }

  func testARowTellsWhatWasExpectedAndWhatCameOut() throws {
    let group = try XCTUnwrap(SelfTest.groups.first)
    let text = SelfTestVerb.text(of: group, [row(1.234), row(-4.5)], seconds: 1.5)
    let mean = "  mean                            expected     1.0000  simulated     1.1000  z "
    XCTAssertEqual(text, "\(group.name)  (1.50 s)\n\(mean)  1.23\n\(mean) -4.50  FAILED\n")
  }

  func testOneFailureDecidesTheExitCode() {
    XCTAssertEqual(SelfTestVerb.verdict(of: [row(0), row(3.99)]), .ok)
    XCTAssertEqual(SelfTestVerb.verdict(of: [row(0), row(-4), row(1)]), .expectationFailed)
  }

  func testASmallOneRunsThrough() async throws {
    let code = try await SelfTestVerb.execute(SelfTest(seed: 2, effort: 0.002, threads: 2))
    XCTAssertEqual(code, .ok)
  }

  func testABrokenSamplerFailsTheWhole() async throws {
    var broken = SelfTest(seed: 2, effort: 0.002, threads: 2)
    broken.draw = { known, stream in known.draw(&stream) * 1.5 }
    let code = try await SelfTestVerb.execute(broken)
    XCTAssertEqual(code, .expectationFailed)
  }

  func testItTakesNoFiles() async throws {
    do {
      _ = try await SelfTestVerb(try Arguments(["x.jsonc"], for: .selftest)).execute()
      XCTFail("a file is no operand")
    } catch let failure as Failure {
      XCTAssertEqual(failure.code, .usage)
    }
  }
}
