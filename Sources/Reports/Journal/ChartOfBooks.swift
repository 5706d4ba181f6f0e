import BillingCore
import Simulation

/// The books of a scenario, in the order in which an accountant lists them, with their names in the journal (RULES 9).
struct ChartOfBooks: Sendable {
  /// The names, by place.
  let names: [String]
  private let services: Int

  init(_ policies: PolicyCalendar) {
    let services = policies.services.map(\.name)
    self.services = services.count
    names =
      PaymentMethod.allCases.map { "assets:cash:\($0.word)" }
      + ["assets:receivable", "liabilities:deferred", "equity:opening", "revenue:base"]
      + services.map { "revenue:\(ChartOfBooks.word(of: $0))" }
      + ["revenue:discount", "revenue:breakage", "expenses:badDebt"]
  }

  var count: Int { names.count }

  /// The place of a book.
  @inline(__always)
  func place(of book: Book) -> Int {
    let methods = PaymentMethod.allCases.count
    switch book {
    case .cash(let method): return Int(method.rawValue)
    case .receivable: return methods
    case .deferred: return methods + 1
    case .opening: return methods + 2
    case .revenue(let service): return methods + 4 + (service ?? -1)
    case .discount: return methods + 4 + services
    case .breakage: return methods + 5 + services
    case .badDebt: return methods + 6 + services
    }
  }

  /// A service that is called like another book of revenue is told apart by a space, which no service's name has.
  private static func word(of service: String) -> String {
    ["discount", "breakage"].contains(service) ? "\(service) service" : service
  }
}
