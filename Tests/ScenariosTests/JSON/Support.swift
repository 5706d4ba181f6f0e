import XCTest

@testable import Scenarios

/// A text as a file of that name.
func source(_ text: String, path: String = "x.jsonc") -> SourceFile {
  SourceFile(path: path, bytes: Array(text.utf8))
}

/// The value of a text and its faults.
func parsed(_ text: String) -> (node: JSONNode?, faults: [Fault]) { parsed(Array(text.utf8)) }

func parsed(_ bytes: [UInt8]) -> (node: JSONNode?, faults: [Fault]) {
  var faults = Faults()
  let node = JSONCReader.read(SourceFile(path: "x.jsonc", bytes: bytes), file: 0, faults: &faults)
  return (node, faults.sorted)
}

/// The value of a right text.
func value(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> JSONNode {
  let (node, faults) = parsed(text)
  XCTAssertEqual(faults.map(\.message), [], file: file, line: line)
  return node ?? JSONNode(.invalid)
}

/// Each fault as `OFFSET message`.
func told(_ text: String) -> [String] { parsed(text).faults.map { "\($0.place.offset) \($0.message)" } }

extension JSONNode {
  /// The same tree without its places, for comparing what was read with what was meant.
  var bare: JSONNode {
    switch value {
    case .null, .bool, .number, .string, .invalid: JSONNode(value)
    case .array(let nodes): JSONNode(.array(nodes.map(\.bare)))
    case .object(let members): JSONNode(.object(members.map { JSONMember($0.key, $0.node.bare) }))
    }
  }
}

/// A small generator of equal sequences from equal seeds, good enough to make trees.
struct TestRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func text() -> String {
    let pieces = ["a", "Z", "0", " ", "\"", "\\", "\n", "\t", "\u{01}", "/", "ж", "ї", "日", "😀", "\u{7F}", "\u{2028}"]
    return (0..<next(below: 8)).map { _ in pieces[next(below: pieces.count)] }.joined()
  }

  mutating func tree(depth: Int) -> JSONNode {
    let numbers = ["0", "-0", "1", "19.00", "1e400", "-12.5E-7", "9223372036854775808"]
    switch next(below: depth > 0 ? 7 : 4) {
    case 0: return JSONNode(.null)
    case 1: return JSONNode(.bool(next(below: 2) == 0))
    case 2: return JSONNode(.number(numbers[next(below: numbers.count)]))
    case 3: return JSONNode(.string(text()))
    case 4: return JSONNode(.array((0..<next(below: 6)).map { _ in tree(depth: depth - 1) }))
    default:
      return JSONNode(
        .object((0..<next(below: 12)).map { JSONMember("\(text())\($0)", tree(depth: depth - 1)) }))
    }
  }
}
