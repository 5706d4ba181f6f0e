import BillingCore
import Simulation
import Synchronization
import XCTest

@testable import Reports

/// Lines come back in order, whether memory held them or not.
final class RowSpoolTests: XCTestCase {
  /// A spill in memory, which may be told to fail.
  private final class Memory: Sendable {
    private struct State {
      var bytes: [UInt8] = []
      var appends = 0
      var reads = 0
    }

    private let state = Mutex(State())
    /// The first append and the first read that fail, counted from 0.
    private let (lastAppend, lastRead): (Int, Int)

    init(appends: Int = .max, reads: Int = .max) { (lastAppend, lastRead) = (appends, reads) }

    var runs: Int { state.withLock { $0.appends } }

    var spill: Spill {
      Spill(
        append: { bytes in
          self.state.withLock { state in
            guard state.appends < self.lastAppend else { return nil }
            state.appends += 1
            defer { state.bytes += bytes }
            return state.bytes.count
          }
        },
        read: { range in
          self.state.withLock { state in
            guard state.reads < self.lastRead else { return nil }
            state.reads += 1
            return Array(state.bytes[range])
          }
        })
    }
  }

  private struct Line {
    let key: Int32
    let position: Int
    let text: String
  }

  private static let length = 1 << 10

  /// Lines of some accounts, four for each key that an account has; as many as make so many runs and a half.
  private func lines(runs: Int, positions: Int = 0, seed: UInt64) -> [Line] {
    var state = seed
    func random(_ count: UInt64) -> Int {
      state = state &* 0x5851_F42D_4C95_7F2D &+ 0x1405_7B7E_F767_814F
      return Int((state >> 33) % count)
    }
    var lines: [Line] = []
    var position = positions
    while lines.count * RowSpoolTests.length < RowSpool.budget * runs + RowSpool.budget / 2 {
      for _ in 0..<random(20) {
        let key = Int32(random(60)) - 20
        for part in 0..<4 {
          lines.append(Line(key: key, position: position, text: "\(key) \(position) \(part) \(lines.count)"))
        }
      }
      position += 1
    }
    return lines
  }

  private func add(_ lines: [Line], to spool: inout RowSpool) {
    for line in lines {
      spool.add(key: line.key, position: line.position, capacity: RowSpoolTests.length) { out in
        out.word(line.text)
        out.append(repeating: UInt8(ascii: "."), count: RowSpoolTests.length - 1 - line.text.utf8.count)
        out.endLine()
      }
    }
  }

  private func spool(_ lines: [Line], _ spill: Spill?) -> RowSpool {
    var spool = RowSpool(spill)
    add(lines, to: &spool)
    return spool
  }

  /// The first words of the lines as they come back; `nil` when it is told that some are missing.
  private func texts(_ spool: RowSpool) -> [String]? {
    var texts: [String] = []
    let isWhole = spool.forEachPiece { piece in
      XCTAssertFalse(piece.isEmpty)
      for start in stride(from: 0, to: piece.count, by: RowSpoolTests.length) {
        texts.append(String(decoding: piece[start...].prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self))
      }
    }
    return isWhole ? texts : nil
  }

  private func expected(_ lines: [Line]) -> [String] {
    lines.enumerated().sorted { left, right in
      (left.element.key, left.element.position, left.offset) < (right.element.key, right.element.position, right.offset)
    }.map(\.element.text)
  }

  func testLinesComeBackByKeyThenAccountThenAsAdded() {
    let few = lines(runs: 0, seed: 1)
    XCTAssertEqual(texts(spool(few, nil)), expected(few))
    let memory = Memory()
    let many = lines(runs: 4, seed: 2)
    let spilled = spool(many, memory.spill)
    XCTAssertEqual(memory.runs, 4)
    XCTAssertEqual(texts(spilled), expected(many))
    XCTAssertEqual(texts(spool(many, nil)), expected(many), "without a spill all stay in memory")
  }

  func testSpoolsMergedInAnyOrderComeBackAlike() {
    let memory = Memory()
    let parts = [(0, 1), (1, 0), (2, 2), (3, 0)].map { thread, runs in
      lines(runs: runs, positions: thread * 100_000, seed: UInt64(thread) + 7)
    }
    let spools = parts.map { spool($0, memory.spill) }
    let wanted = expected(parts.flatMap { $0 })
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
      var all = RowSpool(memory.spill)
      for index in order { all.merge(spools[index]) }
      XCTAssertTrue(texts(all) == wanted, "\(order)")
    }
    var first = spools[2]
    for index in [1, 3, 0] { first.merge(spools[index]) }
    XCTAssertTrue(texts(first) == wanted, "into one that has lines of its own")
  }

  func testAccountsOfAnotherSpoolComeBetween() {
    func line(_ position: Int) -> Line { Line(key: 3, position: position, text: "account \(position)") }
    var all = spool([line(1), line(5)], nil)
    all.merge(spool([line(2), line(3), line(9)], nil))
    all.merge(spool([line(4)], nil))
    XCTAssertEqual(texts(all), [1, 2, 3, 4, 5, 9].map { "account \($0)" })
  }

  func testAnEmptySpoolGivesNothing() {
    XCTAssertEqual(texts(RowSpool(nil)), [])
    var empty = RowSpool(Memory().spill)
    empty.merge(RowSpool(nil))
    XCTAssertEqual(texts(empty), [])
    let few = lines(runs: 0, seed: 3)
    empty.merge(spool(few, nil))
    XCTAssertEqual(texts(empty), expected(few))
  }

  func testAGroupMayBeLargerThanWhatIsReadAtOnce() {
    let memory = Memory()
    let lines = (0..<10_000).map { number in
      // Groups of 1, 2, 4 and so on to 2048 lines, then of 1000.
      Line(
        key: number < 4096 ? Int32(number.leadingZeroBitCount) : Int32(number / 1000), position: 1, text: "\(number)")
    }
    XCTAssertEqual(texts(spool(lines, memory.spill)), expected(lines))
    XCTAssertEqual(memory.runs, 1)
  }

  func testTheLinesOfAnAccountKeepTheirOrderWhereARunEndsAmongThem() {
    let memory = Memory()
    // Three lines a key; 8192 lines make a run, which ends within key 2730 of the first account.
    let lines = [0..<2800, 1000..<2800].enumerated().flatMap { position, keys in
      keys.flatMap { key in
        (0..<3).map { Line(key: Int32(key), position: position, text: "\(key) \(position) \($0)") }
      }
    }
    let found = texts(spool(lines, memory.spill)) ?? []
    XCTAssertEqual(memory.runs, 1)
    for (text, wanted) in zip(found, expected(lines)) where text != wanted {
      return XCTFail("\(text) in place of \(wanted)")
    }
  }

  func testASpillThatCannotBeReadAtAllIsTold() {
    XCTAssertNil(texts(spool(lines(runs: 1, seed: 6), Memory(reads: 0).spill)))
  }

  // MARK: What cannot be kept is told

  func testASpillThatTakesNoMoreIsTold() {
    let many = lines(runs: 2, seed: 4)
    for appends in 0...1 {
      let failed = spool(many, Memory(appends: appends).spill)
      XCTAssertTrue(failed.hasFailed)
      XCTAssertNil(texts(failed))
      var other = RowSpool(nil)
      other.merge(failed)
      XCTAssertTrue(other.hasFailed)
      XCTAssertNil(texts(other))
    }
    XCTAssertFalse(spool(many, Memory(appends: 2).spill).hasFailed)
  }

  func testASpillThatCannotBeReadIsTold() {
    let many = lines(runs: 2, seed: 5)
    var reads = 2
    while texts(spool(many, Memory(reads: reads).spill)) == nil { reads += reads < 4 ? 1 : 9 }
    // Two runs of a little over 8 MB, read by quarters of one.
    XCTAssertGreaterThan(reads, 60)
    XCTAssertLessThan(reads, 80)
  }

  func testReportsThatCannotBeKeptAreNotWritten() async throws {
    let memory = Memory(appends: 0)
    let rows = try await reports(of: wordyTown(), spill: memory.spill).rows
    XCTAssertTrue(rows.hasFailed)
    XCTAssertThrowsError(try rows.forEachPiece(of: .events) { _ in }) { XCTAssertTrue($0 is SpillFailure) }
  }

  // MARK: Whole reports

  /// A town whose segments have names so long that lines soon fill the memory.
  private func wordyTown() -> Scenario {
    var scenario = town(days: 75)
    for index in scenario.segments.indices { scenario.segments[index].name += String(repeating: "x", count: 3000) }
    scenario.segments[0].accounts = 30
    return scenario
  }

  func testReportsWithASpillAreThoseWithoutToTheByte() async throws {
    let plain = try await reports(of: wordyTown())
    let memory = Memory()
    let spilled = try await reports(of: wordyTown(), threads: 2, spill: memory.spill)
    XCTAssertGreaterThan(memory.runs, 0)
    for kind in ReportKind.allCases { XCTAssertTrue(try spilled.bytes(kind) == plain.bytes(kind), "\(kind)") }
  }
}
