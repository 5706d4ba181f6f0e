import Foundation
import Reports
import Scenarios
import Simulation
import Synchronization

/// A folder of reports, or of boundaries, that appears whole or not at all (FORMATS 4).
///
/// Files are written into a folder beside it, made when it is opened, which takes its place in one rename that replaces
/// nothing but an empty folder, or in one exchange with an older folder of Daybook's own. On any error before it is whole
/// the temporary folder is removed; where only its place cannot be taken, it is kept under another name. What a killed run
/// left behind is removed by the next one.
struct ReportFolder {
  /// What it holds; only a folder of the same kind is replaced.
  enum Kind {
    case reports, boundaries

    /// The file that no other folder has.
    var marker: String {
      switch self {
      case .reports: "datapackage.json"
      case .boundaries: "boundaries.json"
      }
    }

    var name: String {
      switch self {
      case .reports: "a report folder"
      case .boundaries: "a folder of boundaries"
      }
    }

    var content: String {
      switch self {
      case .reports: "reports"
      case .boundaries: "boundaries"
      }
    }
  }

  /// The folder, without a slash at its end.
  let path: String
  /// Whether a report folder that exists is replaced.
  let replaces: Bool
  let kind: Kind
  /// Whether replications that a run before has finished are taken up, and kept when this one is interrupted.
  let resumes: Bool
  /// The folder that is replaced, as it was when it was looked at.
  private let old = Old()

  /// A look at a large folder reads all of it, and is taken once.
  private final class Old: Sendable {
    let seen = Mutex(Seen.nothing)
  }

  /// What was there.
  private enum Seen {
    case nothing, empty
    case own(OwnFolder)
  }

  init(path: String, replaces: Bool, kind: Kind = .reports, resumes: Bool = false) {
    var path = path
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path.removeLast() }
    self.path = path
    self.replaces = replaces
    self.kind = kind
    self.resumes = resumes
  }

  /// The names of what it holds, sorted.
  var names: [String] { ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted() }

  private var temporary: String { Leftovers.temporary(path) }
  private var parent: String { Leftovers.parent(of: path) }
  private var shown: String { harmless(path) }

  /// Refuses early, before a long run: what exists and may not be replaced, and a place where no folder can be made.
  func checkFree() throws(Failure) {
    guard let entry = FolderTree.Entry(at: path) else { return try checkPlace() }
    if entry.kind == .folder, ScenarioFiles.isFolder(path, atOrAbove: ".") {
      throw refusal("holds the folder that this call is made in")
    }
    guard path.split(separator: "/").last != ".." else {
      throw failure("the path ends in ..", remedy: "give the folder by its own name")
    }
    if case .own(let own) = old.seen.withLock({ $0 }), own.isStill(at: path) { return }
    if FolderTree.isEmptyFolder(path) {
      old.seen.withLock { $0 = .empty }
      return try checkPlace()
    }
    do throws(OwnFolder.Refusal) {
      let own = try OwnFolder(at: path, as: kind, isHashed: replaces)
      old.seen.withLock { $0 = .own(own) }
    } catch {
      throw refusal(error.reason)
    }
    guard replaces else { throw .io("\(shown) exists; give --force to replace it, or --out DIR for another folder") }
    try checkPlace()
  }

  private func refusal(_ reason: String) -> Failure {
    .io(
      "\(shown) exists, and \(reason)\(reason.hasSuffix("elsewhere") ? ", or" : ";") give --out DIR for another folder")
  }

  private func failure(_ reason: String, remedy: String? = nil, kept: String? = nil) -> Failure {
    let advice = remedy.map { "; \($0)" } ?? ""
    let outcome =
      kept.map {
        "the \(kind.content) are whole in \(harmless($0)): look at what is at \(shown), perhaps of another run, "
          + "and move one of the two"
      } ?? "nothing was written"
    return .io("cannot write the \(kind.content) to \(shown): \(reason); \(outcome)\(advice)")
  }

  /// Refuses a place below no folder, or below one that takes nothing new, or where another file system begins.
  private func checkPlace() throws(Failure) {
    var folder = path
    while FolderTree.Entry(at: folder) == nil, folder != Leftovers.parent(of: folder) {
      // Of a name in a folder that is still to be made the system says nothing yet.
      if folder.split(separator: "/").last.map({ $0.utf8.count > 255 }) ?? false {
        throw failure("File name too long", remedy: "give --out DIR with a shorter name")
      }
      let above = Leftovers.parent(of: folder)
      if folder.split(separator: "/").last == ".." { throw failure("there is no folder \(harmless(above))") }
      folder = above
    }
    let device = folder == path ? FolderTree.Entry(at: path)?.identity.first : nil
    if folder == path { folder = parent }
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else { throw failure(FileFailure.last.reason) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw failure("\(harmless(folder)) is not a folder") }
    guard unsafe access(folder, W_OK | X_OK) == 0 else { throw failure(FileFailure.last.reason) }
    guard device == nil || device == Int64(bitPattern: UInt64(status.st_dev)) else {
      throw failure("another file system begins there; give --out \(shown)/NAME")
    }
  }

  /// Makes the temporary folder, has it filled, and puts it into place.
  func write<Result>(_ fill: (_ folder: String) async throws -> Result) async throws -> Result {
    try checkFree()
    let result: Result
    var made: [String] = []
    var own: FolderTree.Entry?
    var isWhole = false
    do {
      try makeFolder(parent, noting: &made)
      Leftovers.clear(beside: path, resumes: resumes)
      Interruption.guarding(temporary)
      try FileFailure.check(unsafe mkdir(temporary, 0o777))
      own = FolderTree.Entry(at: temporary)
      result = try await fill(temporary)
      try Leftovers.complete(temporary, marker: kind.marker)
      Interruption.guarding(temporary)  // what it kept for another run goes
      try KeptReplications.remove(from: temporary)
      try Leftovers.flush(folder: temporary)
      isWhole = true
      try putIntoPlace()
      Interruption.guarding(nil)
    } catch {
      // Under its name there may be the old folder, if that cannot be put back.
      let isOurs = own != nil && FolderTree.Entry(at: temporary) == own
      let kept = isOurs && isWhole ? Leftovers.keep(temporary) : nil
      if isOurs, !isWhole { Leftovers.remove(temporary) }
      Interruption.guarding(nil)
      for folder in made.reversed() { unsafe rmdir(folder) }
      guard let reason = (error as? FileFailure)?.reason else { throw error }
      throw failure(reason, kept: kept)
    }
    do {
      for folder in Set([parent] + made.map(Leftovers.parent)) { try Leftovers.flush(folder: folder) }
    } catch {
      throw Failure.io("the \(kind.content) are in \(shown), but may not outlast a power failure: \(error.reason)")
    }
    Console.note(finished: "the \(kind.content) are whole in \(shown)")
    return result
  }

  /// Makes a folder and those above it, as far as they are not there, and adds those it made to a list.
  func makeFolder(_ folder: String, noting made: inout [String]) throws(FileFailure) {
    guard !FileManager.default.fileExists(atPath: folder) else { return }
    if let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      try makeFolder(String(folder[..<slash]), noting: &made)
    }
    if unsafe mkdir(folder, 0o777) == 0 { made.append(folder) } else if errno != EEXIST { throw .last }
  }
}

// MARK: Taking its place

extension ReportFolder {
  /// One rename that replaces nothing, or one exchange with the folder that is replaced, which is then removed.
  ///
  /// Where that folder has gone meanwhile, nothing is replaced.
  private func putIntoPlace() throws(FileFailure) {
    let temporary = temporary
    let seen = self.old.seen.withLock { $0 }
    guard case .own(let old) = seen, FolderTree.Entry(at: path) != nil else {
      return try Interruption.putIntoPlace { () throws(FileFailure) in
        do throws(FileFailure) {
          if case .empty = seen {
            try Move.overEmptyFolder(temporary, to: path)
          } else {
            try Move.withoutReplacing(temporary, to: path)
          }
        } catch {
          throw [EEXIST, ENOTEMPTY, ENOTDIR].contains(error.code) ? Self.isChanged : error
        }
      }
    }
    try Interruption.putIntoPlace(removing: { if !old.remove(at: temporary) { _ = Leftovers.keep(temporary) } }) {
      () throws(FileFailure) in
      try exchange(with: old)
    }
    if !old.remove(at: temporary) {
      Console.tell(
        "note: the folder that was replaced is not all gone; the rest is in \(harmless(Leftovers.keep(temporary)))\n")
    }
  }

  private static let isChanged = FileFailure(reason: "the folder was created or changed meanwhile")

  /// Swaps the two, and swaps them back where the old is no longer as it was when it was looked at.
  private func exchange(with old: OwnFolder) throws(FileFailure) {
    guard old.isStill(at: path) else { throw Self.isChanged }
    try swap()
    guard old.isStill(at: temporary) else {
      do throws(FileFailure) { try swap() } catch {
        throw FileFailure(
          reason:
            "it was created or changed meanwhile; what came there is now in \(harmless(Leftovers.keep(temporary)))")
      }
      throw Self.isChanged
    }
  }

  /// In one step, or in three where the file system knows no exchange: hours of computing are not to be lost for that.
  private func swap() throws(FileFailure) {
    guard try !Move.exchange(temporary, path) else { return }
    try Move.exchangeInSteps(temporary, path, aside: Leftovers.kept(temporary))
  }
}
