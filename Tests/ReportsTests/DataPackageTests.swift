import BillingCore
import Foundation
import XCTest

@testable import Reports

final class SHA256Tests: XCTestCase {
  /// FIPS 180-4's examples, and lengths around the block and its padding.
  func testKnownAnswers() {
    for (text, digest) in [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ] { XCTAssertEqual(SHA256.hex(of: Array(text.utf8)), digest) }
  }

  func testEveryLengthAroundABlockDiffers() {
    let digests = (54...130).map { SHA256.hex(of: Array(repeating: 7, count: $0)) }
    XCTAssertEqual(Set(digests).count, digests.count)
  }
}

final class DataPackageTests: XCTestCase {
  private func package(title: String) async throws -> [String: Any] {
    let set = try await reports(of: town(days: 40))
    let files = try [ReportKind.revenue, .invoices].map { kind in
      DataPackage.File(
        name: kind.rawValue, columns: set.columns(kind), bytes: try set.bytes(kind).count,
        digest: SHA256.hex(of: try set.bytes(kind)))
    }
    let run = DataPackage.Run(
      version: "1", resolved: "{\n  \"a\": 1\n}\n", name: "Town", title: title, seed: .max, fingerprint: "ff",
      accounts: 3, accountDays: 70, books: [])
    let data = Data(DataPackage.text(of: run, files: files).utf8)
    return try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  func testEachFileHasItsSizeItsDigestAndTypedFields() async throws {
    let package = try await package(title: "a \"quoted\" title\nof two lines")
    XCTAssertEqual(package["title"] as? String, "a \"quoted\" title\nof two lines")
    XCTAssertEqual(package["name"] as? String, "town")
    let resources = try XCTUnwrap(package["resources"] as? [[String: Any]])
    XCTAssertEqual(resources.map { $0["path"] as? String }, ["revenue.csv", "invoices.csv"])
    let set = try await reports(of: town(days: 40))
    for (resource, kind) in zip(resources, [ReportKind.revenue, .invoices]) {
      let bytes = try set.bytes(kind)
      XCTAssertEqual(resource["bytes"] as? Int, bytes.count)
      XCTAssertEqual(resource["hash"] as? String, "sha256:\(SHA256.hex(of: bytes))")
      let schema = try XCTUnwrap(resource["schema"] as? [String: Any])
      let fields = try XCTUnwrap(schema["fields"] as? [[String: String]])
      XCTAssertEqual(fields.compactMap { $0["name"] }, set.columns(kind).map(\.name))
      XCTAssertEqual(fields.first?["type"], "yearmonth")
    }
  }

  func testTheRunIsKeptWithItsScenario() async throws {
    let package = try await package(title: "")
    let kept = try XCTUnwrap(package["daybook"] as? [String: Any])
    XCTAssertEqual(kept["fingerprint"] as? String, "ff")
    XCTAssertEqual(kept["accounts"] as? Int, 3)
    XCTAssertEqual(kept["accountDays"] as? Int, 70)
    XCTAssertEqual((kept["seed"] as? NSNumber)?.uint64Value, .max)
    XCTAssertEqual((kept["scenario"] as? [String: Int])?["a"], 1)
    XCTAssertEqual(kept["scenarioSHA256"] as? String, SHA256.hex(of: Array("{\n  \"a\": 1\n}\n".utf8)))
  }

  func testAPackageIsSealedSoThatAChangedByteShows() throws {
    let run = DataPackage.Run(
      version: "1", resolved: "{}", name: "t", title: "\"fileSHA256\": \"\(Seal.blank)\"", seed: 1, fingerprint: "",
      accounts: 0, accountDays: 0, books: [])
    var bytes = Array(DataPackage.text(of: run, files: []).utf8)
    let root = try XCTUnwrap(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let seal = try XCTUnwrap((root["daybook"] as? [String: Any])?[Seal.member] as? String)
    XCTAssertNotEqual(seal, Seal.blank)
    XCTAssertTrue(Seal.holds(seal, of: bytes))
    for place in bytes.indices {
      bytes[place] ^= 1
      XCTAssertFalse(Seal.holds(seal, of: bytes), "byte \(place)")
      bytes[place] ^= 1
    }
    XCTAssertFalse(Seal.holds(Seal.blank, of: bytes))
    XCTAssertFalse(Seal.holds("", of: bytes))
    XCTAssertFalse(Seal.holds(seal, of: []))
  }

  func testAStyleIsToldByDialectAndFields() throws {
    let columns = Table.columns([("t", .text), ("m", .money), ("n", .number), ("c", .count)])
    let run = DataPackage.Run(
      version: "1", resolved: "{}", name: "t", title: "", seed: 1, fingerprint: "", accounts: 0, accountDays: 0,
      books: [])
    for style in CSVStyle.allCases {
      let file = DataPackage.File(name: "t", columns: columns, style: style, bytes: 0, digest: "")
      let data = Data(DataPackage.text(of: run, files: [file]).utf8)
      let package = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let resource = try XCTUnwrap((package["resources"] as? [[String: Any]])?.first)
      let schema = try XCTUnwrap(resource["schema"] as? [String: Any])
      let marks = try XCTUnwrap(schema["fields"] as? [[String: String]]).map { $0["decimalChar"] }
      switch style {
      case .standard:
        XCTAssertNil(resource["dialect"])
        XCTAssertEqual(marks, [nil, nil, nil, nil])
      case .excelUK:
        XCTAssertEqual(resource["dialect"] as? [String: String], ["delimiter": ";", "lineTerminator": "\r\n"])
        XCTAssertEqual(marks, [nil, ",", ",", nil])
      }
    }
  }
}
