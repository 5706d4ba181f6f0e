import BillingCore
import Foundation
import Reports
import Simulation

@testable import Scenarios
@testable import daybook

extension FuzzTarget {
  /// The verb, its words and its scenarios, apart by line feeds: `sweep` or `compare`, options, an empty line, then a
  /// scenario a line, the base first.
  ///
  /// What a person can ask for ends in reports, in an answer or in a refusal; no number may trap. Only small scenarios are
  /// run: 20 accounts and 70 days.
  static func comparedFault(_ bytes: [UInt8]) -> String? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let gap = lines.firstIndex(of: ""), let first = lines.first, first == "sweep" || first == "compare" else {
      return nil
    }
    let (words, scenarios) = (lines[1..<gap].map(String.init), lines[(gap + 1)...].prefix(4))
    do {
      guard let verb = Verb(rawValue: String(first)) else { return nil }
      let arguments = try Arguments(words, for: verb)
      let sides = try sides(verb, arguments, scenarios.map { Array($0.utf8) })
      guard !sides.isEmpty, sides.count <= 9, sides.allSatisfy({ $0.scenario.isSmall }) else { return nil }
      return try fault(of: verb, arguments, sides)
    } catch let failure as Failure {
      return failure.message.hasPrefix("error: ") ? nil : "refused without a word"
    } catch is Variation.Fault, is ScenarioLoader.Failure {
      return nil
    } catch { return "\(error)" }
  }

  private static func sides(_ verb: Verb, _ arguments: Arguments, _ texts: [[UInt8]]) throws -> [LoadedScenario] {
    let files = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ("s\($0).jsonc", $1) })
    let read: ScenarioLoader.Read = { (path, _) throws(UnreadableFile) in
      guard let bytes = files[path] else { throw UnreadableFile(path: path, reason: "there is none") }
      return bytes
    }
    guard !texts.isEmpty else { return [] }
    let base = try ScenarioLoader.load("s0.jsonc", overrides: try arguments.overrides(), read: read)
    var sides = [base]
    if verb == .compare {
      for index in texts.indices.dropFirst() {
        sides.append(try ScenarioLoader.load("s\(index).jsonc", overrides: try arguments.overrides(), read: read))
        sides[index].scenario.seed = base.scenario.seed
      }
    } else {
      let variations = try arguments.texts(.vary).map { try Variation($0) }
      for variation in variations {
        for value in variation.values {
          sides.append(try base.varied([(variation, value)], named: "p\(sides.count)", path: "s0.jsonc", read: read))
        }
      }
    }
    for side in sides.dropFirst() {
      if let unlike = Likeness.fault(of: side.scenario, against: base.scenario) { throw unlike.failure(at: "here") }
    }
    return sides
  }

  /// Runs two replications and makes all that the verb would print and write.
  private static func fault(of verb: Verb, _ arguments: Arguments, _ sides: [LoadedScenario]) throws -> String? {
    let goal = try Goal(arguments)
    let scenarios = sides.map(\.scenario)
    guard let comparison = try compared(scenarios) else { return nil }
    let folder = ReportFolder(path: "out", replaces: false)
    let imprint = arguments.imprint(of: sides, fingerprint: nil)
    _ = CSV.bytes(of: comparison.table, currency: scenarios[0].policies.currency, style: .standard)
    guard verb == .sweep else {
      _ = goal.note(on: comparison)
      _ = Answer(comparison, scenarios, goal, metrics: Metric.allCases, folder: folder).text
      _ = ComparisonSummary(comparison, scenarios, goal, folder: "out").text
      return nil
    }
    let question = try Question(arguments)
    let variations = try arguments.texts(.vary).map { try Variation($0) }
    let points = variations.flatMap { place in place.values.map { [Sweep.Setting(path: place.path, value: $0)] } }
    let sweep = Sweep(
      paths: variations.map(\.path), points: points, comparison: comparison,
      metrics: question.metrics(besides: goal.metrics))
    _ = CSV.bytes(of: sweep.table, currency: scenarios[0].policies.currency, style: .excelUK)
    for isTornado in [false, true] {
      _ = Answer(sweep, scenarios[0], question, isTornado: isTornado, folder: folder).text
      _ = SweepSummary(sweep, scenarios[0], question, isTornado: isTornado, folder: "out").text
      let page = SweepPage(
        sweep, isTornado: isTornado, maximized: question.maximized, constraints: question.constraints,
        imprint: imprint, language: .ukrainian)
      if page.source.contains("nan") { return "a page says nan" }
    }
    return nil
  }

  /// Two replications of each side; `nil` where an amount no longer fits.
  private static func compared(_ scenarios: [Scenario]) throws -> Comparison? {
    var comparison = Comparison(scenarios[0], Array(scenarios.dropFirst()))
    for replication in 0..<2 {
      for (side, scenario) in scenarios.enumerated() {
        var scenario = scenario
        scenario.replication = replication
        let simulator = Simulator(scenario)
        guard simulator.population.count <= 40 else { return nil }
        guard let outcome = wait({ try? await simulator.run(threads: 1, watcher: Silence()).outcome }) else {
          return nil
        }
        if side == 0 {
          comparison.base.forecast.add(outcome)
        } else {
          comparison.variants[side - 1].forecast.add(outcome)
        }
      }
    }
    return comparison
  }

  private final class Box<Value>: @unchecked Sendable { var value: Value? }

  /// What some work comes to; a fuzzer's inputs come one after another.
  private static func wait<Value: Sendable>(_ work: @escaping @Sendable () async -> Value?) -> Value? {
    let (done, box) = (DispatchSemaphore(value: 0), Box<Value>())
    Task.detached {
      box.value = await work()
      done.signal()
    }
    done.wait()
    return box.value
  }
}

extension Scenario {
  /// Whether a run of it takes a moment.
  fileprivate var isSmall: Bool {
    days <= 70 && warmUpDays <= 70 && segments.count <= 3 && scripted.count <= 3
      && segments.allSatisfy { $0.accounts <= 20 && $0.arrivals.perDay <= 1 }
  }
}
