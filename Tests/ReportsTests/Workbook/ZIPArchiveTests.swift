import XCTest

@testable import Reports

final class CRC32Tests: XCTestCase {
  /// The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms, and others widely published.
  func testKnownAnswers() {
    for (text, value) in [
      ("", 0), ("a", 0xE8B7_BE43), ("abc", 0x3524_41C2), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ] as [(String, UInt32)] { XCTAssertEqual(CRC32.of(Array(text.utf8)), value, text) }
    XCTAssertEqual(CRC32.of(Array(repeating: 0, count: 32)), 0x190A_55AD)
    XCTAssertEqual(CRC32.of(Array(repeating: 0xFF, count: 32)), 0xFF6C_AB0B)
  }
}

final class ZIPArchiveTests: XCTestCase {
  private func half(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
  private func word(_ bytes: [UInt8], _ at: Int) -> Int { half(bytes, at) | half(bytes, at + 2) << 16 }

  /// The archive of one empty file, by hand from the tables of APPNOTE 4.3.7, 4.3.12 and 4.3.16.
  func testAnEmptyFileIsWrittenToTheLetter() {
    var archive = ZIPArchive()
    XCTAssertEqual(
      archive.file("a", []),
      [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + Array(repeating: 0, count: 12) + [1, 0, 0, 0, 0x61])
    XCTAssertEqual(
      archive.end(),
      [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + Array(repeating: 0, count: 12) + [1, 0]
        + Array(repeating: 0, count: 16) + [0x61]
        + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 47, 0, 0, 0, 31, 0, 0, 0, 0, 0])
  }

  func testTheDirectoryLeadsToEachFile() {
    var archive = ZIPArchive()
    let files: [(String, [UInt8])] = [
      ("one", Array("first".utf8)), ("two/three", []), ("four", Array(repeating: 7, count: 70_000)),
    ]
    let bytes = files.flatMap { archive.file($0.0, $0.1) } + archive.end()
    let end = bytes.count - 22
    XCTAssertEqual(word(bytes, end), 0x0605_4B50)
    XCTAssertEqual(half(bytes, end + 10), files.count)
    var entry = word(bytes, end + 16)
    XCTAssertEqual(entry + word(bytes, end + 12), end)
    for (name, content) in files {
      XCTAssertEqual(word(bytes, entry), 0x0201_4B50)
      XCTAssertEqual(word(bytes, entry + 16), Int(CRC32.of(content)))
      XCTAssertEqual(word(bytes, entry + 20), content.count)
      XCTAssertEqual(word(bytes, entry + 24), content.count)
      let local = word(bytes, entry + 42)
      XCTAssertEqual(word(bytes, local), 0x0403_4B50)
      XCTAssertEqual(bytes[(local + 4)..<(local + 30)], bytes[(entry + 6)..<(entry + 32)], "the same facts twice")
      let start = local + 30 + name.utf8.count
      XCTAssertEqual(Array(bytes[(local + 30)..<start]), Array(name.utf8))
      XCTAssertEqual(Array(bytes[start..<(start + content.count)]), content)
      entry += 46 + half(bytes, entry + 28)
    }
    XCTAssertEqual(entry, end)
  }
}
