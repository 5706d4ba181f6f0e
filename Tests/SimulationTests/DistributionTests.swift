import Foundation
import XCTest

@testable import Simulation

final class DistributionTests: XCTestCase {
  private static let draws = 20_000

  private func samples(_ distribution: Distribution, _ draws: Int = DistributionTests.draws) -> [Double] {
    let key = ChanceKey(seed: 11, segment: "draws")
    return (0..<draws).map { number in
      var stream = key.stream(.usageTrait, account: UInt32(number))
      return distribution.sample(&stream)
    }
  }

  /// Mean and variance within 4.5 standard errors; the variance's own error is taken from the fourth moment drawn.
  private func assertMoments(
    _ distribution: Distribution, mean: Double, variance: Double?, file: StaticString = #filePath, line: UInt = #line
  ) {
    let values = samples(distribution)
    let n = Double(values.count)
    let found = values.reduce(0, +) / n
    let squares = values.map { ($0 - found) * ($0 - found) }
    let spread = squares.reduce(0, +) / (n - 1)
    let meanError = ((variance ?? spread) / n).squareRoot()
    XCTAssertLessThan(abs(found - mean) / meanError, 4.5, "mean \(found) for \(mean)", file: file, line: line)
    guard let variance else { return }
    let fourth = squares.reduce(0) { $0 + $1 * $1 } / n
    let spreadError = ((fourth - spread * spread) / n).squareRoot()
    XCTAssertLessThan(
      abs(spread - variance) / spreadError, 4.5, "variance \(spread) for \(variance)", file: file, line: line)
  }

  func testContinuousDistributionsHaveTheirMeansAndVariances() {
    assertMoments(.uniform(2, 6), mean: 4, variance: 16 / 12.0)
    assertMoments(.normal(mean: -3, sd: 2), mean: -3, variance: 4)
    assertMoments(
      .lognormal(median: 2, sigma: 0.5), mean: 2 * exp(0.125), variance: 4 * exp(0.25) * (exp(0.25) - 1))
    assertMoments(.lognormal(mean: 10, sd: 4), mean: 10, variance: 16)
    assertMoments(.exponential(mean: 3), mean: 3, variance: 9)
    assertMoments(.weibull(scale: 2, shape: 1.5), mean: 2 * tgamma(1 + 1 / 1.5), variance: weibullVariance)
  }

  private var weibullVariance: Double {
    let mean = tgamma(1 + 1 / 1.5)
    return 4 * (tgamma(1 + 2 / 1.5) - mean * mean)
  }

  func testTheGammaFamilyHasItsMeansAndVariances() {
    assertMoments(.gamma(mean: 8, shape: 1.5), mean: 8, variance: 64 / 1.5)
    assertMoments(.gamma(mean: 2, shape: 0.4), mean: 2, variance: 4 / 0.4)
    assertMoments(.gamma(mean: 20, shape: 30), mean: 20, variance: 400 / 30.0)
    assertMoments(.beta(a: 2.4, b: 1.6), mean: 0.6, variance: 0.6 * 0.4 / 5)
    assertMoments(.beta(a: 0.3, b: 0.7), mean: 0.3, variance: 0.3 * 0.7 / 2)
    let (p, q, v) = (6.0, 12.0, 30.0)
    let mean = p * v / (q - 1)
    assertMoments(
      .gammaGamma(p: p, q: q, v: v), mean: mean, variance: p * (p + 1) * v * v / ((q - 1) * (q - 2)) - mean * mean)
  }

  func testTheGammaGammaOfFaderAndHardieHasItsPopulationMean() {
    assertMoments(.gammaGamma(p: 6.25, q: 3.74, v: 15.44), mean: 6.25 * 15.44 / 2.74, variance: nil)
  }

  func testCountsHaveTheirMeansAndVariances() {
    assertMoments(.poisson(mean: 0.7), mean: 0.7, variance: 0.7)
    assertMoments(.poisson(mean: 45), mean: 45, variance: 45)
    assertMoments(.negativeBinomial(mean: 5, dispersion: 2), mean: 5, variance: 5 + 25 / 2.0)
    assertMoments(.geometric(mean: 4), mean: 4, variance: 12)
    assertMoments(.choice(values: [1, 3, 10], weights: [2, 1, 1]), mean: 3.75, variance: 27.75 - 3.75 * 3.75)
  }

  func testCountsAreWholeAndGeometricOnesBeginAtOne() {
    for distribution in [Distribution.poisson(mean: 3), .negativeBinomial(mean: 5, dispersion: 2), .geometric(mean: 4)]
    {
      XCTAssertTrue(samples(distribution).allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    }
    XCTAssertEqual(samples(.geometric(mean: 4)).min(), 1)
    XCTAssertTrue(samples(.geometric(mean: 1)).allSatisfy { $0 == 1 })
    XCTAssertTrue(samples(.poisson(mean: 0)).allSatisfy { $0 == 0 })
  }

  func testValuesBeyondTheBoundsAreMovedToThem() {
    let clamped = Distribution.clamped(.normal(mean: 0, sd: 1), min: -1, max: 1)
    let values = samples(clamped)
    XCTAssertEqual(values.min(), -1)
    XCTAssertEqual(values.max(), 1)
    // P(|x| < 1) - 2 phi(1) + P(|x| > 1)
    assertMoments(clamped, mean: 0, variance: 0.682689492137 - 2 * 0.241970724519 + 0.317310507863)
    XCTAssertEqual(samples(.clamped(.exponential(mean: 1), min: nil, max: 0.5)).max(), 0.5)
  }

  func testConstantsTakeNoChance() {
    XCTAssertTrue(samples(.constant(2.5)).allSatisfy { $0 == 2.5 })
  }

  func testTwoPoissonsOfOneDrawKeepTheOrderOfTheirMeans() {
    let key = ChanceKey(seed: 3, segment: "order")
    for account in 0..<2000 {
      let counts = [0.5, 1, 2, 7, 15.5].map { mean in
        var stream = key.stream(.use, account: UInt32(account))
        return Distribution.poisson(mean: mean, &stream)
      }
      XCTAssertEqual(counts, counts.sorted())
    }
  }

  /// P(X <= k) is the share of a gamma of shape k + 1 beyond the mean.
  func testLargePoissonsAreTheQuantilesOfTheirUniforms() {
    for mean in [4097.0, 5000, 200_000] {
      let wrong = (1..<500).count { step in
        let uniform = Double(step) / 500
        let count = Double(Distribution.largePoisson(mean: mean, uniform))
        let below = 1 - SpecialFunctions.gammaShare(count, upTo: mean)
        let through = 1 - SpecialFunctions.gammaShare(count + 1, upTo: mean)
        return below >= uniform || uniform > through
      }
      XCTAssertLessThanOrEqual(wrong, 1, "of mean \(mean); a uniform that lies beside a bound may go to the neighbour")
    }
  }

  // MARK: Poisson by rejection

  /// How far draws are from the exact probabilities, which are shares of gammas: a chi-square of 20 cells.
  private func chiSquare(ofPoissonsOfMean mean: Double, draws: Int = DistributionTests.draws) -> Double {
    let counts = samples(.poisson(mean: mean), draws)
    let ends = (-9...9).map { (mean + Double($0) * 0.3 * mean.squareRoot()).rounded(.down) } + [.infinity]
    var (below, through) = (0.0, 0.0)
    return ends.reduce(0) { sum, end in
      let before = through
      through = end < .infinity ? 1 - SpecialFunctions.gammaShare(end + 1, upTo: mean) : 1
      let expected = (through - before) * Double(counts.count)
      let found = Double(counts.count { $0 <= end }) - below
      below += found
      return sum + (found - expected) * (found - expected) / expected
    }
  }

  func testPoissonsByRejectionAreExact() {
    for mean in [16.5, 40, 300, 4096] {
      assertMoments(.poisson(mean: mean), mean: mean, variance: mean)
      // 19 degrees of freedom: above it once in 20,000. A hat that does not fit shows at small means, in many draws.
      XCTAssertLessThan(chiSquare(ofPoissonsOfMean: mean, draws: mean < 100 ? 300_000 : 20_000), 53, "\(mean)")
    }
  }

  func testPoissonsOnEitherSideOfAChangeOfMethodAreExactToo() {
    for mean in [15.9, 16, 4097] { XCTAssertLessThan(chiSquare(ofPoissonsOfMean: mean), 53, "\(mean)") }
  }

  func testAPositivePoissonIsNeverZeroAndHasItsMean() {
    let key = ChanceKey(seed: 2, segment: "positive")
    for mean in [0.001, 0.4, 3, 16, 16.5, 40] {
      let counts = (0..<DistributionTests.draws).map { number in
        var stream = key.stream(.rhythm, account: UInt32(number))
        return Distribution.positivePoisson(mean: mean, &stream)
      }
      XCTAssertGreaterThan(counts.min() ?? 0, 0, "\(mean)")
      let positive = 1 - exp(-mean)
      let expected = mean / positive
      let variance = (mean + mean * mean) / positive - expected * expected
      let found = Double(counts.reduce(0, +)) / Double(counts.count)
      XCTAssertLessThan(
        abs(found - expected) / (variance / Double(counts.count)).squareRoot(), 4.5, "\(found) for \(expected)")
    }
  }

  // MARK: Whole numbers

  private func counts(_ distribution: Distribution) -> [Int] {
    let key = ChanceKey(seed: 5, segment: "counts")
    return (0..<DistributionTests.draws).map { number in
      var stream = key.stream(.age, account: UInt32(number))
      return distribution.sampleCount(&stream)
    }
  }

  private func frequencies(_ values: [Int], in range: ClosedRange<Int>) -> [Double] {
    range.map { value in Double(values.count { $0 == value }) }
  }

  func testWholeBoundsGiveEachWholeNumberAlike() {
    let values = counts(.uniform(1, 6))
    let found = frequencies(values, in: 1...6)
    XCTAssertEqual(found.reduce(0, +), Double(values.count))
    let expected = Double(values.count) / 6
    let chiSquare = found.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    XCTAssertLessThan(chiSquare, 27)  // 5 degrees of freedom: above it once in 17,000
    XCTAssertTrue(counts(.uniform(4, 4)).allSatisfy { $0 == 4 })
  }

  func testWholeNumbersAreRoundedHalfAwayFromZeroAndNeverNegative() {
    let key = ChanceKey(seed: 1, segment: "a")
    var stream = key.stream(.units, account: 0)
    for (value, count) in [(2.5, 3), (2.49, 2), (0.5, 1), (0.49, 0), (-3, 0), (1e300, 1_000_000_000_000_000)] {
      XCTAssertEqual(Distribution.constant(value).sampleCount(&stream), count)
    }
    XCTAssertEqual(counts(.normal(mean: 0, sd: 3)).min(), 0)
    XCTAssertEqual(counts(.clamped(.normal(mean: 0, sd: 3), min: 1, max: 4)).min(), 1)
    XCTAssertEqual(counts(.clamped(.normal(mean: 0, sd: 3), min: 1, max: 4)).max(), 4)
  }

  func testChoicesComeAsOftenAsTheirWeights() {
    let values = counts(.choice(values: [0, 1, 2, 3], weights: [20, 55, 0, 25]))
    let n = Double(values.count)
    for (frequency, share) in zip(frequencies(values, in: 0...3), [0.2, 0.55, 0, 0.25]) {
      XCTAssertLessThanOrEqual(abs(frequency - n * share), 4.5 * (n * share * (1 - share)).squareRoot())
    }
  }
}
