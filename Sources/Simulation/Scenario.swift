public import BillingCore

/// A policy, the people who live under it, and the days in question.
public struct Scenario: Sendable {
  /// The folder name of the reports.
  public var name: String
  /// A line for people.
  public var title: String
  /// The first day.
  public var start: Day
  /// How many days are simulated and reported.
  public var days: Int
  /// How many days the synthetic accounts live before the first day, unreported; those of a book, and scripted ones, none.
  public var warmUpDays = 0
  /// Chooses all chance.
  public var seed: UInt64
  /// Which of many runs that are alike but for chance; below 2^24.
  public var replication = 0
  /// The rules, with their changes.
  public var policies: PolicyCalendar
  /// The synthetic accounts, by segment.
  public var segments: [Segment] = []
  /// The accounts whose timelines are written out.
  public var scripted: [ScriptedAccount] = []
  /// What must come out.
  public var thresholds: [Threshold] = []

  /// Makes a scenario without accounts.
  public init(
    name: String, title: String = "", start: Day, days: Int, seed: UInt64 = 1, policies: PolicyCalendar
  ) {
    self.name = name
    self.title = title
    self.start = start
    self.days = days
    self.seed = seed
    self.policies = policies
  }

  /// The last day, inclusive.
  public var lastDay: Day { start + (days - 1) }

  /// The day before the first.
  public var eve: Day { start - 1 }

  /// The first day that is simulated: that of the warm-up, if there is one.
  public var firstLivedDay: Day { start - warmUpDays }

  /// The day before a segment's accounts begin to live: its opening state is of that evening.
  ///
  /// A book is of the eve of the first day, so its accounts have no warm-up.
  public func eve(of segment: Segment) -> Day { segment.book == nil ? eve - warmUpDays : eve }

  /// The names of the rows that reports are split by, in their order; scripted accounts come last, as a segment.
  public var segmentNames: [String] {
    segments.map(\.name) + (scripted.isEmpty ? [] : [Scenario.scriptedSegment])
  }

  /// What reports call the segment of scripted accounts; no segment of a scenario may have this name.
  public static let scriptedSegment = "scripted"

  /// What reports call the sum over all segments; no segment of a scenario may have this name.
  public static let allSegments = "all"
}

/// An account whose life is written out, for QA (FORMATS 2).
public struct ScriptedAccount: Sendable {
  /// How it begins.
  public enum Beginning: Sendable {
    /// It is created during the run, with units that are switched on from the start.
    case created(Day, units: [Int])
    /// It existed before the first day.
    case opening(OpeningState)

    /// The day of its creation.
    var created: Day {
      switch self {
      case .created(let day, _): day
      case .opening(let state): state.created
      }
    }
  }

  /// An entry of the timeline.
  public struct Entry: Sendable {
    /// What an entry does.
    public enum Deed: Sendable {
      /// A command, which may be refused.
      case command(Command)
      /// An expectation, judged where it stands among the day's entries.
      case expect(Expectation)
      /// An expectation, judged after the day's last step, wherever it stands.
      case expectAtEnd(Expectation)
    }

    /// The day.
    public var day: Day
    /// What it does.
    public var deed: Deed
    /// What the file notes beside it, for messages, such as the number of a ticket; that of an expectation is its own.
    public var note: String?

    /// Makes an entry.
    public init(on day: Day, _ deed: Deed, note: String? = nil) {
      self.day = day
      self.deed = deed
      self.note = note
    }
  }

  /// The name that files and reports use.
  public var name: String
  /// How it begins.
  public var beginning: Beginning
  /// The timeline, in order of day; entries of one day in their given order.
  public var entries: [Entry] = []

  /// Makes an account without a timeline.
  public init(name: String, beginning: Beginning) {
    self.name = name
    self.beginning = beginning
  }
}

/// What must come out of a run: bounds of a metric (FORMATS 1).
public struct Threshold: Sendable {
  /// What of the replications is bounded.
  public enum Statistic: Hashable, Sendable {
    /// Their mean; of one replication its number.
    case mean
    /// A quantile, of as many replications as it needs.
    case quantile(Quantile)

    /// The words of files, in their order.
    public static let all: [Statistic] = [.mean] + Quantile.allCases.map { .quantile($0) }

    /// The word of files and messages.
    public var word: String {
      switch self {
      case .mean: "mean"
      case .quantile(let quantile): quantile.word
      }
    }

    /// How many replications it needs.
    public var replicationsNeeded: Int {
      switch self {
      case .mean: 1
      case .quantile(let quantile): quantile.replicationsNeeded
      }
    }
  }

  /// What is bounded.
  public var metric: Metric
  /// Which statistic of it, over replications.
  public var statistic = Statistic.mean
  /// The least, as the metric is counted: minor units, or a count.
  public var atLeast: Int64?
  /// The most.
  public var atMost: Int64?
  /// How many more decimals the bounds have than the metric: a mean of counts may be bounded by a fraction.
  public var extraDecimals = 0
  /// Where it is written, for messages.
  public var origin: String

  /// Makes a threshold.
  public init(metric: Metric, atLeast: Int64?, atMost: Int64?, origin: String) {
    self.metric = metric
    self.atLeast = atLeast
    self.atMost = atMost
    self.origin = origin
  }
}
