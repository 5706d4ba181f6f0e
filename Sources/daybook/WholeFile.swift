import Foundation
import Scenarios
import Simulation

/// A file that is written whole or not at all: it is made beside its place and takes it in one step.
enum WholeFile {
  /// Refuses a place where a file cannot be written, before any work is done for it.
  ///
  /// - Parameters:
  ///   - appends: whether an open file under the name of its descriptor, such as `/dev/stdout`, may be given.
  ///   - mayReplace: whether a file with these bytes may go.
  static func check(_ path: String, appends: Bool = false, mayReplace: ([UInt8]) -> Bool) throws(Failure) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw failure(path, "it is a folder") }
      if try isWrittenAsItIs(path, status, appends) {
        guard unsafe access(path, W_OK) == 0 else { throw failure(path, FileFailure.last.reason) }
        return
      }
      try checkReplaceable(path, mayReplace)
    }
    let target = target(of: path)
    let folder = Leftovers.parent(of: target)
    guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw failure(path, noFolder(folder))
    }
    guard unsafe access(folder, W_OK | X_OK) == 0 else { throw failure(path, FileFailure.last.reason) }
    // It may be that nothing will be written, since it is in place already.
    Leftovers.clear(beside: target)
  }

  /// Writes a file, in place of one that is there; what is no plain file, such as a pipe, is written to as it is.
  ///
  /// A file that is replaced hands its owner and its permissions on; a link goes on leading to it.
  ///
  /// - Parameters:
  ///   - appends: whether an open file under the name of its descriptor may be given; then it goes on behind what it has.
  ///   - mayReplace: whether a file with these bytes may go; asked of the file that was there in the end.
  static func write(
    _ bytes: [UInt8], to path: String, appends: Bool = false, mayReplace: ([UInt8]) -> Bool
  ) throws(Failure) {
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, try isWrittenAsItIs(path, status, appends) {
      do throws(FileFailure) { try put(bytes, into: path, O_WRONLY | O_APPEND | O_CLOEXEC) } catch {
        throw failure(path, error.reason)
      }
      return
    }
    let target = target(of: path)
    let isPlaced: Bool
    do throws(FileFailure) {
      isPlaced = try place(bytes, at: target, over: exists ? status : nil, mayReplace)
    } catch {
      throw failure(path, reason(of: error, at: target))
    }
    guard isPlaced else { throw failure(path, "it cannot be read, or changed meanwhile; nothing was replaced") }
    try flush(Leftovers.parent(of: target), of: path)
  }

  /// Writes a file where there is none.
  ///
  /// - Returns: whether it did; nothing is touched where something is there, whatever it is.
  static func create(_ bytes: [UInt8], at path: String) throws(Failure) -> Bool {
    do throws(FileFailure) {
      guard try place(bytes, at: path, over: nil, { _ in false }) else { return false }
    } catch {
      throw failure(path, reason(of: error, at: path))
    }
    try flush(Leftovers.parent(of: path), of: path)
    return true
  }

  private static func failure(_ path: String, _ reason: String) -> Failure {
    .io("cannot write \(harmless(path)): \(reason)")
  }

  private static func checkReplaceable(_ path: String, _ mayReplace: ([UInt8]) -> Bool) throws(Failure) {
    let bytes: [UInt8]
    do throws(UnreadableFile) { bytes = try ScenarioFiles.bytes(of: path, limit: .max - 1) } catch {
      throw failure(path, error.reason)
    }
    guard mayReplace(bytes) else {
      throw failure(path, "it holds something that daybook did not write; move it elsewhere, or give another file")
    }
  }

  private static func noFolder(_ folder: String) -> String {
    "there is no folder \(harmless(folder)); make it, or give another path"
  }

  /// Why a file could not be written: for want of a folder, or as the system says.
  private static func reason(of failure: FileFailure, at path: String) -> String {
    let folder = Leftovers.parent(of: path)
    var status = stat()
    let isThere = unsafe stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    return [ENOENT, ENOTDIR].contains(failure.code) && !isThere ? noFolder(folder) : failure.reason
  }

  private static func flush(_ folder: String, of path: String) throws(Failure) {
    do throws(FileFailure) {
      try Leftovers.flush(folder: folder)
    } catch {
      throw .io("\(harmless(path)) is written, but may not outlast a power failure: \(error.reason)")
    }
  }

  /// The file that a path leads to.
  private static func target(of path: String) -> String {
    FolderTree.Entry(at: path)?.kind == .link ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
  }

  /// A pipe or a terminal cannot be replaced, nor can an open file under the name of its descriptor.
  private static func isWrittenAsItIs(_ path: String, _ status: stat, _ appends: Bool) throws(Failure) -> Bool {
    guard status.st_mode & S_IFMT == S_IFREG else { return true }
    guard isDescriptor(path) else { return false }
    guard appends else {
      throw failure(path, "it is an open file, which cannot be replaced; give the file by its name")
    }
    return true
  }

  /// Whether a path leads, by whatever links, to what a process shows of its open files.
  private static func isDescriptor(_ path: String) -> Bool {
    var path = path
    for _ in 0..<40 {
      guard let folder = ScenarioFiles.realPath(of: Leftovers.parent(of: path)) else { return false }
      if folder.hasPrefix("/proc/"), folder.hasSuffix("/fd") { return true }
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return false }
      path = next.hasPrefix("/") ? next : "\(folder)/\(next)"
    }
    return false
  }

  private static func isReplaceable(_ path: String, _ mayReplace: ([UInt8]) -> Bool) -> Bool {
    (try? ScenarioFiles.bytes(of: path, limit: .max - 1)).map(mayReplace) ?? false
  }
}

// MARK: Taking a place

extension WholeFile {
  /// Writes a file beside its place, and gives it the place.
  ///
  /// - Parameter old: the file that is there; `nil` where nothing may be.
  /// - Returns: whether it has the place; not where something is there that may not go.
  private static func place(
    _ bytes: [UInt8], at path: String, over old: stat?, _ mayReplace: ([UInt8]) -> Bool
  ) throws(FileFailure) -> Bool {
    let temporary = Leftovers.temporary(path)
    Leftovers.clear(beside: path)
    Interruption.guarding(temporary)
    defer { Interruption.guarding(nil) }
    try put(bytes, into: temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
    let made = number(of: temporary)
    var isPlaced = false
    do throws(FileFailure) {
      if let old {
        _ = unsafe chown(temporary, old.st_uid, old.st_gid)  // not everybody may
        try FileFailure.check(unsafe chmod(temporary, old.st_mode & 0o7777))
      }
      try Interruption.putIntoPlace { () throws(FileFailure) in
        isPlaced = try take(path, by: temporary, isNew: old == nil, mayReplace)
        unsafe unlink(temporary)  // what was replaced, or what found no place
      }
    } catch {
      // Under its name there may be what was replaced.
      if made != nil, number(of: temporary) == made { unsafe unlink(temporary) }
      throw error
    }
    return isPlaced
  }

  /// Gives a file the place of another, and takes it back when that was one that may not go.
  private static func take(
    _ path: String, by temporary: String, isNew: Bool, _ mayReplace: ([UInt8]) -> Bool
  ) throws(FileFailure) -> Bool {
    if isNew {
      do throws(FileFailure) { try Move.withoutReplacing(temporary, to: path) } catch {
        if error.code == EEXIST { return false }
        throw error
      }
      return true
    }
    guard isReplaceable(path, mayReplace) else { return false }
    guard try Move.exchange(temporary, path) else {
      try FileFailure.check(unsafe rename(temporary, path))
      return true
    }
    if isReplaceable(temporary, mayReplace) { return true }
    do throws(FileFailure) { _ = try Move.exchange(temporary, path) } catch {
      throw FileFailure(
        reason: "it changed meanwhile, and what it held is now in \(harmless(Leftovers.keep(temporary)))")
    }
    return false
  }

  private static func number(of path: String) -> [Int64]? {
    FolderTree.Entry(at: path).map { Array($0.identity.prefix(2)) }
  }

  /// Writes bytes, and has them on the disk; a file that was made for them goes when they do not fit.
  private static func put(_ bytes: [UInt8], into path: String, _ flags: Int32) throws(FileFailure) {
    let descriptor = unsafe open(path, flags, 0o666)
    try FileFailure.check(descriptor)
    do throws(FileFailure) {
      do throws(FileFailure) {
        try writeAll(bytes, to: descriptor)
        // A pipe or a terminal has nothing to bring to a disk.
        if fsync(descriptor) < 0, errno != EINVAL, errno != EROFS { throw .last }
      } catch {
        close(descriptor)
        throw error
      }
      try FileFailure.check(close(descriptor))
    } catch {
      if flags & O_EXCL != 0 { unsafe unlink(path) }
      throw error
    }
  }
}
