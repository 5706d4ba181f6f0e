import BillingCore
import Simulation

/// Reads a segment of the population (MODEL 1).
enum PopulationDecoder {
  /// What a segment may refer to.
  struct Context {
    let services: [Service]

    func shape<Value>(of kind: String, metered: Bool, _ shape: Shape<Value>) -> Shape<[ServiceIndex: Value]> {
      Shape<[ServiceIndex: Value]>(expected: "an object") { node, path, faults in
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
    let path = object.read("book", .string)
    for key in ["accounts", "ageDays", "opening", "units"] where object.has("book") && object.has(key) {
      object.report(
        "the book tells \(quoted(key))", at: key, hint: "leave it out; where a base gives it, set it to null")
    }
    let segment = segment(&object, in: context)
    return (segment, path.flatMap { path in object.node("book").map { BookReference(path: path, place: $0.place) } })
  }

  private static func segment(_ object: inout ObjectReader, in context: Context) -> Segment {
    var segment = Segment(name: "")
    segment.accounts = object.read("accounts", .int(in: 0...Int(Int32.max)), default: 0)
    segment.arrivals = object.section("arrivals") { arrivals(&$0) }
    segment.ageDays = object.read("ageDays", .amount, default: segment.ageDays)
    segment.opening = object.section("opening") { opening(&$0) }
    segment.units = object.read("units", context.shape(of: "recurring", metered: false, .amount), default: [:])
    segment.signIns = object.section("signIns") { signIns(&$0) }
    let use = Shape<Segment.Usage>.object { usage(&$0) }
    segment.usage = object.read("usage", context.shape(of: "metered", metered: true, use), default: [:])
    segment.idleness = object.section("idleness") { idleness(&$0) }
    segment.topUps = object.section("topUps") { topUps(&$0) }
    segment.cancelsDeletion = object.read("cancelsDeletion", .chance, default: segment.cancelsDeletion)
    segment.restores = object.read("restores", .chance, default: segment.restores)
    segment.requestsDeletion = object.read("requestsDeletion", .chance, default: segment.requestsDeletion)
    return segment
  }

  private static var growth: Shape<Double> { .real(in: -0.99...100, called: "a growth from -0.99 to 100") }

  private static func arrivals(_ object: inout ObjectReader) -> Segment.Arrivals {
    var arrivals = Segment.Arrivals()
    arrivals.perDay = object.read("perDay", .real(in: 0...100_000, called: "a number from 0 to 100000"), default: 0)
    arrivals.growthPerYear = object.read("growthPerYear", growth, default: 0)
    arrivals.months = object.read("months", .months, default: arrivals.months)
    return arrivals
  }

  private static func opening(_ object: inout ObjectReader) -> Segment.Opening {
    var opening = Segment.Opening()
    opening.prepaidCash = object.read("prepaidCash", .amount, default: opening.prepaidCash)
    opening.debtShare = object.read("debtShare", .chance, default: opening.debtShare)
    opening.idleShare = object.read("idleShare", .chance, default: opening.idleShare)
    return opening
  }

  private static func signIns(_ object: inout ObjectReader) -> Segment.SignIns {
    var signIns = Segment.SignIns()
    signIns.employee = object.read("employee", .probability, default: signIns.employee)
    signIns.administrator = object.read("administrator", .probability, default: signIns.administrator)
    signIns.weekdays = object.read("weekdays", .weekdays, default: signIns.weekdays)
    return signIns
  }

  private static func usage(_ object: inout ObjectReader) -> Segment.Usage? {
    guard let perDay = object.require("perDay", .amount) else { return nil }
    var usage = Segment.Usage(perDay: perDay)
    usage.weekdays = object.read("weekdays", .weekdays, default: usage.weekdays)
    usage.months = object.read("months", .months, default: usage.months)
    usage.growthPerYear = object.read("growthPerYear", growth, default: 0)
    return usage
  }

  private static func idleness(_ object: inout ObjectReader) -> Segment.Idleness {
    var idleness = Segment.Idleness()
    idleness.startsPerDay = object.read("startsPerDay", .probability, default: idleness.startsPerDay)
    idleness.days = object.read("days", .amount, default: idleness.days)
    idleness.leaves = object.read("leaves", .chance, default: idleness.leaves)
    idleness.switchesOff = object.read("switchesOff", .chance, default: idleness.switchesOff)
    return idleness
  }

  private static func topUps(_ object: inout ObjectReader) -> Segment.TopUps {
    var topUps = Segment.TopUps()
    (topUps.inDebt, topUps.noticed) = object.section("inDebt") { inDebt in
      let stages = zip(Stage.allCases, topUps.inDebt).map { stage, usual in
        inDebt.read(stage.word, .probability, default: usual)
      }
      return (stages, inDebt.read("noticed", .probability, default: topUps.noticed))
    }
    (topUps.inAdvance, topUps.whenMonthsLeftBelow) = object.section("inAdvance") { inAdvance in
      (
        inAdvance.read("perDay", .probability, default: topUps.inAdvance),
        inAdvance.read(
          "whenMonthsLeftBelow", .decimal(6, in: 0...1_200_000_000, called: "a number of months"),
          default: topUps.whenMonthsLeftBelow)
      )
    }
    let isMonths: (String) -> Bool = { text in Int(text).map { (0...1200).contains($0) && text == "\($0)" } ?? false }
    if let months = object.read(
      "months", .members(named: "a whole number from 0 to 1200", where: isMonths, of: .factor))
    {
      topUps.months = months.compactMap { Int($0.name) }
      topUps.monthWeights = months.map(\.value)
      if !topUps.monthWeights.contains(where: { $0 > 0 }) {
        object.report("the choice of months needs a weight above 0", at: "months")
      }
    }
    // MODEL 1 writes null for none; elsewhere null stands only in patches.
    if object.node("rhythm")?.value != .null {
      topUps.rhythm = object.read("rhythm", .either(.object(rhythm), orNone: "none"), default: nil)
    }
    topUps.bonusResponse = object.read("bonusResponse", .distribution, default: topUps.bonusResponse)
    topUps.declined = object.read("declined", .chance, default: topUps.declined)
    topUps.retries = object.read("retries", .chance, default: topUps.retries)
    if topUps.declined * topUps.retries > 0.999 {
      object.report("payments that are always declined and always tried again never end", at: "retries")
    }
    if let node = object.node("methods") {
      topUps.methodWeights = object.section("methods") { methods in
        PaymentMethod.allCases.map { methods.read($0.word, .factor, default: 0) }
      }
      if case .object = node.value, !topUps.methodWeights.contains(where: { $0 > 0 }) {
        object.report("the choice of methods needs a weight above 0", at: "methods")
      }
    }
    return topUps
  }

  private static func rhythm(_ object: inout ObjectReader) -> Segment.Rhythm? {
    let perDay = object.require("perDay", .amount)
    let amount = object.require("amount", .amount)
    let giveUp = object.read("giveUp", .probability, default: .constant(0))
    guard let perDay, let amount else { return nil }
    return Segment.Rhythm(perDay: perDay, amount: amount, giveUp: giveUp)
  }
}
