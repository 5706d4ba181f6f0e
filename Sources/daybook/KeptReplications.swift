import Foundation
import Reports
import Scenarios
import Simulation

/// The finished replications of a run, kept in its temporary folder, so that a run that was cut off can go on.
///
/// The file has a line that says of what they are, then one for each replication, each with the SHA-256 of both. What was
/// torn by the end of a process, or changed since, is not taken up, nor what comes after it.
struct KeptReplications {
  static let name = "replications"

  /// What was taken up, in order, from the second replication on.
  private(set) var taken: ArraySlice<Substring> = []
  private let descriptor: Int32
  /// What the replications are of: the same scenario, seed and version have the same.
  private let origin: String
  private let resumes: Bool

  /// Begins the file in a folder that has none.
  ///
  /// - Parameters:
  ///   - origin: one line without spaces.
  ///   - resumes: whether they stay when the program is interrupted.
  init(in folder: String, of origin: String, resumes: Bool) throws(FileFailure) {
    (self.origin, self.resumes) = (origin, resumes)
    descriptor = unsafe open(KeptReplications.path(in: folder), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    try FileFailure.check(descriptor)
    try writeAll(Array("\(origin)\n".utf8), to: descriptor)
  }

  /// The next replication that was taken up; `nil` when there are no more.
  mutating func next() -> Substring? { taken.popFirst() }

  /// Keeps a replication that is finished.
  func keep(_ line: String) throws(FileFailure) {
    try writeAll(Array("\(Self.digest(of: line, origin)) \(line)\n".utf8), to: descriptor)
    if resumes { Interruption.keeping() }
  }

  /// No more are kept; the file goes when the reports are put into place, since what it keeps is in them.
  func close() throws(FileFailure) { try FileFailure.check(Foundation.close(descriptor)) }

  private static func isWhole(_ line: Substring, of origin: String) -> Bool {
    line.utf8.count > 65 && line.prefix(65) == digest(of: String(line.dropFirst(65)), origin) + " "
  }

  private static func digest(of line: String, _ origin: String) -> String {
    SHA256.hex(of: Array((origin + "\n" + line).utf8))
  }

  /// Where they lie in a temporary folder.
  static func path(in folder: String) -> String { "\(folder)/\(name)" }

  /// Removes them from a folder whose reports hold what they kept.
  static func remove(from folder: String) throws(FileFailure) {
    if unsafe unlink(path(in: folder)) < 0, errno != ENOENT { throw .last }
  }

  /// A file of replications that another run has left.
  struct Content {
    let origin: String
    /// The lines that are whole, with their digests, as far as no other comes before.
    let lines: [Substring]
    /// Whether it holds nothing else than that and the beginning of one more line.
    let isWhole: Bool

    /// Reads a file.
    ///
    /// - Returns: `nil` for what does not begin as Daybook writes it.
    init?(of path: String) {
      guard FolderTree.Entry(at: path)?.kind == .file, let bytes = try? ScenarioFiles.bytes(of: path, limit: .max - 1)
      else { return nil }
      let all = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      guard let head = all.first, head.hasPrefix("daybook-") || bytes.isEmpty else { return nil }
      let (origin, rest) = (String(head), all.dropFirst())
      let lines = rest.dropLast().prefix { KeptReplications.isWhole($0, of: origin) }
      self.origin = origin
      self.lines = Array(lines)
      let torn = rest.last ?? ""
      isWhole = lines.count == max(0, rest.count - 1) && torn.prefix(64).allSatisfy(\.isHexDigit)
    }
  }

  /// Copies the finished replications of the same origin that other runs have left, those of which there are most; then
  /// removes the folders of the runs that have ended, since no more is in them.
  mutating func takeUp(from left: (ended: [String], unknown: [String])) throws(FileFailure) {
    let ended = left.ended.map { ($0, Content(of: KeptReplications.path(in: $0))) }
    let unknown = left.unknown.map { ($0, Content(of: KeptReplications.path(in: $0))) }
    let same = (ended + unknown).compactMap(\.1).filter { $0.origin == origin }
    if let most = same.max(by: { $0.lines.count < $1.lines.count }), !most.lines.isEmpty {
      try writeAll(Array(most.lines.map { "\($0)\n" }.joined().utf8), to: descriptor)
      try FileFailure.check(fsync(descriptor))
      Interruption.keeping()
      taken = most.lines.map { $0.dropFirst(65) }[...]
    }
    for case (let folder, let content?) in ended {
      guard case .replications(let count) = LeftoverContent(of: folder) else { continue }
      if content.origin == origin {
        Leftovers.remove(folder)
      } else {
        Console.tell(
          "note: \(harmless(folder)) holds \(counted(count, "finished replication")) of another scenario, seed or "
            + "version; remove it when they are not needed\n")
      }
    }
  }
}
