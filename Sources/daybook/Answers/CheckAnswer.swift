import BillingCore
import Reports
import Scenarios
import Simulation

/// A scenario file that was checked, for programs.
struct CheckedFile {
  let path: String
  /// What the file says, or why that is not known.
  let result: Result<LoadedScenario, CheckFailure>

  var json: JSONValue {
    var (books, faults, unshown): ([JSONValue], [JSONValue], Int) = ([], [], 0)
    var fault: JSONValue = .null
    switch result {
    case .success(let loaded):
      let policies = loaded.scenario.policies
      books = loaded.scenario.segments.compactMap(\.book).map { CheckedFile.json(of: $0, in: policies) }
    case .failure(.unreadable(let failure)): fault = failure.json
    case .failure(.rejected(let rejected)):
      faults = rejected.faults.sorted.map { CheckedFile.json(of: $0, in: rejected.sources) }
      unshown = rejected.faults.dropped
    }
    let isValid = if case .success = result { true } else { false }
    return .object([
      ("file", .string(path)), ("valid", .bool(isValid)), ("error", fault), ("faults", .array(faults)),
      ("faults_not_shown", .count(unshown)), ("books", .array(books)),
    ])
  }

  private static func json(of fault: Fault, in sources: [SourceFile]) -> JSONValue {
    let source = sources.indices.contains(fault.place.file) ? sources[fault.place.file] : nil
    let location = source?.location(of: fault.place.offset)
    return .object([
      ("file", .optional(source?.path)), ("line", location.map { .count($0.line) } ?? .null),
      ("column", location.map { .count($0.column) } ?? .null), ("path", .string(fault.path)),
      ("message", .string(fault.message)), ("hint", .optional(fault.hint)),
    ])
  }

  private static func json(of book: OpeningBook, in policies: PolicyCalendar) -> JSONValue {
    let totals = book.totals
    func money(_ amount: Int128) -> JSONValue {
      .amount(amount, decimals: policies.currency.decimals)
    }
    func quantities(_ isMetered: Bool) -> JSONValue {
      .object(
        totals.quantities.filter { policies.services[$0.service].isMetered == isMetered }
          .map { (policies.services[$0.service].name, .count($0.sum)) })
    }
    return .object([
      ("path", .string(book.path)), ("accounts", .count(totals.accounts)), ("prepaid_cash", money(totals.prepaidCash)),
      ("prepaid_bonus", money(totals.prepaidBonus)), ("debt", money(totals.debt)), ("units", quantities(false)),
      ("used", quantities(true)), ("blocked", .count(totals.blocked)), ("idle", .count(totals.idle)),
      ("never_active", .count(totals.neverActive)),
    ])
  }
}

/// Why a file is no scenario.
enum CheckFailure: Error {
  case unreadable(Failure)
  case rejected(RejectedScenario)

  var failure: Failure {
    switch self {
    case .unreadable(let failure): failure
    case .rejected(let rejected): rejected.failure
    }
  }
}
