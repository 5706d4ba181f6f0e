import BillingCore
import Simulation

/// Reads a segment of the population (MODEL 1).
enum PopulationDecoder {
  /// What a segment may refer to.
  struct Context {
    let services: [Service]

    func shape<Value>(of kind: String, metered: Bool, _ shape: Shape<Value>) -> Shape<[ServiceIndex: Value]> {
      Shape<[ServiceIndex: Value]>(
        expected: "an object", schema: .members(names: NameRule.name.schema, of: shape.schema(), count: nil)
      ) { node, path, faults in
        guard case .object(let members) = node.value else { return .mismatch(hint: nil) }
        var object = ObjectReader(node, at: path)
        var values: [ServiceIndex: Value] = [:]
        for (index, service) in services.enumerated() where service.isMetered == metered {
          if let value = object.read(service.name, shape) { values[index] = value }
        }
        for member in members where !services.contains(where: { $0.name == member.key && $0.isMetered == metered }) {
          _ = object.node(member.key)
          report(member, of: kind, metered: metered, &object)
        }
        object.finish(into: &faults)
        return .value(values)
      }
    }

    /// Tells a name that is no service of the kind, with those that are.
    private func report(_ member: JSONMember, of kind: String, metered: Bool, _ object: inout ObjectReader) {
      let known = services.filter { $0.isMetered == metered }.map(\.name)
      if services.contains(where: { $0.name == member.key }) {
        object.report("\"\(member.key)\" is not a \(kind) service", from: member.keyPlace)
      } else {
        let list = known.isEmpty ? "the policy has none" : "the policy has \(known.joined(separator: ", "))"
        object.report(
          "there is no \(kind) service \"\(member.key)\"", from: member.keyPlace,
          hint: didYouMean(member.key, among: known) ?? list)
      }
    }
  }

  /// Where a book is to be read from: the path as written, and its place.
  struct BookReference {
    let path: String
    let place: Place
  }

  /// A segment, still without its accounts where a book has them.
  typealias Part = (segment: Segment, book: BookReference?)

  static func part(_ object: inout ObjectReader, in context: Context) -> Part {
    let path = object.read(
      "book", .string, about: "a CSV file of real accounts, in place of accounts, ageDays, opening and units")
    for key in ["accounts", "ageDays", "opening", "units"] {
      object.exclude(
        key, beside: "book", message: "\(quoted(key)) cannot stand beside \"book\"",
        hint: "leave it out; where a base gives it, set it to null")
    }
    let segment = segment(&object, in: context)
    return (segment, path.flatMap { path in object.node("book").map { BookReference(path: path, place: $0.place) } })
  }

  private static func segment(_ object: inout ObjectReader, in context: Context) -> Segment {
    var segment = Segment(name: "")
    segment.accounts = object.read(
      "accounts", .accountCount, default: 0, about: "accounts that are there at the beginning")
    segment.arrivals = object.section("arrivals", about: "new accounts") { arrivals(&$0) }
    segment.ageDays = object.read(
      "ageDays", .amount, default: segment.ageDays, about: "age of those first accounts, in days")
    segment.opening = object.section("opening", about: "what the first accounts begin with") { opening(&$0) }
    segment.units = object.read(
      "units", context.shape(of: "recurring", metered: false, .amount), default: [:],
      about: "recurring services that an account has enabled, by name")
    segment.signIns = object.section("signIns", about: "who signs in, and how often") { signIns(&$0) }
    let use = Shape<Segment.Usage>.object { usage(&$0) }
    segment.usage = object.read(
      "usage", context.shape(of: "metered", metered: true, use), default: [:], about: "use of metered services, by name"
    )
    segment.idleness = object.section("idleness", about: "spells without sign-in, use or top-up") { idleness(&$0) }
    segment.topUps = object.section("topUps", about: "when and how much administrators pay") { topUps(&$0) }
    segment.cancelsDeletion = object.read(
      "cancelsDeletion", .chance, default: segment.cancelsDeletion,
      about: "chance a day that the owner cancels a pending deletion")
    segment.restores = object.read(
      "restores", .chance, default: segment.restores, about: "chance a day to have a deleted account restored")
    segment.requestsDeletion = object.read(
      "requestsDeletion", .chance, default: segment.requestsDeletion,
      about: "chance a day to ask for the deletion while its conditions hold")
    return segment
  }

  private static var growthAbout: String { "growth of that mean: times 1 + this to the power of years since start" }

  private static var growth: Shape<Double> { .real(in: -0.99...100, called: "a growth from -0.99 to 100") }

  private static func arrivals(_ object: inout ObjectReader) -> Segment.Arrivals {
    var arrivals = Segment.Arrivals()
    arrivals.perDay = object.read(
      "perDay", .real(in: 0...100_000, called: "a number from 0 to 100000"), default: 0,
      about: "mean of new accounts a day")
    arrivals.growthPerYear = object.read(
      "growthPerYear", growth, default: 0, about: growthAbout)
    arrivals.months = object.read("months", .months, default: arrivals.months, about: "factors of that mean by month")
    return arrivals
  }

  private static func opening(_ object: inout ObjectReader) -> Segment.Opening {
    var opening = Segment.Opening()
    opening.prepaidCash = object.read(
      "prepaidCash", .amount, default: opening.prepaidCash, about: "their prepaid cash, in whole units of the currency")
    opening.debtShare = object.read(
      "debtShare", .chance, default: opening.debtShare, about: "share of them that begins in debt of one month")
    opening.idleShare = object.read(
      "idleShare", .chance, default: opening.idleShare, about: "share of them that begins away")
    return opening
  }

  private static func signIns(_ object: inout ObjectReader) -> Segment.SignIns {
    var signIns = Segment.SignIns()
    signIns.employee = object.read(
      "employee", .probability, default: signIns.employee, about: "chance a day that an employee signs in")
    signIns.administrator = object.read(
      "administrator", .probability, default: signIns.administrator, about: "chance a day that an administrator does")
    signIns.weekdays = object.read(
      "weekdays", .weekdays, default: signIns.weekdays, about: "factors of both chances by weekday")
    return signIns
  }

  private static func usage(_ object: inout ObjectReader) -> Segment.Usage? {
    let perDay = object.require("perDay", .amount, about: "mean units a day, for each account")
    var usage = Segment.Usage(perDay: perDay ?? .constant(0))
    usage.weekdays = object.read(
      "weekdays", .weekdays, default: usage.weekdays, about: "factors of that mean by weekday")
    usage.months = object.read("months", .months, default: usage.months, about: "factors of that mean by month")
    usage.growthPerYear = object.read("growthPerYear", growth, default: 0, about: growthAbout)
    return perDay == nil ? nil : usage
  }

  private static func idleness(_ object: inout ObjectReader) -> Segment.Idleness {
    var idleness = Segment.Idleness()
    idleness.startsPerDay = object.read(
      "startsPerDay", .probability, default: idleness.startsPerDay, about: "chance a day that an account becomes idle")
    idleness.days = object.read("days", .amount, default: idleness.days, about: "how many days a spell lasts")
    idleness.leaves = object.read("leaves", .chance, default: idleness.leaves, about: "chance that a spell never ends")
    idleness.switchesOff = object.read(
      "switchesOff", .chance, default: idleness.switchesOff,
      about: "chance that recurring services are switched off before")
    return idleness
  }

  private static func topUps(_ object: inout ObjectReader) -> Segment.TopUps {
    var topUps = Segment.TopUps()
    (topUps.inDebt, topUps.noticed) = object.section(
      "inDebt", about: "chance a day to pay, by the stage that the account is in"
    ) { inDebt in
      let stages = zip(Stage.allCases, topUps.inDebt).map { stage, usual in
        inDebt.read(stage.word, .probability, default: usual, about: "chance in stage \(stage.word)")
      }
      return (
        stages,
        inDebt.read("noticed", .probability, default: topUps.noticed, about: "chance while a deletion is pending")
      )
    }
    (topUps.inAdvance, topUps.whenMonthsLeftBelow) = object.section("inAdvance", about: "paying before there is a debt")
    { inAdvance in
      (
        inAdvance.read(
          "perDay", .probability, default: topUps.inAdvance, about: "chance a day while little is left"),
        inAdvance.read(
          "whenMonthsLeftBelow", .decimal(6, in: 0...1_200_000_000, called: "a number of months"),
          default: topUps.whenMonthsLeftBelow, about: "how little is left: months that the balance lasts")
      )
    }
    let about = "weights of how many months ahead are paid; 0 is the debt alone"
    if let months = object.read("months", .members(named: .monthCount, of: .factor), about: about) {
      topUps.months = months.compactMap { Int($0.name) }
      topUps.monthWeights = months.map(\.value)
      if !topUps.monthWeights.contains(where: { $0 > 0 }) {
        object.report("the choice of months needs a weight above 0", at: "months")
      }
    }
    // MODEL 1 writes null for none; elsewhere null stands only in patches.
    topUps.rhythm = object.readOrNull(
      "rhythm", .either(Shape.object(rhythm).named("rhythm"), orNone: "none"), default: nil,
      about: "top-ups in a rhythm, in place of inDebt, inAdvance and months")
    topUps.bonusResponse = object.read(
      "bonusResponse", .distribution, default: topUps.bonusResponse,
      about: "each percentage point of bonus multiplies the weight of a choice by exp of this")
    topUps.declined = object.read(
      "declined", .chance, default: topUps.declined, about: "chance that the provider declines a payment")
    topUps.retries = object.read(
      "retries", .chance, default: topUps.retries, about: "chance that a declined payment is tried again at once")
    if topUps.declined * topUps.retries > 0.999 {
      object.report("payments that are always declined and always tried again never end", at: "retries")
    }
    let weights = object.section(
      "methods", about: "weights of how it is paid; card 70, applePay 15 and googlePay 15 where all are left out"
    ) { methods in
      PaymentMethod.allCases.map { methods.read($0.word, .factor, default: 0, about: "weight of \($0.word)") }
    }
    if let node = object.node("methods") {
      topUps.methodWeights = weights
      if case .object = node.value, !weights.contains(where: { $0 > 0 }) {
        object.report("the choice of methods needs a weight above 0", at: "methods")
      }
    }
    return topUps
  }

  private static func rhythm(_ object: inout ObjectReader) -> Segment.Rhythm? {
    let perDay = object.require("perDay", .amount, about: "mean top-ups a day")
    let amount = object.require("amount", .amount, about: "amount of each, in whole units of the currency")
    let giveUp = object.read(
      "giveUp", .probability, default: .constant(0), about: "chance after each that no other follows")
    guard let perDay, let amount else { return nil }
    return Segment.Rhythm(perDay: perDay, amount: amount, giveUp: giveUp)
  }
}

extension NameRule {
  /// A number of months that is paid ahead.
  fileprivate static var monthCount: NameRule {
    NameRule(words: "a whole number from 0 to 1200", pattern: "^(\(wholePattern(upTo: 1200)))$") { text in
      Int(text).map { (0...1200).contains($0) && text == "\($0)" } ?? false
    }
  }
}

extension Shape where Value == Int {
  /// A number of accounts; of too many it is told what they would need.
  fileprivate static var accountCount: Shape {
    let plain = Shape.int(in: 0...Limits.accounts)
    return Shape(expected: plain.expected, schema: plain.schema()) { node, path, faults in
      let decoded = plain.decode(node, path, &faults)
      guard case .mismatch = decoded, case .number(let text) = node.value, let count = Double(text),
        count > Double(Limits.accounts)
      else { return decoded }
      let hours = count * 365 / RunNeeds.accountDaysPerSecond / 3600
      return .mismatch(
        hint:
          "a year of that many would need about \(Int64(min(hours, 1e15).rounded())) hours of one processor; a segment has at most \(Limits.accounts)"
      )
    }
  }
}
