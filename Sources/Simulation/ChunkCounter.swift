import Synchronization

/// Deals chunks of accounts out to threads, in population order, each to one.
final class ChunkCounter: Sendable {
  private let taken = Atomic(0)
  private let isStopped = Atomic(false)

  /// The first account of the next chunk; `nil` when there is none left.
  func next(of size: Int, upTo count: Int) -> Int? {
    guard !isStopped.load(ordering: .relaxed) else { return nil }
    let first = taken.add(size, ordering: .relaxed).oldValue
    return first < count ? first : nil
  }

  /// Lets nobody begin another chunk.
  func stop() { isStopped.store(true, ordering: .relaxed) }
}
