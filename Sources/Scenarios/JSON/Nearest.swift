import Simulation

/// The word of a list that was probably meant, if one is near.
///
/// Near is up to a third of the longer word in mistakes: a letter left out, put in, replaced, or swapped with its
/// neighbour. Upper and lower case are the same. Of words equally near the first listed wins. Words of one or two
/// letters are near only to themselves in another case.
public func nearest(to word: String, among candidates: [String]) -> String? {
  guard word.utf8.count <= 200 else { return nil }
  let letters = Array(word.lowercased().unicodeScalars)
  var best: (word: String, mistakes: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased().unicodeScalars)
    let most = min(max(letters.count, other.count) / 3, best.map { $0.mistakes - 1 } ?? .max)
    guard most >= 0, abs(letters.count - other.count) <= most else { continue }
    let mistakes = mistakes(between: letters, and: other)
    if mistakes <= most { best = (candidate, mistakes) }
  }
  return best?.word
}

/// The Damerau-Levenshtein distance of two words in its simple form, the optimal string alignment.
private func mistakes(between first: [Unicode.Scalar], and second: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in first.indices {
    var next = [row + 1]
    for column in second.indices {
      let isSame = first[row] == second[column]
      var cost = min(last[column + 1] + 1, next[column] + 1, last[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      next.append(cost)
    }
    beforeLast = last
    last = next
  }
  return last[second.count]
}

/// The hint that names the word that was probably meant; of words that look alike it says where they differ.
func didYouMean(_ word: String, among candidates: [String]) -> String? {
  nearest(to: word, among: candidates).map { "did you mean \"\($0)\"?\(difference(of: word, from: $0))" }
}

/// Where a word has a letter of another script than its model, which may look the same: `shоps` with a Cyrillic `о`.
private func difference(of word: String, from model: String) -> String {
  let (own, other) = (Array(word.unicodeScalars), Array(model.unicodeScalars))
  guard own.count == other.count,
    let index = own.indices.first(where: { own[$0].isASCII != other[$0].isASCII })
  else { return "" }
  func named(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    return "\"\(harmless(scalar))\" (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))"
  }
  return " its letter \(index + 1) is \(named(other[index])), not \(named(own[index]))"
}
