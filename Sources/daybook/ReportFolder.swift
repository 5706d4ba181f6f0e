import Foundation
import Reports

/// A folder of reports, or of boundaries, that appears whole or not at all (FORMATS 4).
///
/// Files are written into a folder beside it, made when it is opened, which takes its place in one rename, or in one
/// exchange when an older report folder is replaced. On any error the temporary folder is removed. What a killed run
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

  init(path: String, replaces: Bool, kind: Kind = .reports, resumes: Bool = false) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    self.replaces = replaces
    self.kind = kind
    self.resumes = resumes
  }

  /// The names of what it holds, sorted.
  var names: [String] { ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted() }

  private var exists: Bool { FileManager.default.fileExists(atPath: path) }
  private var temporary: String { Leftovers.temporary(path) }

  /// Refuses early, before a long run: what exists and may not be replaced, and what is no report folder.
  func checkFree() throws(Failure) {
    guard exists else { return }
    guard FileManager.default.fileExists(atPath: "\(path)/\(kind.marker)") else {
      throw .io("\(path) exists, and is not \(kind.name) that --force could replace; give --out DIR for another folder")
    }
    guard replaces else {
      throw .io("\(path) exists; give --force to replace it, or --out DIR for another folder")
    }
    if case .boundaries = kind { try checkHoldsOnlyBoundaries() }
  }

  /// Refuses to replace a folder of boundaries that somebody has put more into: its marker lists what was written.
  private func checkHoldsOnlyBoundaries() throws(Failure) {
    let marker = (try? String(contentsOfFile: "\(path)/\(kind.marker)", encoding: .utf8)) ?? ""
    guard marker.hasPrefix("{\n  \"daybook\": \"boundaries\",\n"),
      let names = try? FileManager.default.subpathsOfDirectory(atPath: path)
    else { throw .io("\(path)/\(kind.marker) is not what boundaries writes, so --force does not replace \(path)") }
    for name in names.sorted() where name != kind.marker && !marker.contains("\"\(name)\"") {
      guard marker.contains("\"\(name)/") else {
        throw .io("\(path) holds \(name), which boundaries did not write, so --force does not replace it")
      }
    }
  }

  /// Makes the temporary folder, has it filled, and puts it into place.
  func write<Result>(_ fill: (_ folder: String) async throws -> Result) async throws -> Result {
    try checkFree()
    let result: Result
    var made: [String] = []
    do {
      try makeFolder(parent, noting: &made)
      let kept = resumes ? KeptReplications.setAside(from: Leftovers.all(beside: path), for: temporary) : nil
      Leftovers.remove(beside: path, except: kept)
      if resumes { Interruption.keeping(temporary) } else { Interruption.guarding(temporary) }
      try FileFailure.check(unsafe mkdir(temporary, 0o777))
      if let kept { try FileFailure.check(unsafe rename(kept, KeptReplications.path(in: temporary))) }
      result = try await fill(temporary)
      try Leftovers.flush(folder: temporary)
      try putIntoPlace()
      Interruption.guarding(nil)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      Interruption.guarding(nil)
      for folder in made.reversed() { unsafe rmdir(folder) }
      guard let reason = (error as? FileFailure)?.reason else { throw error }
      throw Failure.io("cannot write the \(kind.content) to \(path): \(reason); nothing was written")
    }
    do {
      try Leftovers.flush(folder: parent)
    } catch {
      throw Failure.io("the \(kind.content) are in \(path), but may not outlast a power failure: \(error.reason)")
    }
    return result
  }

  private var parent: String { Leftovers.parent(of: path) }

  /// Makes a folder and those above it, as far as they are not there, and adds those it made to a list.
  func makeFolder(_ folder: String, noting made: inout [String]) throws(FileFailure) {
    guard !FileManager.default.fileExists(atPath: folder) else { return }
    if let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      try makeFolder(String(folder[..<slash]), noting: &made)
    }
    if unsafe mkdir(folder, 0o777) == 0 { made.append(folder) } else if errno != EEXIST { throw .last }
  }

  /// One rename, or one exchange with the folder that is replaced, which is then removed.
  private func putIntoPlace() throws(FileFailure) {
    let replaced = exists ? temporary : nil
    try Interruption.putIntoPlace(leaving: replaced) { () throws(FileFailure) in
      unsafe unlink(KeptReplications.path(in: temporary))
      guard replaced == nil else { return try exchange(temporary, path) }
      if unsafe rename(temporary, path) < 0 {
        throw [EEXIST, ENOTEMPTY].contains(errno) ? FileFailure(reason: "another run has written it meanwhile") : .last
      }
    }
    if let replaced { try? FileManager.default.removeItem(atPath: replaced) }
  }
}

/// Swaps two folders in one step, so that the name always stands for a whole one.
///
/// The C library has `renameat2` from 2.28 on, but its Swift module does not show it; it is looked up by name.
private func exchange(_ first: String, _ second: String) throws(FileFailure) {
  typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  guard let symbol = unsafe dlsym(nil, "renameat2") else {
    throw FileFailure(reason: "this system cannot exchange two folders")
  }
  let renameAt2 = unsafe unsafeBitCast(symbol, to: RenameAt2.self)
  let exchange: UInt32 = 2
  if unsafe renameAt2(AT_FDCWD, first, AT_FDCWD, second, exchange) < 0 { throw .last }
}
