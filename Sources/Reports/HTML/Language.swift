/// A language that pages are written in.
public enum Language: String, CaseIterable, Sendable {
  /// English: `$1,234,567.89`, `31 Jan 2027`.
  case english = "en"
  /// Ukrainian: `1 234 567,89 $`, `31.01.2027`.
  case ukrainian = "uk"
}

/// The same words in each language.
struct Phrase: Sendable {
  private let english: String
  private let ukrainian: String

  init(_ english: String, uk ukrainian: String) {
    self.english = english
    self.ukrainian = ukrainian
  }

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .ukrainian: ukrainian
    }
  }
}
