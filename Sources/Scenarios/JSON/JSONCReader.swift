/// Reads JSON with comments and trailing commas, and tells all that is wrong in one go.
///
/// Strict beyond that: RFC 8259, no key twice, valid UTF-8, at most 64 levels deep and 64 MiB long. A mistake is told
/// once, at its place, and reading goes on behind it; of missing and superfluous commas, colons, brackets and quotes
/// only the first of a line is told. What could not be read is `.invalid`. Time is linear in the size.
struct JSONCReader {
  /// How deep arrays and objects may stand in one another.
  static let nestingLimit = 64

  /// After so many faults the rest of a file is not read.
  static let faultLimit = 100

  let source: SourceFile
  let bytes: [UInt8]
  private let file: Int

  /// The next byte to read; never more than the size.
  var offset = 0
  /// Whether invalid UTF-8 was told.
  var hasToldEncoding = false
  /// Where reading ends: the size, or 0 once it was given up.
  private(set) var end: Int

  /// The end of the last token, where a missing comma or bracket belongs.
  private(set) var tokenEnd = 0
  private var triviaEnd = -1

  private(set) var openObjects = 0
  private(set) var openArrays = 0
  /// It is no longer known which bracket belongs to which, so nothing more is said about brackets.
  var isStructureLost = false

  /// Up to here structure is in doubt: a fault of structure on a line would only repeat the first one.
  private var quietEnd = 0

  private var faults = Faults()
  private var faultCount = 0

  /// The value of a file; nil when there is none, or when faults leave its structure in doubt.
  ///
  /// Places carry the number of the file. What is wrong is added to the faults.
  static func read(_ source: SourceFile, file: Int, faults: inout Faults) -> JSONNode? {
    var reader = JSONCReader(source, file)
    let node = reader.readDocument()
    faults.add(contentsOf: reader.faults)
    return reader.isStructureLost ? nil : node
  }

  /// The value that begins at a byte, and the bytes it takes; nil where none begins, or a wrong one.
  static func value(at offset: Int, of source: SourceFile) -> (node: JSONNode, bytes: Range<Int>)? {
    var reader = JSONCReader(source, 0)
    guard offset < reader.end else { return nil }
    reader.offset = offset
    let node = reader.readValue()
    return reader.faults.isEmpty && node.value != .invalid ? (node, offset..<reader.offset) : nil
  }

  private init(_ source: SourceFile, _ file: Int) {
    self.source = source
    self.file = file
    bytes = source.bytes
    end = bytes.count
  }

  private mutating func readDocument() -> JSONNode? {
    guard bytes.count <= SourceFile.sizeLimit else {
      report(at: 0, "the file is larger than \(SourceFile.sizeLimit >> 20) MiB")
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(2).contains(0) {
      report(at: 0, "the file is UTF-16, or UTF-32, or not a text", "save it as UTF-8")
      return nil
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    skipTrivia()
    guard !isAtEnd else {
      let hint = #"write at least { "start": "2027-01-01" }, or let daybook new --force write one"#
      if !isStructureLost { report(at: 0, "the file is empty", hint) }
      return nil
    }
    let node = readValue()
    skipTrivia()
    if !isAtEnd, !isStructureLost, node.value != .invalid {
      let isTheFirstOfStructure = quietEnd == 0
      isStructureLost = true
      guard isTheFirstOfStructure else { return node }
      report(at: offset, "text after the end of the value that began at \(spot(node.place.offset))")
    }
    return node
  }

  /// Reads the value that begins at the current byte, which is there and not a comma or a closing bracket.
  private mutating func readValue() -> JSONNode {
    let place = place(offset)
    switch bytes[offset] {
    case .quote:
      return JSONNode(readString().map(JSONValue.string) ?? .invalid, at: place)
    case .openBrace:
      return JSONNode(readObject(), at: place)
    case .openBracket:
      return JSONNode(readArray(), at: place)
    default:
      return JSONNode(readWord(), at: place)
    }
  }

  private mutating func readArray() -> JSONValue {
    guard openObjects + openArrays < Self.nestingLimit else { return skipTooDeep() }
    let bracket = Bracket(opened: offset, isObject: false)
    openArrays += 1
    offset += 1
    var nodes: [JSONNode] = []
    while hasItem(in: bracket) {
      let node = readValue()
      nodes.append(node)
      readSeparator(after: node.value, in: bracket)
    }
    openArrays -= 1
    return .array(nodes)
  }

  private mutating func readObject() -> JSONValue {
    guard openObjects + openArrays < Self.nestingLimit else { return skipTooDeep() }
    let bracket = Bracket(opened: offset, isObject: true)
    openObjects += 1
    offset += 1
    var members: [JSONMember] = []
    var index = MemberIndex()
    while hasItem(in: bracket) {
      let member = readMember()
      if let member {
        if let first = index.position(of: member.key, in: members) {
          let spot = spot(members[first].keyPlace.offset)
          report(at: member.keyPlace.offset, "duplicate key \(quoted(member.key))", "the first is at \(spot)")
        } else {
          members.append(member)
        }
      }
      readSeparator(after: member?.node.value ?? .invalid, in: bracket)
    }
    openObjects -= 1
    return .object(members)
  }

  /// Reads a key, a colon and a value; nil when the key could not be read.
  private mutating func readMember() -> JSONMember? {
    let keyPlace = place(offset)
    let key = readKey()
    skipTrivia()
    let colon = offset
    guard !isAtEnd, bytes[offset] == .colon else {
      guard let key else { return nil }
      reportStructure(at: tokenEnd, "expected \":\" after the key \(quoted(key))")
      if !isAtEnd, !isAtSeparator { skipJunk() }
      return JSONMember(key, at: keyPlace, JSONNode(.invalid, at: place(colon)))
    }
    offset += 1
    skipTrivia()
    if isAtEnd || isAtSeparator {
      if !isAtEnd { reportStructure(at: tokenEnd, "expected a value after \":\"") }
      return key.map { JSONMember($0, at: keyPlace, JSONNode(.invalid, at: place(colon))) }
    }
    let node = readValue()
    return key.map { JSONMember($0, at: keyPlace, node) }
  }

  /// Reads the comma behind an item; without one says so, unless the item was wrong already.
  private mutating func readSeparator(after value: JSONValue, in bracket: Bracket) {
    skipTrivia()
    guard !isAtEnd else { return }
    if !isAtSeparator {
      if value != .invalid, !isQuiet(at: tokenEnd) {
        reportStructure(at: tokenEnd, "expected \",\" or \"\(bracket.closer.character)\" after this value")
      }
      let byte = bytes[offset]
      if byte == .colon, !bracket.isObject { giveUpStructure() }
      let beginsItem =
        byte == .quote || byte.isWordByte || !bracket.isObject && (byte == .openBrace || byte == .openBracket)
      if !beginsItem { skipJunk() }
    }
    if !isAtEnd, bytes[offset] == .comma { offset += 1 }
  }

  /// Skips spaces, line ends and comments.
  mutating func skipTrivia() {
    if offset != triviaEnd { tokenEnd = offset }
    while offset < end {
      let byte = bytes[offset]
      if byte == .space || byte == .lineFeed || byte == .carriageReturn || byte == .tab {
        offset += 1
      } else if byte != .slash || !skipComment() {
        break
      }
    }
    triviaEnd = offset
  }

  // MARK: Faults

  /// Tells a fault; the hundredth is the last, and reading ends with it.
  mutating func report(at offset: Int, _ message: String, _ hint: String? = nil) {
    guard faultCount < Self.faultLimit else { return }
    let fault = Fault(place: place(offset), message: message, hint: hint)
    faults.add(fault)
    faultCount += 1
    guard faultCount == Self.faultLimit else { return }
    let reason = "\(Self.faultLimit) faults so far; what follows in this file was not read"
    let last = Fault(place: place(max(offset, self.offset)), message: reason)
    faults.add(last)
    isStructureLost = true
    end = 0
  }

  /// Tells a fault of structure, the first of its line, since one often makes the next.
  mutating func reportStructure(at offset: Int, _ message: String, _ hint: String? = nil) {
    guard !isQuiet(at: offset) else { return }
    report(at: offset, message, hint)
    beQuiet(from: offset)
  }

  func isQuiet(at offset: Int) -> Bool { offset < quietEnd }

  /// Tells nothing of structure up to the end of a line.
  mutating func beQuiet(from offset: Int) {
    quietEnd = max(quietEnd, bytes[offset...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? bytes.count + 1)
  }

  /// Tells nothing of structure any more: members stand in an array, so a bracket is wrong or missing before them.
  private mutating func giveUpStructure() {
    isStructureLost = true
    quietEnd = .max
  }

  var isAtEnd: Bool { offset >= end }

  /// At a comma or a closing bracket.
  var isAtSeparator: Bool {
    let byte = bytes[offset]
    return byte == .comma || byte == .closeBrace || byte == .closeBracket
  }

  private func place(_ offset: Int) -> Place { Place(file: file, offset: offset) }

  /// A line and a column for a message.
  func spot(_ offset: Int) -> String {
    let location = source.location(of: offset)
    return "\(location.line):\(location.column)"
  }
}
