import Simulation

/// One mistake in a file: where it is, what is wrong, and what to do.
public struct Fault: Error, Hashable, Sendable {
  /// The byte that the caret points to.
  public let place: Place

  /// The JSON path of the value or object that is wrong, such as `policy.bonus.tiers[0].from`.
  ///
  /// Empty for the whole file, and for text that could not be read as JSON.
  public let path: String

  /// What is wrong, without the path.
  public let message: String

  /// What to do about it, such as `did you mean "blockFrom"?`, if that is known.
  public let hint: String?

  /// Joins a place, a path, what is wrong and what to do; nothing is checked.
  public init(place: Place, path: String = "", message: String, hint: String? = nil) {
    self.place = place
    self.path = path
    self.message = message
    self.hint = hint
  }

  /// The fault as people read it: place and message, the source line, a caret below the column.
  ///
  /// Three lines with no line feed at the end; one line for a place in none of the files. Tabs stay, also in the line
  /// of the caret; other control characters are shown as pictures of themselves; a long line is cut around the caret.
  /// `place.file` is the index of its file in the sources.
  public func rendered(in sources: [SourceFile]) -> String {
    let text =
      "error: " + message + (path.isEmpty ? "" : " in \(path)") + (hint.map { "; \($0)" } ?? "")
    guard sources.indices.contains(place.file) else { return text }
    let source = sources[place.file]
    let location = source.location(of: place.offset)
    let excerpt = Excerpt(of: source, around: place.offset)
    let number = String(location.line)
    let gutter = String(repeating: " ", count: max(5 - number.count, 0)) + number
    let blank = String(repeating: " ", count: gutter.count)
    return """
      \(harmless(source.path)):\(location.line):\(location.column): \(text)
      \(gutter) | \(excerpt.line)
      \(blank) | \(excerpt.indent)^
      """
  }
}

/// The faults found so far, in the order they were found.
///
/// Keeps the first thousand and counts the rest, so that a huge file that is wrong everywhere stays cheap.
public struct Faults: Error, Sendable {
  /// The most faults that are kept.
  public static let limit = 1000

  private var kept: [Fault] = []
  /// How many more there are than were kept.
  public private(set) var dropped = 0

  /// No faults.
  public init() {}

  /// Nothing was found.
  public var isEmpty: Bool { kept.isEmpty }

  /// Each fault once, by file, then by offset, then as found; the same message at the same place is the same fault.
  public var sorted: [Fault] {
    struct Identity: Hashable {
      let place: Place
      let message: String
    }
    var seen: Set<Identity> = []
    return kept.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
      .filter { seen.insert(Identity(place: $0.place, message: $0.message)).inserted }
  }

  /// Whether something is wrong with a member of the whole, or within it.
  func contains(under key: String) -> Bool {
    kept.contains { $0.path == key || $0.path.hasPrefix("\(key).") || $0.path.hasPrefix("\(key)[") }
  }

  /// Adds a fault, which is not even made when there are too many.
  mutating func add(_ fault: @autoclosure () -> Fault) {
    if kept.count < Self.limit {
      kept.append(fault())
    } else {
      dropped += 1
    }
  }

  /// Adds the faults of a part.
  mutating func add(contentsOf faults: Faults) {
    for fault in faults.kept { add(fault) }
    dropped += faults.dropped
  }

  /// All faults as people read them, one below the other, each with a line feed at its end.
  ///
  /// A last line says how many are not shown, if any.
  public func rendered(in sources: [SourceFile]) -> String {
    let text = sorted.map { $0.rendered(in: sources) + "\n" }.joined()
    return dropped == 0 ? text : text + "error: \(dropped) more not shown\n"
  }
}
