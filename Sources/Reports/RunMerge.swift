/// Lines in the order of their keys, then of accounts, framed.
enum SortedRun: Sendable {
  case memory([UInt8])
  /// A range of the spill.
  case spilled(Range<Int>)

  /// The bytes before each group: key, position, length.
  static let frame = 12
}

/// Merges runs into one, reading each of them once from its beginning to its end.
struct RunMerge {
  private static let pieceSize = 1 << 18

  private var readers: [RunReader]
  /// The readers that have a group left, as a heap whose first is the next in order.
  private var heap: [Int]
  private(set) var hasFailed = false

  init(_ runs: [SortedRun], spill: Spill?) {
    readers = runs.map { RunReader($0, spill: spill) }
    heap = []
    for index in readers.indices {
      readers[index].advance()
      if readers[index].rank != nil {
        heap.append(index)
        siftUp()
      } else {
        hasFailed = hasFailed || readers[index].hasFailed
      }
    }
  }

  /// The next piece of lines; `nil` at the end.
  mutating func next() -> [UInt8]? {
    guard !heap.isEmpty else { return nil }
    var piece: [UInt8] = []
    piece.reserveCapacity(RunMerge.pieceSize + RunMerge.pieceSize / 4)
    while piece.count < RunMerge.pieceSize, let first = heap.first {
      readers[first].moveGroup(to: &piece)
      if readers[first].rank == nil {
        hasFailed = hasFailed || readers[first].hasFailed
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      siftDown()
    }
    return piece
  }

  private func comesBefore(_ left: Int, _ right: Int) -> Bool {
    guard let leftRank = readers[left].rank, let rightRank = readers[right].rank else { return false }
    // An account's lines may go on in the next run of its spool.
    return leftRank == rightRank ? left < right : leftRank < rightRank
  }

  private mutating func siftUp() {
    var child = heap.count - 1
    while child > 0, comesBefore(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && comesBefore(heap[child], heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

/// Reads a run group by group.
struct RunReader {
  private static let chunk = 1 << 18

  private let spill: Spill?
  private var buffer: [UInt8]
  private var offset = 0
  /// What of the spill is still to be read.
  private var rest: Range<Int>
  private var length = 0
  /// The next group's key and account in one number; `nil` at the end.
  private(set) var rank: Int64?
  private(set) var hasFailed = false

  init(_ run: SortedRun, spill: Spill?) {
    self.spill = spill
    switch run {
    case .memory(let bytes): (buffer, rest) = (bytes, 0..<0)
    case .spilled(let range): (buffer, rest) = ([], range)
    }
  }

  /// Reads the next group's frame.
  mutating func advance() {
    guard has(SortedRun.frame) else { return rank = nil }
    rank = Int64(Int32(bitPattern: word(0))) << 32 | Int64(word(1))
    length = Int(word(2))
    offset += SortedRun.frame
  }

  /// Moves the present group's lines to a piece, and reads the next frame.
  mutating func moveGroup(to piece: inout [UInt8]) {
    guard has(length) else { return rank = nil }
    piece += buffer[offset..<(offset + length)]
    offset += length
    advance()
  }

  private func word(_ index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(buffer[offset + index * 4 + $1]) << UInt32($1 * 8) }
  }

  /// Sees to it that so many bytes are in the buffer.
  private mutating func has(_ count: Int) -> Bool {
    while buffer.count - offset < count {
      guard !rest.isEmpty else { return false }
      let next = rest.lowerBound..<min(rest.upperBound, rest.lowerBound + max(RunReader.chunk, count))
      guard let bytes = spill?.read(next) else {
        hasFailed = true
        return false
      }
      buffer = Array(buffer[offset...]) + bytes
      offset = 0
      rest = next.upperBound..<rest.upperBound
    }
    return true
  }
}
