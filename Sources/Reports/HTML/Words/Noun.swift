/// A noun that is counted, in the forms that each language has for numbers.
struct Noun: Sendable {
  /// English, for one; a plural ends in `s`.
  let english: String
  /// Ukrainian, as after 1, 21, 31: `1 кабінет`.
  let one: String
  /// As after 2 to 4, 22 to 24: `2 кабінети`.
  let few: String
  /// As after 5 to 20, and of several in the genitive: `5 кабінетів`, `з 2 кабінетів`.
  let many: String
  /// The genitive of one: `з 21 кабінету`.
  let genitive: String

  static let account = Noun(
    english: "account", one: "кабінет", few: "кабінети", many: "кабінетів", genitive: "кабінету")
  static let day = Noun(english: "day", one: "день", few: "дні", many: "днів", genitive: "дня")
  static let month = Noun(english: "month", one: "місяць", few: "місяці", many: "місяців", genitive: "місяця")
  static let notice = Noun(
    english: "notice", one: "попередження", few: "попередження", many: "попереджень", genitive: "попередження")
  static let period = Noun(english: "period", one: "період", few: "періоди", many: "періодів", genitive: "періоду")
  static let point = Noun(english: "point", one: "точка", few: "точки", many: "точок", genitive: "точки")
  static let replication = Noun(
    english: "replication", one: "повтор", few: "повтори", many: "повторів", genitive: "повтору")
  static let threshold = Noun(english: "threshold", one: "умова", few: "умови", many: "умов", genitive: "умови")
  static let topUp = Noun(
    english: "top-up", one: "поповнення", few: "поповнення", many: "поповнень", genitive: "поповнення")

  /// Which form of a language a number takes.
  private enum Form { case one, few, many }

  private static func ukrainianForm(_ count: Int128) -> Form {
    let (ones, tens) = (count.magnitude % 10, count.magnitude / 10 % 10)
    if tens == 1 { return .many }
    return ones == 1 ? .one : (2...4).contains(ones) ? .few : .many
  }

  /// The noun after a number that is the subject: `1 account`, `1 кабінет`, `3 кабінети`, `11 кабінетів`.
  func text(after count: Int128, in language: Language) -> String {
    switch (language, Noun.ukrainianForm(count)) {
    case (.english, _): count == 1 ? english : "\(english)s"
    case (.ukrainian, .one): one
    case (.ukrainian, .few): few
    case (.ukrainian, .many): many
    }
  }

  /// The noun after a number in the genitive: `of 1 account`, `з 21 кабінету`, `з 3 кабінетів`.
  func genitive(after count: Int128, in language: Language) -> String {
    switch (language, Noun.ukrainianForm(count)) {
    case (.english, _): count == 1 ? english : "\(english)s"
    case (.ukrainian, .one): genitive
    case (.ukrainian, .few), (.ukrainian, .many): many
    }
  }
}

extension Notation {
  /// A number with its noun: `12,600 accounts`, `3 кабінети`.
  func counted(_ count: some BinaryInteger & SignedInteger, _ noun: Noun) -> String {
    "\(self.count(count)) \(noun.text(after: Int128(count), in: language))"
  }

  /// A number with its noun as after "of": `of 21 months`, `з 21 місяця`.
  func genitive(_ count: some BinaryInteger & SignedInteger, _ noun: Noun) -> String {
    "\(self.count(count)) \(noun.genitive(after: Int128(count), in: language))"
  }
}
