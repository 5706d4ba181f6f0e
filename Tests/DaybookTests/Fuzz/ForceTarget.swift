import BillingCore
import Foundation
import Reports
import Synchronization

@testable import daybook

/// A report folder to which anything may have happened, and a call that is to replace it.
///
/// Nothing that is not Daybook's changes or goes, and a folder is replaced exactly when each of its entries is as it was
/// written. Each two bytes of an input are a deed: what is done, and under which name.
enum ForceTarget {
  private static let names: [[UInt8]] =
    [
      "a.csv", "b.csv", "load.sql", "datapackage.json", "notes.md", ".hidden", "figs", "a.csv~", "A.csv", "é",
      "e\u{301}",
      " ", "-", "..x", "a\nb", "a.csv ", "replications", "spill", "report.html", "from-2027-01-01", "*", "\u{202E}x",
    ].map { Array($0.utf8) } + [[0xFF], [0x61, 0xFE]]

  private static let slash = UInt8(ascii: "/")

  /// What lies below a folder: its entries, and the bytes of its files.
  private struct Look: Equatable {
    private(set) var entries: [[UInt8]: FolderTree.Entry]
    private(set) var contents: [[UInt8]: [UInt8]] = [:]

    init(at folder: String) throws {
      entries = try FolderTree(of: folder).entries
      for (path, entry) in entries where entry.kind == .file {
        contents[path] = read(Array(folder.utf8) + [slash] + path)
      }
    }

    /// The same without a folder and what is in it.
    func without(_ folder: String) -> Look {
      var rest = self
      rest.entries = entries.filter { !$0.key.starts(with: folder.utf8) }
      rest.contents = contents.filter { !$0.key.starts(with: folder.utf8) }
      return rest
    }

    /// Whether each entry is a file with the bytes that it had, and the list is among them; or nothing is there.
    func isPart(of written: Look) -> Bool {
      entries.isEmpty
        || entries.allSatisfy { $0.value.kind == .file && contents[$0.key] == written.contents[$0.key] }
          && contents[Array("datapackage.json".utf8)] != nil
    }
  }

  /// What is broken by an input, in words; `nil` when all holds.
  static func fault(_ bytes: [UInt8]) -> String? {
    let base = NSTemporaryDirectory() + "/daybook-force-\(getpid())"
    let folder = "\(base)/out"
    defer { _ = try? FolderTree(of: base).remove(from: base) }
    do {
      _ = try? FolderTree(of: base).remove(from: base)
      try FileManager.default.createDirectory(atPath: "\(base)/precious", withIntermediateDirectories: true)
      put(Array("precious".utf8), Array("\(base)/precious/kept".utf8))
      try write(["a.csv": "1\n", "b.csv": "2\n"], to: folder, replaces: false)
      let written = try Look(at: folder)
      for start in stride(from: 0, to: bytes.count - 1, by: 2).prefix(40) {
        let name = names[Int(bytes[start + 1]) % names.count]
        change(Array(folder.utf8) + [slash] + name, by: bytes[start], in: folder)
      }
      return try judged(folder, in: base, isOwn: try Look(at: folder).isPart(of: written))
    } catch {
      return "cannot be tried: \(error)"
    }
  }

  /// Replaces the folder, and looks at what became of everything.
  private static func judged(_ folder: String, in base: String, isOwn: Bool) throws -> String? {
    let before = try Look(at: base)
    do {
      try write(["new.csv": "3\n"], to: folder, replaces: true)
    } catch let failure as Failure {
      if failure.code != .io || !failure.message.hasPrefix("error: ") { return "refused with \(failure.code)" }
      if isOwn { return "refused, though all of it is Daybook's: \(failure.message)" }
      return try Look(at: base) == before ? nil : "refused, and something changed"
    }
    guard isOwn else { return "replaced, though something is not Daybook's" }
    let after = try Look(at: base)
    let expected = ["out", "out/datapackage.json", "out/load.sql", "out/new.csv"].map { Array($0.utf8) }
    guard Set(after.entries.keys.filter { $0.starts(with: "out".utf8) }) == Set(expected) else {
      return "something else is there"
    }
    return after.without("out") == before.without("out") ? nil : "a file outside changed"
  }

  // MARK: Deeds

  private static func change(_ path: [UInt8], by deed: UInt8, in folder: String) {
    let name = FolderTree.cString(path)
    switch deed % 12 {
    case 0: put(Array("mine".utf8), path)
    case 1: put(read(path) + [UInt8(ascii: "\n")], path)
    case 2: _ = unsafe mkdir(name, 0o777)
    case 3: _ = unsafe unlink(name)
    case 4: _ = unsafe (unlink(name), symlink("../precious/kept", name))
    case 5: _ = unsafe (unlink(name), symlink("../precious", name))
    case 6: _ = unsafe (unlink(name), mkfifo(name, 0o666))
    case 7: put(Array("1\n".utf8), path)
    case 8: put([], path + [slash] + Array("deep".utf8))
    case 9: _ = unsafe rename(FolderTree.cString(Array("\(folder)/a.csv".utf8)), name)
    case 10: list(path, in: folder)
    default: put(read(Array("\(folder)/load.sql".utf8)), path)
    }
  }

  /// Puts a file into the list of the folder, as somebody might who keeps a data package.
  private static func list(_ path: [UInt8], in folder: String) {
    let package = Array("\(folder)/datapackage.json".utf8)
    let (text, bytes) = (String(decoding: read(package), as: UTF8.self), read(path))
    let name = String(decoding: path.dropFirst(folder.utf8.count + 1), as: UTF8.self)
    let entry =
      #"{ "name": "x", "path": "\#(name)", "bytes": \#(bytes.count), "hash": "sha256:\#(SHA256.hex(of: bytes))" },"#
    guard let place = text.range(of: "\"resources\": [") else { return }
    put(Array((text[..<place.upperBound] + entry + text[place.upperBound...]).utf8), package)
  }

  /// The bytes of a file; none where there is no file.
  private static func read(_ path: [UInt8]) -> [UInt8] {
    let file = unsafe open(FolderTree.cString(path), O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe Foundation.read(file, $0.baseAddress, $0.count) }
    return Array(buffer.prefix(max(0, count)))
  }

  /// Writes a file; where a link, a pipe or a folder is, nothing happens.
  private static func put(_ bytes: [UInt8], _ path: [UInt8]) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOFOLLOW
    let file = unsafe open(FolderTree.cString(path), flags, 0o666)
    guard file >= 0 else { return }
    defer { close(file) }
    try? writeAll(bytes, to: file)
  }

  /// Writes a report folder as the program does, and waits for it.
  private static func write(_ texts: [String: String], to path: String, replaces: Bool) throws {
    let done = DispatchSemaphore(value: 0)
    let hindrance = Hindrance()
    Task.detached {
      do {
        try await ReportFolder(path: path, replaces: replaces).write { folder in
          var files = ReportFiles(
            in: folder, of: .init(scenario: "test", seed: 1, isOfOne: false), currency: .usd,
            form: TableForm(style: .standard, hasWorkbook: false))
          for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            try files.add(name, mediaType: "text/csv") { try $0.append(Array(text.utf8)) }
          }
          try files.finish {
            DataPackage.text(ofComparison: "test", version: "1", seed: 1, replications: 1, scenarios: [], files: $0)
          }
        }
      } catch {
        hindrance.error.withLock { $0 = error }
      }
      done.signal()
    }
    done.wait()
    if let error = hindrance.error.withLock({ $0 }) { throw error }
  }

  private final class Hindrance: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }
}
