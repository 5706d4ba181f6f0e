import Foundation
import XCTest

@testable import daybook

/// A folder of its own for a test, removed afterwards.
final class Workbench {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file, with the folders above it.
  func write(_ text: String, to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// What a folder holds, sorted.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }
}

/// What a program printed, and how it ended.
struct Ending {
  let output: String
  let messages: String
  let code: Int32
}

extension Workbench {
  /// The built program, beside the test bundle.
  private var program: URL {
    let bundle = Bundle(for: Workbench.self).bundleURL
    let folder = bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    return folder.appendingPathComponent("daybook")
  }

  /// Runs the program in this folder; output goes through files, so that no pipe can fill up.
  func daybook(_ arguments: String...) throws -> Ending { try launch(program, arguments) }

  /// The same with a list of words.
  func daybook(_ arguments: [String]) throws -> Ending { try launch(program, arguments) }

  /// Runs a line of shell in this folder, with the program's path in `$0`.
  func shell(_ line: String) throws -> Ending {
    try launch(URL(fileURLWithPath: "/bin/sh"), ["-c", line, program.path])
  }

  private func launch(_ executable: URL, _ arguments: [String]) throws -> Ending {
    let (out, err) = (folder.appendingPathComponent(".out"), folder.appendingPathComponent(".err"))
    for file in [out, err] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
    return Ending(
      output: try text(".out"), messages: try text(".err"),
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus)
  }
}

/// Scenarios for the program to work on.
enum Sample {
  static let small = """
    {
      "start": "2027-01-01", "days": 90, "title": "A small town",
      "policy": { "services": { "order": { "tiers": [ { "price": 0.02 } ] } } },
      "population": { "shops": { "accounts": 20, "usage": { "order": { "perDay": 2 } } } },
      "accounts": {
        "acme": { "created": "2027-01-01", "timeline": [
          { "on": "2027-02-12", "topUp": "19.00" },
          { "on": "2027-02-12", "expect": { "stage": "none", "balance": "0.00" } }
        ] }
      }
    }
    """

  /// The second expectation and the threshold are not met.
  static let unmet = """
    {
      "start": "2027-01-01", "days": 60,
      "accounts": { "acme": { "created": "2027-01-01", "timeline": [
        { "on": "2027-02-10", "expect": { "stage": "blocked" } },
        { "on": "2027-02-12", "expectAtEnd": { "balance": "-14.00" } }
      ] } },
      "thresholds": [ { "metric": "cash_in", "atLeast": "1.00" } ]
    }
    """

  static let faulty = #"{ "start": "2027-02-30", "dayz": 3 }"#
}

/// The failure with which something ends; `nil` where it succeeds.
func failure(of deed: () async throws -> Void) async -> Failure? {
  do {
    try await deed()
    return nil
  } catch {
    return error as? Failure
  }
}
