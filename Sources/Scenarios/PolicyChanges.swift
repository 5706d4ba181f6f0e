import BillingCore

/// Reads the effective-dated changes of a policy, each a merge patch on the policy before it (FORMATS 1).
struct PolicyChanges {
  /// A change as written: its day, and what it changes.
  struct Written {
    let day: Day
    let dayPlace: Place
    let patch: JSONNode
  }

  /// The standing policy as it was read, without its changes.
  let base: JSONNode
  let standing: Policy

  /// A change of any content; what it makes of the policy is decoded afterwards.
  var shape: Shape<Written> {
    Shape(expected: "an object", schema: PolicyChanges.schema) { node, path, faults in
      guard case .object(let members) = node.value else { return .mismatch(hint: nil) }
      var object = ObjectReader(node, at: path)
      for member in members { _ = object.node(member.key) }
      if let currency = members.first(where: { $0.key == "currency" }) {
        object.report("the currency never changes", from: currency.keyPlace)
      }
      if let nested = members.first(where: { $0.key == "changes" }) {
        object.report("a change has no changes of its own", from: nested.keyPlace)
      }
      let day = object.require("on", .day)
      let place = object.node("on")?.place ?? node.place
      object.finish(into: &faults)
      guard let day else { return .told }
      return .value(
        Written(day: day, dayPlace: place, patch: node.without("on").without("currency").without("changes")))
    }
  }

  /// Its day, and a patch of each key that may change.
  private static var schema: Schema {
    var table = KeyTable()
    table.add(
      KeyTable.Key(name: "on", about: "the first day on which it holds", schema: Shape.day.schema(), isRequired: true))
    for key in ObjectReader.keys(of: PolicyDecoder.policy).keys where key.name != "currency" {
      table.add(KeyTable.Key(name: key.name, about: key.about, schema: .patch(key.schema)))
    }
    return .named("change", .object(table))
  }

  /// The policies that follow from the changes, in order.
  ///
  /// A change at fault is told; it is left out only where a calendar could not hold it, so that what it brings is known
  /// when the rest of the file is read.
  func calendar(of changes: [Written], _ object: inout ObjectReader) -> PolicyCalendar {
    var (node, policy, eras) = (base, standing, [PolicyCalendar.Era]())
    for (index, change) in changes.enumerated() {
      let path = JSONPath.element(.member(object.path, "changes"), index)
      var faults = Faults()
      PatchReader.check(
        change.patch, on: node, .object(readBy: PolicyDecoder.policy), at: path, into: &faults)
      node = node.merged(with: change.patch)
      var reader = ObjectReader(node, at: path)
      let next = PolicyDecoder.policy(&reader)
      check(change, from: policy, to: next, after: eras.last?.from, &reader)
      reader.finish(into: &faults)
      object.adopt(faults)
      let era = PolicyCalendar.Era(from: change.day, policy: next)
      guard era.mayFollow(eras.last ?? PolicyCalendar.Era(from: .earliest, policy: standing)) else { continue }
      eras.append(era)
      policy = next
    }
    return PolicyCalendar(standing, changes: eras)
  }

  private func check(
    _ change: Written, from before: Policy, to after: Policy, after previous: Day?, _ object: inout ObjectReader
  ) {
    var problems: [(message: String, hint: String)] = []
    if let previous, change.day <= previous {
      problems.append(("the change of \(change.day) stands after one of \(previous)", "one change a day, in order"))
    }
    if change.day <= .earliest { problems.append(("a change needs a day before it", "leave it out")) }
    let (old, new) = (before.tariff, after.tariff)
    if !change.day.isFirstOfMonth, old.base != new.base || old.services != new.services {
      problems.append(
        ("prices change on the 1st of a month only", "move the change to a 1st, or leave base and services out"))
    }
    for service in old.services {
      guard let same = new.services.first(where: { $0.name == service.name }) else {
        problems.append(("the service \"\(service.name)\" cannot be removed", "accounts may still use it"))
        continue
      }
      if same.isMetered != service.isMetered {
        problems.append(("the service \"\(service.name)\" cannot change its kind", "add a new service instead"))
      }
    }
    for problem in problems { object.report(problem.message, from: change.dayPlace, hint: problem.hint) }
  }
}
