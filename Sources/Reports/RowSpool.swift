/// Where lines go that memory has no room for: a file that vanishes with the run.
public struct Spill: Sendable {
  /// Appends bytes and tells where they begin; `nil` when they cannot be written.
  public let append: @Sendable (_ bytes: [UInt8]) -> Int?
  /// Reads bytes back; `nil` when they cannot be read.
  public let read: @Sendable (_ range: Range<Int>) -> [UInt8]?

  /// Makes a place for lines.
  public init(
    append: @escaping @Sendable (_ bytes: [UInt8]) -> Int?, read: @escaping @Sendable (_ range: Range<Int>) -> [UInt8]?
  ) {
    self.append = append
    self.read = read
  }
}

/// Lines could not be kept, since there was no room for them.
public struct SpillFailure: Error, Sendable {}

/// The lines of one report, gathered account by account and given back in the order of a key, then of accounts.
///
/// Memory does not grow with the number of lines: what is over ``budget`` is sorted and spilled as a run of its own, and
/// all runs are merged when the lines are given back. So each line is written twice and read once, always in a row.
struct RowSpool: Sendable {
  /// How many bytes of lines are kept in memory, for each report and thread.
  static let budget = 8 << 20

  /// A line, or several of one account with the same key.
  private struct Group {
    let key: Int32
    let position: UInt32
    let start: Int
  }

  private let spill: Spill?
  private var bytes: [UInt8] = []
  private var groups: [Group] = []
  private(set) var runs: [SortedRun] = []
  private(set) var hasFailed = false

  /// - Parameter spill: where lines go beyond the budget; without it all stay in memory.
  init(_ spill: Spill?) { self.spill = spill }

  /// Adds a line.
  ///
  /// - Parameters:
  ///   - capacity: at least as many bytes as the line has.
  ///   - position: the account's, not below that of the line before.
  @inline(__always)
  mutating func add(
    key: Int32, position: Int, capacity: Int, _ line: (inout OutputSpan<UInt8>) -> Void
  ) {
    if bytes.count >= RowSpool.budget, spill != nil { spillOver() }
    let position = UInt32(truncatingIfNeeded: position)
    if groups.last.map({ $0.key != key || $0.position != position }) ?? true {
      groups.append(Group(key: key, position: position, start: bytes.count))
    }
    bytes.append(addingCapacity: capacity, initializingWith: line)
  }

  /// Adds what another spool holds of other accounts.
  mutating func merge(_ other: RowSpool) {
    runs += other.runs
    if !other.groups.isEmpty { runs.append(.memory(other.sorted())) }
    hasFailed = hasFailed || other.hasFailed
  }

  /// Gives all lines back, in pieces of many.
  func forEachPiece<Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Bool {
    var all = runs
    if !groups.isEmpty { all.append(.memory(sorted())) }
    var merge = RunMerge(all, spill: spill)
    while let piece = merge.next() { try body(piece) }
    return !merge.hasFailed && !hasFailed
  }

  private mutating func spillOver() {
    let run = sorted()
    bytes.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    guard let start = spill?.append(run) else { return hasFailed = true }
    runs.append(.spilled(start..<(start + run.count)))
  }

  /// The lines in order, framed: key, position and length of each group before its bytes.
  private func sorted() -> [UInt8] {
    var run: [UInt8] = []
    run.reserveCapacity(bytes.count + groups.count * SortedRun.frame)
    for index in indicesByKey() {
      let group = groups[index]
      let end = index + 1 < groups.count ? groups[index + 1].start : bytes.count
      run.append(addingCapacity: SortedRun.frame) { out in
        out.word(UInt32(bitPattern: group.key))
        out.word(group.position)
        out.word(UInt32(end - group.start))
      }
      run += bytes[group.start..<end]
    }
    return run
  }

  /// The groups by key, and of one key as they came: a counting sort.
  private func indicesByKey() -> [Int] {
    guard let low = groups.lazy.map(\.key).min(), let high = groups.lazy.map(\.key).max() else { return [] }
    var starts = Array(repeating: 0, count: Int(high - low) + 2)
    for group in groups { starts[Int(group.key - low) + 1] += 1 }
    for key in starts.indices.dropFirst() { starts[key] += starts[key - 1] }
    var order = Array(repeating: 0, count: groups.count)
    for (index, group) in groups.enumerated() {
      order[starts[Int(group.key - low)]] = index
      starts[Int(group.key - low)] += 1
    }
    return order
  }
}

extension OutputSpan where Element == UInt8 {
  /// Four bytes, the lowest first.
  fileprivate mutating func word(_ word: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}
