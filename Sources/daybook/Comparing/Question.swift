import Foundation
import Reports
import Simulation

/// What is asked of a sweep: which point is wanted.
struct Question {
  let maximized: Metric?
  let constraints: [Sweep.Constraint]

  init(_ arguments: Arguments) throws(Failure) {
    maximized = try arguments.text(.maximize).map { word throws(Failure) in try Goal.metric(word) }
    var constraints: [Sweep.Constraint] = []
    for text in arguments.texts(.subjectTo) { constraints.append(try Question.constraint(text)) }
    self.constraints = constraints
    if maximized == nil, !constraints.isEmpty { throw .usage("--subject-to goes with --maximize") }
  }

  /// The most digits that a bound may have: with more it would not be exact.
  private static let mostDigits = 15

  private static func constraint(_ text: String) throws(Failure) -> Sweep.Constraint {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let sign = parts[0].last, "<>".contains(sign) else {
      throw .usage("--subject-to takes a metric and a bound, like deletion_rate<=0.02, not \"\(text)\"")
    }
    let metric = try Goal.metric(parts[0].dropLast().trimmingCharacters(in: .whitespaces))
    let number = parts[1].trimmingCharacters(in: .whitespaces)
    let isPlain = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    guard isPlain, let bound = Double(number) else {
      throw .usage("--subject-to \(text): \"\(parts[1])\" is not a number")
    }
    guard number.utf8.count(where: { (0x30...0x39).contains($0) }) <= mostDigits else {
      throw .usage("--subject-to \(text): a bound has at most \(mostDigits) digits")
    }
    return Sweep.Constraint(metric: metric, isUpper: sign == "<", bound: bound)
  }

  /// The bounds in words; empty for none.
  var bounds: String {
    let words = constraints.map(\.text)
    return words.isEmpty ? "" : " with \(words.joined(separator: " and "))"
  }

  /// The metrics of each point: what is asked for comes first.
  func metrics(besides usual: [Metric]) -> [Metric] {
    var metrics: [Metric] = []
    for metric in [maximized].compactMap({ $0 }) + constraints.map(\.metric) + usual where !metrics.contains(metric) {
      metrics.append(metric)
    }
    return metrics
  }
}
