import Simulation

// How sentences compare the values of a metric.

extension Metric {
  /// How Ukrainian compares a metric.
  fileprivate enum Comparative {
    /// By an adjective with the name: `визнаний дохід більший`.
    case masculine, feminine
    /// By an amount of something, in the genitive: `відкритих кабінетів більше`.
    case amount(String)
    /// By an amount that something was done to: `бонусів надано на 5 $ більше`.
    case done(String)
    /// The same of a number of accounts: `видалено на 5,0 кабінету більше`.
    case accounts(String)
  }

  fileprivate var comparative: Comparative {
    switch self {
    case .revenueRecognized, .breakage, .badDebt, .bonusOutstandingEnd, .debtOutstandingEnd, .debt: .masculine
    case .credit, .blockedShare, .recoveryRate, .deletionRate: .feminine
    case .cashIn: .amount("надходжень")
    case .topUps: .amount("поповнень")
    case .billed: .amount("нарахувань")
    case .bonusGranted: .done("бонусів надано")
    case .bonusLapsed: .done("бонусів згоріло")
    case .bonusCost: .done("бонусів використано")
    case .billedFromCash: .done("нарахувань сплачено коштами")
    case .billedFromBonus: .done("нарахувань сплачено бонусами")
    case .billedAsDebt: .done("у борг нараховано")
    case .debtSettled: .done("боргу погашено коштами")
    case .discount: .done("боргу погашено бонусами")
    case .deferredEnd: .amount("авансів, одержаних на кінець,")
    case .unbilledEnd: .amount("спожитих, ще не нарахованих на кінець послуг")
    case .accountsOpenEnd: .amount("відкритих на кінець кабінетів")
    case .open: .amount("відкритих кабінетів")
    case .signedIn: .amount("кабінетів, до яких входили,")
    case .stageNone: .amount("кабінетів без обмежень")
    case .stageReminder: .amount("кабінетів з нагадуванням")
    case .stagePaymentPage: .amount("кабінетів лише зі сторінкою оплати")
    case .stageBlocked: .amount("заблокованих кабінетів")
    case .deletionPending: .amount("кабінетів, що очікують видалення,")
    case .opened: .amount("нових кабінетів")
    case .newlyBlocked: .amount("нових блокувань")
    case .unblocked: .amount("розблокувань")
    case .noticed: .amount("попереджень про видалення")
    case .cancelled: .amount("скасованих видалень")
    case .refused: .amount("відмов")
    case .daysBlocked: .amount("днів блокування")
    case .accountsOpened: .accounts("відкрито")
    case .deleted: .accounts("видалено")
    case .restored: .accounts("відновлено")
    case .purged: .accounts("остаточно стерто")
    }
  }
}

extension Notation {
  /// A change within a sentence: `cash in higher by $5`, `бонусів надано на 5 $ більше`.
  ///
  /// - Parameter amount: how much it is, above 0.
  func change(of metric: Metric, isHigher: Bool, by amount: String) -> String {
    let (word, much) = (moreOrLess(metric, isHigher), subject(of: metric))
    switch (language, metric.comparative) {
    case (.english, _): return "\(much) \(word) by \(amount)"
    case (.ukrainian, .masculine), (.ukrainian, .feminine), (.ukrainian, .amount): return "\(much) \(word) на \(amount)"
    case (.ukrainian, .done): return "\(much) на \(amount) \(word)"
    // A number with decimals takes the genitive of one.
    case (.ukrainian, .accounts(let done)): return "\(done) на \(amount) \(Noun.account.genitive) \(word)"
    }
  }

  /// In how many months a metric is higher and lower; what is so in none is left out.
  func months(of metric: Metric, higher: Int, lower: Int, all: Int) -> String {
    let (months, much) = (genitive(all, .month), subject(of: metric))
    guard higher > 0 || lower > 0 else {
      return capitalized(
        text(
          Phrase(
            "\(much): no significant difference in any of \(months)",
            uk: "\(lowercased(metric.phrase)): істотної різниці немає в жодному з \(months)")))
    }
    let parts = [(true, higher), (false, lower)].filter { $0.1 > 0 }.map { isHigher, count in
      let word = moreOrLess(metric, isHigher)
      let preposition = language == .english ? "in" : Notation.preposition(after: word, before: count)
      return "\(word) \(preposition) \(self.count(count))"
    }
    let subject = language == .english ? "\(much) is" : much
    return capitalized(
      text(
        Phrase(
          "\(subject) \(parts.joined(separator: " and ")) of \(months)",
          uk: "\(subject) \(parts.joined(separator: " і ")) з \(months)")))
  }

  /// The highest value of a metric in Ukrainian, at the beginning of a sentence: `Найбільші надходження`.
  func highest(_ metric: Metric) -> String {
    if metric == .cashIn || metric == .billed { return "Найбільші \(lowercased(metric.phrase))" }
    switch metric.comparative {
    case .masculine: return "Найбільший \(lowercased(metric.phrase))"
    case .feminine: return "Найбільша \(lowercased(metric.phrase))"
    case .amount(let words): return "Найбільше \(words)"
    case .done(let words): return "Найбільше \(words)"
    case .accounts(let done): return "Найбільше \(done) \(Noun.account.many)"
    }
  }

  /// A sentence with its first letter large.
  func capitalized(_ sentence: String) -> String { sentence.prefix(1).uppercased() + sentence.dropFirst() }

  private func subject(of metric: Metric) -> String {
    guard language == .ukrainian else { return lowercased(metric.phrase) }
    switch metric.comparative {
    case .masculine, .feminine: return lowercased(metric.phrase)
    case .amount(let words), .done(let words): return words
    case .accounts(let done): return "\(Noun.account.many) \(done)"
    }
  }

  private func moreOrLess(_ metric: Metric, _ isHigher: Bool) -> String {
    guard language == .ukrainian else { return isHigher ? "higher" : "lower" }
    switch metric.comparative {
    case .masculine: return isHigher ? "більший" : "менший"
    case .feminine: return isHigher ? "більша" : "менша"
    case .amount, .done, .accounts: return isHigher ? "більше" : "менше"
    }
  }

  /// `в` or `у`, as Ukrainian has it between a word and a number that is read aloud.
  static func preposition(after word: String, before count: Int) -> String {
    // `одному` and `одинадцяти` begin with a vowel; before `дв` and `в`, as in `двох` and `восьми`, stands `у`.
    if count == 1 || count == 11 { return "в" }
    if count == 12 || count == 18 || "28".contains("\(count)".prefix(1)) { return "у" }
    return word.last.map { "аеєиіїоуюя".contains($0) } == true ? "в" : "у"
  }
}
