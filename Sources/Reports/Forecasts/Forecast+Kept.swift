// Replications as text, so that a run that was cut off can take them up again.

extension Forecast {
  /// The numbers of a replication on one line, each as the 16 hexadecimal digits of its bits: nothing is rounded.
  public func line(of replication: Int) -> String {
    values[replication].map { value in
      let digits = String(value.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined(separator: " ")
  }

  /// Adds the next replication as ``line(of:)`` has told it; `false`, and nothing added, when the line is none of this
  /// scenario's.
  public mutating func add(line: Substring) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    let numbers = words.compactMap { word in
      word.utf8.count == 16 ? UInt64(word, radix: 16).map(Double.init(bitPattern:)) : nil
    }
    guard numbers.count == words.count, numbers.count == numbersOfAReplication else { return false }
    values.append(numbers)
    return true
  }
}
