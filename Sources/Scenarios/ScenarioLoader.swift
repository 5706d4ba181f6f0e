public import Simulation

/// What a command line may change of a scenario file.
public struct Overrides: Sendable {
  /// The seed, in place of the file's.
  public var seed: UInt64?
  /// The number of days, in place of the file's.
  public var days: Int?
  /// What the number of accounts and of arrivals is multiplied by.
  public var scale: Double?

  /// Makes overrides that change nothing.
  public init() {}
}

/// A scenario that was read from a file without faults.
public struct LoadedScenario: Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// The file's own changes of the policy, as written; they are printed as they are.
  let changes: JSONNode?
}

/// A scenario file was refused: it has faults, each with its place.
public struct RejectedScenario: Error, Sendable {
  /// What is wrong.
  public let faults: Faults
  /// The files that were read.
  public let sources: [SourceFile]
  /// Whether the file system refused a file that the scenario names: its base, or a book.
  public let lacksFile: Bool

  /// All faults as people read them.
  public var description: String { faults.rendered(in: sources) }
}

/// A file could not be read.
public struct UnreadableFile: Error, Sendable {
  /// The path.
  public let path: String
  /// Why not, in words.
  public let reason: String
  /// What to do about it, if that is known.
  public var remedy: String?
  /// The path of the file that was probably meant, if one is near.
  public var nearest: String?
  /// Whether there is no such file.
  public var isMissing = false
  /// Whether a scenario may not name the file, rather than that the file system refuses it.
  public var isForbidden = false

  /// Makes the error.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// Reads scenario files, with what they extend, and decodes them with all their faults at once (FORMATS 1).
public struct ScenarioLoader {
  /// Why a scenario could not be loaded.
  public enum Failure: Error, Sendable {
    /// The file itself could not be read.
    case unreadable(UnreadableFile)
    /// It was read, and has faults.
    case rejected(RejectedScenario)
  }

  /// Gives the bytes of a file; of one that is larger than a limit, so many that this is seen.
  public typealias Read = (_ path: String, _ limit: Int) throws(UnreadableFile) -> [UInt8]

  let read: Read
  var sources: [SourceFile] = []
  var faults = Faults()
  /// A file that is extended could not be had, so what the files say is not all.
  private var lacksBase = false
  /// The file system refused a base or a book.
  private var lacksFile = false

  /// Loads a scenario; nothing but `read` touches files.
  ///
  /// - Parameter fileName: what a scenario without a name is called after, in NFC; by default the path.
  public static func load(
    _ path: String, overrides: Overrides = Overrides(), fileName: String? = nil, read: @escaping Read
  ) throws(Failure) -> LoadedScenario {
    var loader = ScenarioLoader(read: read)
    var first: [UInt8] = []
    do throws(UnreadableFile) { first = try read(path, SourceFile.sizeLimit) } catch { throw .unreadable(error) }
    let node = loader.chain(from: path, bytes: first, above: [])
    if let node {
      var decoder = ScenarioDecoder(
        fileName: fileStem(of: fileName ?? path), isWhole: !loader.lacksBase, sources: loader.sources)
      if var decoded = decoder.decode(node, overrides: overrides, into: &loader.faults) {
        // A book is read by the policy's services; what they are is not known while the policy is wrong.
        if !loader.faults.contains(under: "policy") { loader.readBooks(of: &decoded) }
        if loader.faults.isEmpty { return LoadedScenario(scenario: decoded.scenario, changes: decoded.changes) }
      }
    }
    throw .rejected(RejectedScenario(faults: loader.faults, sources: loader.sources, lacksFile: loader.lacksFile))
  }

  private init(read: @escaping Read) { self.read = read }

  // MARK: extends

  /// A file's value, laid over that of the file which it extends, and so on; `above` are the files that led here.
  private mutating func chain(from path: String, bytes: [UInt8], above: [String]) -> JSONNode? {
    let source = SourceFile(path: path, bytes: bytes)
    sources.append(source)
    guard let node = JSONCReader.read(source, file: sources.count - 1, faults: &faults) else { return nil }
    guard case .object(let members) = node.value, let extends = members.first(where: { $0.key == "extends" })?.node
    else { return node }
    guard case .string(let text) = extends.value else { return node }  // decoding reports its type
    guard let target = resolved(text, from: path) else {
      report(extends, "\(quoted(text)) \(ScenarioLoader.leadsOut)", ScenarioLoader.staysInside)
      return alone(node)
    }
    guard !(above + [path]).contains(target) else {
      report(extends, "\(quoted(text)) leads back to this file", "a scenario cannot be its own base")
      return alone(node)
    }
    do throws(UnreadableFile) {
      let bytes = try read(target, SourceFile.sizeLimit)
      let base = chain(from: target, bytes: bytes, above: above + [path])
      guard let base else { return alone(node) }
      PatchReader.check(node, on: lacksBase ? nil : base, ScenarioSchema.keys, into: &faults)
      return base.merged(with: node)
    } catch {
      reportUnreadable(error, at: "extends", named: extends.place, besides: above + [path])
      return alone(node)
    }
  }

  /// Reports that a file which another one names cannot be read, and which was probably meant: none that led here.
  mutating func reportUnreadable(
    _ error: UnreadableFile, at path: String, named place: Place, besides above: [String] = []
  ) {
    let folder = ScenarioLoader.folder(of: sources[place.file].path)
    let near = error.nearest.flatMap { $0.hasPrefix(folder) && !above.contains($0) ? $0.dropFirst(folder.count) : nil }
    let hint = near.map { "did you mean \"\(harmless(String($0)))\"?" } ?? error.remedy
    faults.add(
      Fault(
        place: place, path: path, message: "cannot read \(harmless(error.path)) (\(error.reason))",
        hint: hint ?? "name a file that can be read, by a path relative to this one"))
    lacksFile = lacksFile || !error.isForbidden
  }

  /// The file without its base, so that its own faults are reported all the same.
  private mutating func alone(_ node: JSONNode) -> JSONNode {
    lacksBase = true
    PatchReader.check(node, on: nil, ScenarioSchema.keys, into: &faults)
    return JSONNode(.object([]), at: node.place).merged(with: node)
  }

  private mutating func report(_ node: JSONNode, _ message: String, _ hint: String?) {
    faults.add(Fault(place: node.place, path: "extends", message: message, hint: hint))
  }

  /// A path relative to a file, within its folder; nothing when it leads out of it.
  func resolved(_ text: String, from path: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(".."), !parts.contains(""), parts.last != ".",
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return nil }
    return ScenarioLoader.folder(of: path) + parts.filter { $0 != "." }.joined(separator: "/")
  }

  static let leadsOut = "is not a path inside this file's folder"
  static let staysInside = #"write it relative to this file, without "..""#

  /// What stands before a file's name, with the last slash.
  static func folder(of path: String) -> Substring { path.lastIndex(of: "/").map { path[...$0] } ?? "" }

  /// The name of a scenario that gives itself none, by its file.
  public static func usualName(ofFile path: String) -> String { ScenarioName.made(fromFile: fileStem(of: path)) }

  private static func fileStem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
