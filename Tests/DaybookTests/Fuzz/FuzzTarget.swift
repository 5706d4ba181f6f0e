import BillingCore
import Scenarios
import Simulation

@testable import Scenarios
@testable import daybook

/// What any input has to keep: a result or an error that says where, no trap, and what is printed reads back the same.
///
/// The fuzzer of Tests/Fuzz and the tests of kept inputs both ask this.
enum FuzzTarget: String, CaseIterable {
  case scenario, money, days, book, search, command, force, compared

  /// What a property was broken by, in words; `nil` when all hold.
  func fault(of bytes: [UInt8]) -> String? {
    switch self {
    case .scenario: FuzzTarget.scenarioFault(bytes)
    case .money: FuzzTarget.moneyFault(String(decoding: bytes, as: UTF8.self))
    case .days: FuzzTarget.dayFault(String(decoding: bytes, as: UTF8.self))
    case .book: FuzzTarget.bookFault(bytes)
    case .search: FuzzTarget.searchFault(String(decoding: bytes, as: UTF8.self))
    case .command: FuzzTarget.commandFault(bytes)
    case .force: ForceTarget.fault(bytes)
    case .compared: FuzzTarget.comparedFault(bytes)
    }
  }

  /// Loads a scenario out of files that are given.
  private static func loaded(_ files: [String: [UInt8]], _ name: String) -> Result<
    LoadedScenario, ScenarioLoader.Failure
  > {
    let read: ScenarioLoader.Read = { (path: String, _: Int) throws(UnreadableFile) -> [UInt8] in
      guard let bytes = files[path] else { throw UnreadableFile(path: path, reason: "there is none") }
      return bytes
    }
    do throws(ScenarioLoader.Failure) {
      return .success(try ScenarioLoader.load(name, read: read))
    } catch {
      return .failure(error)
    }
  }

  private static func fault(of failure: ScenarioLoader.Failure, in name: String) -> String? {
    switch failure {
    case .unreadable: "a file that is there is not read"
    case .rejected(let rejected):
      rejected.faults.sorted.isEmpty || !rejected.description.contains(": error: ") ? "refused without a place" : nil
    }
  }

  private static func scenarioFault(_ bytes: [UInt8]) -> String? {
    switch loaded(["fuzz.jsonc": bytes], "fuzz.jsonc") {
    case .failure(let failure): return fault(of: failure, in: "fuzz.jsonc")
    case .success(let first):
      let resolved = first.resolved
      switch loaded(["fuzz.jsonc": Array(resolved.utf8)], "fuzz.jsonc") {
      case .failure: return "the resolved form is refused"
      case .success(let again):
        return again.resolved == resolved ? nil : "the resolved form does not read back the same"
      }
    }
  }

  private static func moneyFault(_ text: String) -> String? {
    for decimals in 0...6 {
      guard let value = try? scaledInteger(text, decimals: decimals) else { continue }
      let printed = decimalText(value, decimals: decimals)
      guard let again = try? scaledInteger(printed, decimals: decimals), again == value else {
        return "\(value) with \(decimals) decimals prints as \(printed), which does not read back"
      }
    }
    return nil
  }

  private static func dayFault(_ text: String) -> String? {
    guard let day = Day(text) else { return nil }
    if day.description != text { return "\(text) reads as \(day)" }
    return Day((day + 1).description).map { $0 - day } == 1 || text == "9999-12-31" ? nil : "no day follows \(text)"
  }

  private static let booked = """
    { "start": "2027-01-01", "days": 30, "policy": { "services": { "order": { "tiers": [ { "price": 1 } ] },
      "integration": { "monthly": "5.00" } } }, "population": { "shops": { "book": "fuzz.csv" } } }
    """

  private static func bookFault(_ bytes: [UInt8]) -> String? {
    switch loaded(["fuzz.jsonc": Array(booked.utf8), "fuzz.csv": bytes], "fuzz.jsonc") {
    case .failure(let failure): fault(of: failure, in: "fuzz.csv")
    case .success(let loaded): loaded.scenario.segments[0].book == nil ? "a book without accounts" : nil
    }
  }

  private static func searchFault(_ text: String) -> String? {
    guard case .success(let loaded) = loaded(["fuzz.jsonc": Array(searched.utf8)], "fuzz.jsonc") else {
      return "the scenario to search in is refused"
    }
    do throws(RejectedSearch) {
      _ = try Search(text, called: "--where", in: loaded.scenario)
    } catch {
      return error.description.contains("error: ") ? nil : "refused without a word"
    }
    return nil
  }

  private static let searched = """
    { "start": "2027-01-01", "days": 30, "policy": { "services": { "order": { "tiers": [ { "price": 1 } ] } } },
      "population": { "shops": { "accounts": 1 } } }
    """

  /// Words are apart by line feeds, since a word may have spaces.
  private static func commandFault(_ bytes: [UInt8]) -> String? {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = words.first, let verb = Verb(rawValue: String(first)) else { return nil }
    do throws(Failure) {
      let arguments = try Arguments(words.dropFirst().map(String.init), for: verb)
      _ = try arguments.overrides()
      _ = try arguments.reports()
      _ = try arguments.threads
      _ = try Goal(arguments)
    } catch {
      return error.code == .usage && error.message.hasPrefix("error: ") ? nil : "refused with \(error.code)"
    }
    return nil
  }
}
