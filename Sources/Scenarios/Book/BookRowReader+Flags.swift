// Flags of a book, and what to do about words that are none.

extension BookRowReader {
  private static let flags: [(text: [UInt8], flag: Bool)] = [
    (Array("true".utf8), true), (Array("false".utf8), false), (Array("t".utf8), true), (Array("f".utf8), false),
  ]

  /// What Excel in Ukrainian saves.
  private static let ukrainianFlags = ["істина": true, "хибність": false]

  /// Words that are no flags of a book, but say what is meant.
  private static let meantFlags = [
    "yes": true, "y": true, "так": true, "т": true, "1": true, "no": false, "n": false, "ні": false, "н": false,
    "0": false,
  ]

  mutating func flag(_ value: Range<Int>, _ name: String) -> Bool {
    if value.isEmpty { return false }
    for (text, flag) in BookRowReader.flags where value.count == text.count {
      if zip(bytes[value], text).allSatisfy({ $0 | 0x20 == $1 }) { return flag }
    }
    let word = String(decoding: bytes[value], as: UTF8.self).lowercased()
    if let flag = BookRowReader.ukrainianFlags[word] { return flag }
    let shape = Shape<Bool>(expected: "true or false", schema: .bool) { _, _, _ in .mismatch(hint: nil) }
    return slowly(value, name, shape, hint: BookRowReader.meantFlags[word].map { "write \($0)" }) ?? false
  }
}
