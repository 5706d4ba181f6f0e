import BillingCore

/// Holds the simulator against numbers that are published or that a formula gives (MODEL 4).
///
/// The checks come in groups; those of a group are read off one simulation.
public struct SelfTest: Sendable {
  /// A number held against what came out.
  public struct Row: Sendable {
    /// What is checked.
    public let name: String
    /// What has to come out.
    public let expected: String
    /// What came out.
    public let simulated: String
    /// How far apart they are.
    public let score: Score

    /// Makes a row.
    public init(name: String, expected: String, simulated: String, score: Score) {
      self.name = name
      self.expected = expected
      self.simulated = simulated
      self.score = score
    }

    /// Whether they agree.
    public var passes: Bool { score.passes }
  }

  /// How far apart an expected and a simulated number are.
  public enum Score: Hashable, Sendable {
    /// In standard errors; four of them or more are seen once in 16,000 sound checks.
    case z(Double)
    /// Nothing is left to chance.
    case exact(Bool)

    /// Whether it is not too far.
    public var passes: Bool {
      switch self {
      case .z(let z): z.magnitude < 4
      case .exact(let isSame): isSame
      }
    }
  }

  /// Checks that are read off one simulation.
  public struct Group: Sendable {
    /// What is simulated.
    public let name: String
    let rows: @Sendable (SelfTest) async throws -> [Row]

    /// Simulates, and holds against each other.
    public func run(by test: SelfTest) async throws -> [Row] { try await rows(test) }
  }

  /// Chooses all chance.
  public let seed: UInt64
  /// What the numbers of accounts and draws are multiplied by; 1 is the whole test.
  let effort: Double
  let threads: Int
  /// How values are drawn; tests put broken ones in its place.
  var draw: @Sendable (KnownDistribution, inout RandomStream) -> Double = { $0.draw(&$1) }

  /// Prepares a test.
  ///
  /// - Parameter effort: what the numbers of accounts and draws are multiplied by; below 1 less is seen, and sooner.
  public init(seed: UInt64, effort: Double = 1, threads: Int) {
    self.seed = seed
    self.effort = effort
    self.threads = threads
  }

  /// All groups, in the order in which they are told.
  public static var groups: [Group] {
    [rhythm, retention] + [0.05, 0.10, 0.15].map(firstIdleRun) + [repayment, lifeByHand]
      + KnownDistribution.all.map(distribution) + [intervals]
  }

  func scaled(_ count: Int) -> Int { max(1, Int((Double(count) * effort).rounded())) }
}

// MARK: Rows

extension SelfTest.Row {
  /// A mean held against what it should be.
  init(_ name: String, _ mean: Double, expected: Double, standardError: Double, decimals: Int = 4) {
    self.init(
      name: name, expected: SelfTest.text(expected, decimals), simulated: SelfTest.text(mean, decimals),
      score: .z((mean - expected) / standardError))
  }

  /// A share of so many held against what it should be.
  init(_ name: String, share: Double, of count: Int, expected: Double, decimals: Int = 4) {
    let variance = expected * (1 - expected) / Double(count)
    self.init(name, share, expected: expected, standardError: variance.squareRoot(), decimals: decimals)
  }
}

extension SelfTest {
  /// A number with so many decimals, by its own rules alone, so that all machines write it alike.
  public static func text(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    guard (value * scale).magnitude < 1e18 else { return "beyond" }
    return decimalText(Int64((value * scale).rounded()), decimals: decimals)
  }
}
