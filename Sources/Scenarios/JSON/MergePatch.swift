extension JSONNode {
  /// This value changed by a JSON Merge Patch (RFC 7396).
  ///
  /// A `null` removes its key, objects merge, anything else replaces; a `null` within an array stays. A key that
  /// exists keeps its place in the order, new ones follow in the order of the patch. Each value keeps the place where
  /// it was written; an object that both sides have takes the place that it has in the patch.
  /// What could not be read stays so, whatever is merged into it.
  func merged(with patch: JSONNode) -> JSONNode {
    guard case .object(let changes) = patch.value else { return patch }
    guard value != .invalid else { return self }
    var members: [JSONMember] = []
    if case .object(let own) = value { members = own }
    var index = MemberIndex()
    var removed: Set<Int> = []
    for change in changes {
      let position = index.position(of: change.key, in: members)
      switch (change.node.value, position) {
      case (.null, let position?):
        removed.insert(position)
      case (.null, nil):
        break
      case (_, let position?):
        let merged = members[position].node.merged(with: change.node)
        members[position] = JSONMember(change.key, at: change.keyPlace, merged)
      case (_, nil):
        let added = JSONNode(.object([]), at: change.node.place).merged(with: change.node)
        members.append(JSONMember(change.key, at: change.keyPlace, added))
      }
    }
    let left = removed.isEmpty ? members : members.indices.filter { !removed.contains($0) }.map { members[$0] }
    return JSONNode(.object(left), at: patch.place)
  }
}
