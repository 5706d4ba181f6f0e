import BillingCore
import Simulation

// What the differences of a comparison are due to.

extension ComparisonPage {
  /// Whether there are replications enough for intervals.
  var hasIntervals: Bool { comparison.replications > 1 }

  /// How the differences of the answer were made.
  var note: String {
    let intervals =
      hasIntervals
      ? text(", with \(level) intervals.", uk: ", \(level) довірчі інтервали.")
      : text(
        ". One replication: there are no intervals, and a difference may be due to chance.",
        uk: ". Повтор один, тому довірчих інтервалів немає, а різниця може бути випадковою.")
    return comparison.hasSameAccounts
      ? text(
        "Differences to \(base)\(intervals) In each replication all scenarios have the same accounts and the same random numbers, so only the scenarios make the difference.",
        uk:
          "Різниця порівняно зі сценарієм «\(base)»\(intervals) У кожному повторі ті самі кабінети й ті самі випадкові події, тому різниця зумовлена лише сценаріями."
      )
      : text(
        "Differences to \(base)\(intervals) The scenarios do not have the same accounts, so part of each difference is that of the accounts.",
        uk:
          "Різниця порівняно зі сценарієм «\(base)»\(intervals) Склад кабінетів у сценаріях різний, тому різниця показників зумовлена і ним."
      )
  }
}
