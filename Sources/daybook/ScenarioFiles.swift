import Foundation
import Reports
import Scenarios
import Simulation
import Synchronization

/// Scenario files on the disk.
enum ScenarioFiles {
  /// Loads a scenario, or fails with all that is wrong with it.
  static func load(_ path: String, _ overrides: Overrides = Overrides()) throws(Failure) -> LoadedScenario {
    do throws(ScenarioLoader.Failure) {
      return try ScenarioLoader.load(path, overrides: overrides, fileName: composed(path), read: reader(for: path))
    } catch {
      switch error {
      case .unreadable(let file): throw failure(of: file)
      case .rejected(let rejected): throw rejected.failure
      }
    }
  }

  /// A path in Unicode's composed form, in which names are; macOS hands out file names decomposed.
  static func composed(_ path: String) -> String { path.precomposedStringWithCanonicalMapping }

  /// Reads a scenario's file, and those that it names, which lie in its folder, wherever links lead.
  static func reader(for scenario: String) -> ScenarioLoader.Read {
    let folder = realPath(of: Leftovers.parent(of: scenario))
    return { (path, limit) throws(UnreadableFile) in
      if path != scenario, let folder, let real = realPath(of: path),
        !real.hasPrefix(folder == "/" ? "/" : folder + "/")
      {
        var error = UnreadableFile(path: path, reason: "it is a link that leads out of \(folder)")
        (error.remedy, error.isForbidden) = ("put a copy in its place", true)
        throw error
      }
      let bytes = try bytes(of: path, limit: limit)
      if let real = realPath(of: path) { inputs.withLock { $0[real] = path } }
      return bytes
    }
  }

  /// The scenario files and books that were read, by where they really are.
  private static let inputs = Mutex<[String: String]>([:])

  /// What was read of what lies in a folder, as the command line names it, sorted.
  static func inputs(below folder: String) -> [String] {
    guard let folder = realPath(of: folder) else { return [] }
    return inputs.withLock { inputs in inputs.filter { $0.key.hasPrefix(folder + "/") }.values.sorted() }
  }

  /// Where a path leads when all links are followed; `nil` where that is nowhere.
  static func realPath(of path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Whether a path leads to another one, or to a folder above it.
  static func isFolder(_ path: String, atOrAbove other: String) -> Bool {
    guard let real = realPath(of: path), let other = realPath(of: other) else { return false }
    return real == other || real == "/" || other.hasPrefix(real + "/")
  }

  static func failure(of file: UnreadableFile) -> Failure {
    let meant = file.nearest.map { "did you mean \(harmless($0))?" }
    let other = file.isMissing ? existing : nil
    let advice = (meant ?? file.remedy ?? other).map { "; \($0)" } ?? ""
    return .io("cannot read \(harmless(file.path)): \(file.reason)\(advice)")
  }

  /// A file's bytes; one beyond the limit is read only so far that the reader sees it is too large.
  static func bytes(of path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece(of: path) { (piece, size) in
      if bytes.isEmpty { bytes.reserveCapacity(min(size, limit) + 1) }
      bytes += piece
      return bytes.count <= limit
    }
    return bytes
  }

  /// How long a file is, and its SHA-256.
  static func digest(of path: String) throws(UnreadableFile) -> (size: Int, digest: String) {
    var (sha, length) = (SHA256(), 0)
    try forEachPiece(of: path) { (piece, _) in
      length += piece.count
      sha.update(Array(piece))
      return true
    }
    return (length, sha.hex)
  }

  /// Reads a file piece by piece, for as long as it is wanted.
  ///
  /// - Parameter body: takes a piece and the size that the file had when it was opened, and says whether to go on.
  private static func forEachPiece(
    of path: String, _ body: (_ piece: ArraySlice<UInt8>, _ size: Int) -> Bool
  ) throws(UnreadableFile) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      guard [ENOENT, ENOTDIR].contains(errno) else {
        throw UnreadableFile(path: path, reason: FileFailure.last.reason)
      }
      var missing = UnreadableFile(path: path, reason: "there is no such file")
      missing.isMissing = true
      missing.nearest = NearestPath.to(path).flatMap { isFolder($0) ? nil : $0 }
      throw missing
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw UnreadableFile(path: path, reason: FileFailure.last.reason) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw UnreadableFile(
        path: path, reason: "it is \(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a file")")
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw UnreadableFile(path: path, reason: FileFailure.last.reason)
      }
      if count == 0 { return }
      if !body(buffer[..<count], Int(status.st_size)) { return }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What to do about a path that names nothing, where no other is near.
  private static let existing = "name one that exists, or let daybook new write one"

  /// Names the path that was probably meant, if one is near.
  private static func hint(for path: String) -> String {
    NearestPath.to(path).map { "did you mean \($0)?" } ?? existing
  }

  /// The scenario files that paths name: files as they are, and of folders all `*.jsonc` below, by name.
  ///
  /// A path that names none is a failure in its place, so that the others are still looked at.
  static func expanded(_ paths: [String]) -> [Named] { paths.flatMap(expanded) }

  /// A scenario file as the command line names it, or a path that names none, and why.
  struct Named {
    let path: String
    var fault: Failure?

    /// The path of the file.
    ///
    /// - Throws: why there is none.
    var file: String {
      get throws(Failure) {
        if let fault { throw fault }
        return path
      }
    }
  }

  private static func expanded(_ path: String) -> [Named] {
    func fault(_ message: String) -> [Named] { [Named(path: path, fault: .io(message))] }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let failure = FileFailure.last
      guard [ENOENT, ENOTDIR].contains(failure.code) else {
        return fault("cannot read \(harmless(path)): \(failure.reason)")
      }
      return fault("cannot read \(harmless(path)): no such file or folder; \(hint(for: path))")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [Named(path: path)] }
    let names: [String]
    do { names = try FileManager.default.subpathsOfDirectory(atPath: path) } catch {
      return fault("cannot list the folder \(harmless(path)): \(reason(of: error as NSError, below: path))")
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let found = names.filter { $0.hasSuffix(".jsonc") }.sorted().map { Named(path: "\(base)/\($0)") }
    return found.isEmpty ? fault("the folder \(harmless(path)) has no scenario files (*.jsonc)") : found
  }

  /// Why a folder, or one below it, was not listed, with the system's words.
  static func reason(of error: NSError, below folder: String) -> String {
    let path = error.userInfo[NSFilePathErrorKey] as? String ?? folder
    let file = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
    let reason = file < 0 ? FileFailure.last.reason : error.localizedDescription
    if file >= 0 { close(file) }
    return path == folder ? reason : "\(harmless(path)): \(reason)"
  }
}

extension RejectedScenario {
  /// The failure that the program ends with: a file that is missing is one of the file system's, as the scenario's own.
  var failure: Failure { Failure(code: lacksFile ? .io : .invalidScenario, message: description) }
}
