import XCTest

@testable import Simulation

/// The rows of `daybook selftest`, with fewer accounts and draws than it takes: debug is slow.
final class SelfTestTests: XCTestCase {
  func testEveryRowAgreesWithItsFormula() async throws {
    let test = SelfTest(seed: 1, effort: 0.02, threads: 2)
    var count = 0
    for group in SelfTest.groups {
      for row in try await group.run(by: test) {
        XCTAssertTrue(row.passes, "\(group.name): \(row)")
        count += 1
      }
    }
    XCTAssertEqual(count, 4 + 5 + 3 + 3 + 1 + 3 * KnownDistribution.all.count + 1)
  }

  func testEveryKindOfDistributionIsAmongThem() {
    let kinds = Set(KnownDistribution.all.map { "\($0.distribution)".prefix { $0 != "(" } })
    let all: Set<Substring> = [
      "uniform", "normal", "lognormal", "exponential", "gamma", "beta", "weibull", "gammaGamma", "poisson",
      "negativeBinomial", "geometric", "choice", "clamped",
    ]
    XCTAssertEqual(kinds, all)
    XCTAssertEqual(Set(KnownDistribution.all.map(\.name)).count, KnownDistribution.all.count)
  }

  func testThreadsDoNotMatter() async throws {
    for group in [SelfTest.rhythm, SelfTest.intervals] {
      let one = try await group.run(by: SelfTest(seed: 4, effort: 0.005, threads: 1))
      let three = try await group.run(by: SelfTest(seed: 4, effort: 0.005, threads: 3))
      XCTAssertEqual(one.map { "\($0)" }, three.map { "\($0)" })
    }
  }

  func testTheRetentionThatIsExpectedIsThePublishedOne() {
    for (periods, published) in [(1, 0.851), (2, 0.747), (3, 0.670), (6, 0.522), (12, 0.378)] {
      XCTAssertEqual(SelfTest.retained(after: periods), published, accuracy: 0.0005)
    }
  }

  // MARK: A broken one fails

  private func failures(
    _ name: String, effort: Double = 0.1,
    draw: @escaping @Sendable (KnownDistribution, inout RandomStream) -> Double
  ) async throws -> [String] {
    let known = try XCTUnwrap(KnownDistribution.all.first { $0.name == name })
    let sound = SelfTest(seed: 1, effort: effort, threads: 1)
    var broken = sound
    broken.draw = draw
    let group = SelfTest.distribution(known)
    let passing = try await group.run(by: sound).allSatisfy(\.passes)
    XCTAssertTrue(passing, "the sound one passes")
    return try await group.run(by: broken).filter { !$0.passes }.map { String($0.name.prefix { $0 != " " }) }
  }

  func testAGammaOfAnotherShapeFailsThoughItsMeanIsRight() async throws {
    let failures = try await failures("gamma 8, 1.5") { _, stream in
      Distribution.gamma(mean: 8, shape: 1.65).sample(&stream)
    }
    XCTAssertEqual(failures, ["variance", "chi-square"])
  }

  func testANormalThatIsTooWideFails() async throws {
    let failures = try await failures("normal 10, 3") { _, stream in
      Distribution.normal(mean: 10, sd: 3.1).sample(&stream)
    }
    XCTAssertEqual(failures, ["variance", "chi-square"])
  }

  func testAGeometricThatCountsFromZeroFails() async throws {
    let failures = try await failures("geometric 4") { known, stream in known.draw(&stream) - 1 }
    XCTAssertEqual(failures, ["mean", "chi-square"])
  }

  func testADieThatNeverShowsItsLastSideFails() async throws {
    let failures = try await failures("uniform 1 to 6, whole") { known, stream in min(5, known.draw(&stream)) }
    XCTAssertEqual(failures, ["mean", "variance", "chi-square"])
  }

  func testARoundedNormalIsNoPoisson() async throws {
    let failures = try await failures("poisson 0.7") { _, stream in
      max(0, Distribution.normal(mean: 0.7, sd: 0.8366600265).sample(&stream).rounded())
    }
    XCTAssertTrue(failures.contains("chi-square"))
  }

  func testDrawsThatAreTooEvenFail() async throws {
    let known = try XCTUnwrap(KnownDistribution.all.first { $0.name == "uniform 2 to 5" })
    var even = SelfTest(seed: 1, effort: 0.02, threads: 1)
    let next = Counter()
    even.draw = { _, _ in 2 + 3 * (Double(next.next()) + 0.5) / 20_000 }
    let failed = try await SelfTest.distribution(known).run(by: even).filter { !$0.passes }
    XCTAssertEqual(failed.map(\.expected), ["99"], "chi-square alone, for it is far too small")
  }

  func testACentThatDiffersIsTold() {
    var told = SelfTest.factsByHand
    XCTAssertEqual(SelfTest.lifeRow(told).score, .exact(true))
    told[1] = "2027-01-01 invoiced 5.01, balance 0.99"
    let row = SelfTest.lifeRow(told)
    XCTAssertFalse(row.passes)
    XCTAssertEqual(
      row.simulated, "13 of 14; 2027-01-01 invoiced 5.01, balance 0.99, not 2027-01-01 invoiced 5.00, balance 1.00")
    XCTAssertFalse(SelfTest.lifeRow(Array(told.dropLast())).passes)
  }

  func testFourStandardErrorsAreTooMany() {
    for (mean, passes) in [(10.0, true), (10.99, true), (9.01, true), (11, false), (9, false)] {
      XCTAssertEqual(SelfTest.Row("mean", mean, expected: 10, standardError: 0.25).passes, passes)
    }
    XCTAssertFalse(SelfTest.Row("mean", .nan, expected: 10, standardError: 0.2).passes)
  }
}

/// Counts up, for a sampler that is asked in order by one thread.
private final class Counter: @unchecked Sendable {
  private var count = 0

  func next() -> Int {
    defer { count += 1 }
    return count
  }
}
