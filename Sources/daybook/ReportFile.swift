import Foundation
import Reports
import Synchronization

/// A new file of a report folder: its size and digest are taken while it is written.
struct ReportFile {
  /// The bytes written so far.
  private(set) var size = 0
  private let hashing = Hashing()
  private let descriptor: Int32

  /// What was written, in hexadecimal digits.
  var digest: String { hashing.digest }

  /// Writes a file from its beginning to its end, and has it on the disk when it returns.
  static func write(_ path: String, _ fill: (inout ReportFile) throws -> Void) throws -> ReportFile {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    try FileFailure.check(descriptor)
    var file = ReportFile(descriptor: descriptor)
    do {
      try fill(&file)
      try FileFailure.check(fsync(descriptor))
    } catch {
      close(descriptor)
      throw error
    }
    try FileFailure.check(close(descriptor))
    return file
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func append(_ bytes: [UInt8]) throws(FileFailure) {
    size += bytes.count
    hashing.update(bytes)
    try writeAll(bytes, to: descriptor)
  }
}

/// A SHA-256 that is worked out on another thread, while the next bytes are made and written.
private final class Hashing: Sendable {
  private let sha = Mutex(SHA256())
  private let queue = DispatchQueue(label: "daybook.hashing")
  /// How many pieces may wait.
  private let room = DispatchSemaphore(value: 8)

  func update(_ bytes: [UInt8]) {
    room.wait()
    queue.async {
      self.sha.withLock { $0.update(bytes) }
      self.room.signal()
    }
  }

  /// The digest of all bytes so far.
  var digest: String { queue.sync { sha.withLock { $0.hex } } }
}

/// Lines that memory has no room for, in a file without a name: it goes with the process, whatever ends that.
final class SpillFile: Sendable {
  private let path: String
  private let descriptor: Int32
  private let end = Mutex(0)
  private let firstFailure = Mutex<FileFailure?>(nil)

  /// Makes the file in a folder, on whose disk there has to be room for it.
  init(in folder: String) throws(FileFailure) {
    path = "\(folder)/spill"
    let part = Leftovers.part(path)
    descriptor = unsafe open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try FileFailure.check(descriptor)
    try FileFailure.check(unsafe unlink(part))
  }

  deinit { close(descriptor) }

  /// Why lines could not be kept, if they could not.
  var failure: FileFailure? { firstFailure.withLock { $0 } }

  private func fail<Result>(_ what: String, _ failure: FileFailure) -> Result? {
    let told = FileFailure(reason: "rows in \(path) \(what): \(failure.reason)", code: failure.code)
    firstFailure.withLock { $0 = $0 ?? told }
    return nil
  }

  /// What the reports see of it.
  var spill: Spill { Spill(append: { self.append($0) }, read: { self.read($0) }) }

  private func append(_ bytes: [UInt8]) -> Int? {
    let start = end.withLock { end in
      defer { end += bytes.count }
      return end
    }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, off_t(start + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        return fail("cannot be written", count < 0 ? .last : FileFailure(reason: "no byte was taken"))
      }
      done += count
    }
    return start
  }

  private func read(_ range: Range<Int>) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress?.advanced(by: done), range.count - done, off_t(range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        return fail("cannot be read", count < 0 ? .last : FileFailure(reason: "the file ends early"))
      }
      done += count
    }
    return bytes
  }
}
