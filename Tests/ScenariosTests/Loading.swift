import XCTest

@testable import Scenarios

/// A scenario that was loaded, or the faults that refused it, each as `FILE:LINE:COLUMN: MESSAGE in PATH; HINT`.
enum Outcome {
  case loaded(LoadedScenario)
  case refused([String])

  var faults: [String] {
    switch self {
    case .loaded: []
    case .refused(let faults): faults
    }
  }
}

/// Loads the first of some files, which may extend the others.
func load(_ files: KeyValuePairs<String, String>, _ overrides: Overrides = Overrides()) -> Outcome {
  do throws(ScenarioLoader.Failure) {
    return .loaded(
      try ScenarioLoader.load(files[0].key, overrides: overrides) { path, _ throws(UnreadableFile) in
        guard let file = files.first(where: { $0.key == path }) else {
          throw UnreadableFile(path: path, reason: "there is no such file")
        }
        return Array(file.value.utf8)
      })
  } catch {
    switch error {
    case .unreadable(let file): return .refused(["\(file.path): \(file.reason)"])
    case .rejected(let rejected):
      return .refused(
        rejected.faults.sorted.map { fault in
          let words = fault.rendered(in: rejected.sources).prefix { $0 != "\n" }.split(separator: " ")
          return words.filter { $0 != "error:" }.joined(separator: " ")
        })
    }
  }
}

func load(_ text: String, _ overrides: Overrides = Overrides()) -> Outcome { load(["x.jsonc": text], overrides) }

/// The scenario of a right text.
func loaded(
  _ text: String, _ overrides: Overrides = Overrides(), file: StaticString = #filePath, line: UInt = #line
) throws -> LoadedScenario {
  switch load(text, overrides) {
  case .loaded(let loaded): return loaded
  case .refused(let faults):
    XCTFail(faults.joined(separator: "\n"), file: file, line: line)
    throw CancellationError()
  }
}

/// A text with one fault where the mark `▸` stands, and the message that tells it.
func assertFault(
  _ marked: String, _ message: String, file: StaticString = #filePath, line: UInt = #line
) {
  let before = marked.prefix { $0 != "▸" }
  guard before.endIndex < marked.endIndex else { return XCTFail("no mark", file: file, line: line) }
  let text = before + marked[marked.index(after: before.endIndex)...]
  let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
  let place = "x.jsonc:\(lines.count):\((lines.last?.count ?? 0) + 1)"
  XCTAssertEqual(load(String(text)).faults, ["\(place): \(message)"], file: file, line: line)
}

/// A scenario around a policy's members.
func withPolicy(_ members: String) -> String { #"{ "start": "2027-01-01", "policy": { \#(members) } }"# }

/// A scenario with one recurring and one metered service, around members of its own.
func withServices(_ members: String) -> String {
  """
  {
    "start": "2027-01-01",
    "policy": { "services": { "integration": { "monthly": "5.00" }, "order": { "tiers": [ { "price": 0.02 } ] } } },
    \(members)
  }
  """
}

/// The same, around a segment's members.
func withSegment(_ members: String) -> String { withServices(#""population": { "shops": { \#(members) } }"#) }

/// The same, around the members of an account that is created on the second day.
func withAccount(_ members: String, created: String = "2027-01-02") -> String {
  withServices(#""accounts": { "acme": { "created": "\#(created)", \#(members) } }"#)
}

/// The same, around one entry of that account's timeline.
func withEntry(_ members: String) -> String {
  withAccount(#""timeline": [ { "on": "2027-02-01", \#(members) } ]"#)
}
