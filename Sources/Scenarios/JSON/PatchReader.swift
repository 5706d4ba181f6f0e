/// Finds what a merge patch removes that cannot be there; a patch without a `null` has none of it.
///
/// What a patch adds is read with the whole that comes of it, and so are its faults. A `null` leaves nothing behind to
/// read: it is right for a key that the object may have, whether its base has it or not, and for a name that the base
/// has.
struct PatchReader {
  private var faults = Faults()

  /// Tells the wrong nulls of a patch; of names only where the base is known.
  static func check(
    _ patch: JSONNode, on base: JSONNode?, _ schema: @autoclosure () -> Schema, at path: JSONPath = .whole,
    into faults: inout Faults
  ) {
    guard patch.removesSomething else { return }
    var reader = PatchReader()
    reader.check(patch, on: base, schema(), at: path)
    faults.add(contentsOf: reader.faults)
  }

  private mutating func check(_ patch: JSONNode, on base: JSONNode?, _ schema: Schema, at path: JSONPath) {
    guard case .object(let members) = patch.value else { return }
    switch schema {
    case .named(_, let inner), .patch(let inner): check(patch, on: base, inner, at: path)
    case .any(let kinds):
      let names = kinds.first { if case .members = $0 { true } else { false } }
      check(patch, on: base, names ?? .object(schema.keys), at: path)
    case .object(let table) where !table.keys.isEmpty:
      for member in members {
        if let key = table.keys.first(where: { $0.name == member.key }) {
          check(member.node, on: base?.child(member.key), key.schema, at: .member(path, member.key))
        } else if member.node.value == .null {
          report(
            member, "unknown key \(quoted(member.key))", didYouMean(member.key, among: table.keys.map(\.name)), path)
        }
      }
    case .members(_, let element, _):
      for member in members {
        let old = base?.member(member.key)
        if member.node.value == .null, let base, old == nil {
          let hint = didYouMean(member.key, among: base.keys) ?? "null removes what is there before"
          report(member, "there is no \(quoted(member.key)) to remove", hint, path)
        }
        check(member.node, on: base?.child(member.key), element, at: .member(path, member.key))
      }
    case .object, .scalar, .array: break
    }
  }

  private mutating func report(_ member: JSONMember, _ message: String, _ hint: String?, _ path: JSONPath) {
    faults.add(Fault(place: member.keyPlace, path: path.description, message: message, hint: hint))
  }
}

extension JSONNode {
  /// Whether a merge patch has a `null` outside of lists.
  fileprivate var removesSomething: Bool {
    guard case .object(let members) = value else { return value == .null }
    return members.contains { $0.node.removesSomething }
  }

  /// The value of a member, if it is an object that has it.
  fileprivate func member(_ key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.node
  }

  /// The value of a member of a base that is known; one that it lacks has no members.
  fileprivate func child(_ key: String) -> JSONNode { member(key) ?? JSONNode(.object([])) }

  fileprivate var keys: [String] {
    guard case .object(let members) = value else { return [] }
    return members.map(\.key)
  }
}
