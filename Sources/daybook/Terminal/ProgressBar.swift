/// How far long work is, in words and as a bar.
struct ProgressBar {
  /// How much of it is done, from 0 to 1.
  var share: Double
  /// How many seconds it will take, if that can be said.
  var left: Double?
  /// What is counted: `9012 of 18641`.
  var count: String
  /// How many accounts have been lived, and in how many seconds.
  var lived: Int
  var seconds: Double
  /// Whether it may end sooner.
  var mayEndSooner = false

  /// The line, no longer than a width: the bar first, which is left out where there is no room for it.
  func text(width: Int) -> String {
    let share = min(max(share, 0), 1)
    let percent = "\(Int(share * 100))"
    var words = String(repeating: " ", count: 3 - percent.count) + "\(percent) %  \(count)"
    if lived > 0, seconds > 0 { words += ", \(Int(Double(lived) / seconds)) accounts/s" }
    if let left { words += ", \(mayEndSooner ? "at most " : "")\(ProgressBar.duration(seconds: left)) left" }
    let length = min(16, width - words.count - 3)
    guard length >= 4 else { return String(words.prefix(width)) }
    let full = Int(Double(length) * share)
    let empty = length - full
    return "[\(String(repeating: "#", count: full))\(String(repeating: ".", count: empty))] \(words)"
  }

  /// A time as people say it, in whole seconds, or minutes from an hour on; begun ones count.
  static func duration(seconds: Double) -> String {
    let seconds = Int(min(seconds, 1e9).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
