import BillingCore
import Foundation
import Simulation

extension RunNeeds {
  /// The longest that a command may compute, by estimate.
  private static let hoursAtMost = 31.0 * 24

  /// Refuses what cannot fit: more memory than there is, or more than a month of computing.
  func check(processors: Int = ProcessInfo.processInfo.activeProcessorCount) throws(Failure) {
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    if bytes > memory {
      throw RunNeeds.tooLarge(
        "about \(RunNeeds.gigabytes(bytes)) GB of memory, and this machine has \(RunNeeds.gigabytes(memory))",
        "take fewer days, segments or replications, or fewer --threads")
    }
    let hours = hours(processors: processors)
    if hours > RunNeeds.hoursAtMost {
      throw RunNeeds.tooLarge(
        "about \(counted(Int64(min(hours / 24, 1e15).rounded()), "day")) of computing on \(counted(processors, "processor")) (\(Int64(min(accountDays / 1e9, 1e15).rounded())) billion days of accounts)",
        "take fewer accounts or days, as with --scale or --days, or fewer replications")
    }
  }

  static func gigabytes(_ bytes: Double) -> String {
    decimalText(Int64(min(bytes / 1e8, 1e15).rounded()), decimals: 1)
  }

  /// The refusal of a run that needs more than there is.
  static func tooLarge(_ need: String, _ advice: String) -> Failure {
    Failure(code: .invalidScenario, message: "error: this would need \(need); \(advice)\n")
  }
}
