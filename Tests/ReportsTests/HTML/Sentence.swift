@testable import Reports

/// A sentence of a page, taken apart: its words with marks in place of numbers and days, and these.
struct Sentence {
  /// The words, with `#` for a number, also of an amount in dollars, and `@` for a day or a month.
  let words: String
  /// As CSV files write them: a dot, and a hyphen for a minus.
  let numbers: [String]
  let days: [String]

  init(_ text: String, isUkrainian: Bool) {
    var rest = text.replacing(/<[^>]*>/, with: "")[...]
    var (words, numbers, days) = ("", [String](), [String]())
    while let letter = rest.first {
      let isWithinWord = words.last.map { $0.isLetter || $0.isNumber } ?? false
      let day = isUkrainian ? Sentence.ukrainianDay(rest) : Sentence.englishDay(rest)
      let number = isUkrainian ? Sentence.ukrainianNumber(rest) : Sentence.englishNumber(rest)
      if !isWithinWord, let day {
        days.append(String(day))
        words += "@"
        rest = rest[day.endIndex...]
      } else if !isWithinWord, let number {
        numbers.append(PageReader.plain(number.filter { $0 != "$" }, isUkrainian: isUkrainian))
        words += "#"
        rest = rest[number.endIndex...]
      } else {
        words.append(letter)
        rest = rest.dropFirst()
      }
    }
    self.words = words.replacing("\u{A0}", with: " ").replacing("# $", with: "#")
    (self.numbers, self.days) = (numbers, days)
  }

  private static func ukrainianDay(_ text: Substring) -> Substring? {
    text.prefixMatch(of: /(?:\d\d\.)?\d\d\.\d{4}/)?.output
  }

  private static func englishDay(_ text: Substring) -> Substring? {
    text.prefixMatch(of: /(?:\d\d? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}/)?.output
  }

  private static func ukrainianNumber(_ text: Substring) -> Substring? {
    text.prefixMatch(of: /[−+]?(?:\d{1,3}(?:\u{A0}\d{3})+|\d+)(?:,\d+)?/)?.output
  }

  private static func englishNumber(_ text: Substring) -> Substring? {
    text.prefixMatch(of: /[−+]?\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/)?.output
  }
}

extension PageReader {
  var isUkrainian: Bool { source.contains("<html lang=\"uk\">") }

  func sentence(_ text: String) -> Sentence { Sentence(text, isUkrainian: isUkrainian) }

  /// The sentences of the answer.
  var answers: [Sentence] { matches("<p class=\"answer\">", "</p>").map(sentence) }

  /// The message above a figure.
  func heading(_ figure: String) -> Sentence {
    sentence(matches("<h3 id=\"\(figure)-message\">", "</h3>").first ?? "no \(figure)")
  }

  /// What is said below a figure's chart.
  func description(_ figure: String) -> Sentence {
    sentence(matches("<p id=\"\(figure)-text\" class=\"muted\">", "</p>").first ?? "no \(figure)")
  }

  /// How a figure was made.
  func caption(_ figure: String) -> Sentence {
    sentence(
      matches("<figure id=\"\(figure)\"", "</figure>").first.map {
        PageReader(source: $0).matches("<figcaption>", "</figcaption>").first ?? "no caption"
      } ?? "no \(figure)")
  }
}

/// Amounts in cents as a sentence has them: in whole units, rounded half away from zero, where one is 1,000 or more and
/// none but 0 becomes 0; else exactly.
func alike(_ cents: [Int]) -> [String] {
  let whole = cents.map { (cents: $0, units: (abs($0) + 50) / 100) }
  guard cents.contains(where: { abs($0) >= 100_000 }), !whole.contains(where: { $0.cents != 0 && $0.units == 0 }) else {
    return cents.map(exact)
  }
  return whole.map { ($0.cents < 0 ? "-" : "") + "\($0.units)" }
}

/// An amount in cents.
func exact(_ cents: Int) -> String {
  let rest = abs(cents) % 100
  return (cents < 0 ? "-" : "") + "\(abs(cents) / 100)." + (rest < 10 ? "0\(rest)" : "\(rest)")
}

/// A share in percent, with one decimal.
func percent(_ part: Int, of whole: Int) -> String {
  let tenths = (abs(part) * 2000 + whole) / (2 * whole)
  return (part < 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
}

/// The Ukrainian noun after a number.
func form(_ number: Int, _ one: String, _ few: String, _ many: String) -> String {
  let digits = "0\(number)".suffix(2)
  if digits.first == "1" { return many }
  return digits.last == "1" ? one : "234".contains(digits.last ?? "0") ? few : many
}
