import Foundation
import Simulation

/// Moves that leave nothing to chance between a look and a deed.
enum Move {
  /// Gives a file or folder another name, which nothing may have.
  ///
  /// Where the file system cannot do so in one step, a folder first takes its name as an empty one, and a file by a
  /// second link: both fail where the name is taken.
  ///
  /// - Throws: with the code `EEXIST` where something has the name.
  static func withoutReplacing(_ from: String, to path: String) throws(FileFailure) {
    if rename(from, path, noReplace) { return }
    guard isUnsupported(errno) else { throw .last }
    var status = stat()
    try FileFailure.check(unsafe lstat(from, &status))
    if status.st_mode & S_IFMT == S_IFDIR {
      try FileFailure.check(unsafe mkdir(path, 0o777))
      guard unsafe Foundation.rename(from, path) < 0 else { return }
      let failure = FileFailure.last
      unsafe rmdir(path)
      throw failure
    }
    try FileFailure.check(unsafe link(from, path))
    try FileFailure.check(unsafe unlink(from))
  }

  /// Gives a folder the name of another one, in one step, which fails where that is not an empty folder.
  ///
  /// It takes over the permissions of the empty one, if they are those of a folder that its owner can use.
  static func overEmptyFolder(_ from: String, to path: String) throws(FileFailure) {
    var status = stat()
    if unsafe lstat(path, &status) == 0, status.st_mode & (S_IFMT | 0o700) == S_IFDIR | 0o700 {
      try FileFailure.check(unsafe chmod(from, status.st_mode & 0o7777))
    }
    try FileFailure.check(unsafe Foundation.rename(from, path))
  }

  /// Swaps two files or folders in one step, so that each name always has a whole one.
  ///
  /// - Returns: whether it did; not where the file system cannot.
  static func exchange(_ first: String, _ second: String) throws(FileFailure) -> Bool {
    if rename(first, second, exchanging) { return true }
    guard isUnsupported(errno) else { throw .last }
    return false
  }

  /// Swaps two files or folders in three moves, where the file system cannot do so in one.
  ///
  /// If the process is killed between them, the second lies under the third name. If a move fails, those before it are
  /// taken back.
  ///
  /// - Parameter aside: a path that nothing has.
  static func exchangeInSteps(_ first: String, _ second: String, aside: String) throws(FileFailure) {
    var done: [(from: String, to: String)] = []
    for step in [(from: second, to: aside), (from: first, to: second), (from: aside, to: first)] {
      do throws(FileFailure) { try withoutReplacing(step.from, to: step.to) } catch {
        for back in done.reversed() {
          do throws(FileFailure) { try withoutReplacing(back.to, to: back.from) } catch {
            throw FileFailure(reason: "\(error.reason); what was there is now in \(harmless(aside))")
          }
        }
        throw error
      }
      done.append(step)
    }
  }

  private static let noReplace: UInt32 = 1
  private static let exchanging: UInt32 = 2

  private static func isUnsupported(_ code: Int32) -> Bool { [ENOSYS, EINVAL, ENOTSUP].contains(code) }

  /// The C library has `renameat2` from 2.28 on, but its Swift module does not show it; it is looked up by name.
  private static func rename(_ from: String, _ path: String, _ flags: UInt32) -> Bool {
    typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = unsafe dlsym(nil, "renameat2") else {
      errno = ENOSYS
      return false
    }
    let renameAt2 = unsafe unsafeBitCast(symbol, to: RenameAt2.self)
    return unsafe renameAt2(AT_FDCWD, from, AT_FDCWD, path, flags) == 0
  }
}
