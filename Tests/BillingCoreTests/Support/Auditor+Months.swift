import BillingCore

extension Auditor {
  func isInTrial(on day: Day) -> Bool { day < created + policies[day].tariff.trialDays }

  mutating func addGrant(_ bonus: Int64, on day: Day) {
    if bonus > 0 { grants.append(Grant(left: bonus, lapsesOn: policies[day].bonus.expiresAfterDays.map { day + $0 })) }
  }

  /// An open day ends.
  mutating func accrue(on day: Day, recurring: Bool) {
    guard !isInTrial(on: day) else { return }
    openDays += 1
    for service in enabled.indices where recurring {
      unitDays[service] += enabled[service]
      peaks[service] = max(peaks[service], enabled[service])
    }
  }

  /// The lines of the running month, unpaid, at the prices of a day; a new month begins.
  mutating func closeMonth(pricedOn day: Day) -> [InvoiceLine] {
    let policy = policies[day]
    let daysInMonth = Int64(day.month.dayCount)
    var lines: [InvoiceLine] = []
    if openDays > 0 {
      let whole = policy.tariff.base.monthly.minorUnits
      let part = rounded(whole * Int64(openDays), daysInMonth)
      lines.append(line(of: nil, openDays, policy.tariff.base.proration == .none ? whole : part))
    }
    for (service, price) in policy.tariff.services.map(\.price).enumerated() {
      switch price {
      case .recurring(let monthly, .daily) where unitDays[service] > 0:
        let amount = rounded(monthly.minorUnits * Int64(unitDays[service]), daysInMonth)
        lines.append(line(of: service, unitDays[service], amount))
      case .recurring(let monthly, .peak) where peaks[service] > 0:
        lines.append(line(of: service, peaks[service], monthly.minorUnits * Int64(peaks[service])))
      case .metered(let price) where used[service] > 0:
        let perUnit = (1...used[service]).map { number in
          let tier = price.mode == .volume ? used[service] : number
          return price.tiers.first { $0.upTo.map { tier <= $0 } ?? true }?.pricePerUnit ?? 0
        }
        let millionths = perUnit.reduce(0, +) * policy.currency.minorUnitsPerUnit
        lines.append(line(of: service, used[service], rounded(millionths, 1_000_000)))
      case .recurring, .metered: break
      }
    }
    let zeros = Array(repeating: 0, count: enabled.count)
    (openDays, unitDays, peaks, used) = (0, zeros, zeros, zeros)
    return lines
  }

  /// What the invoice would be if the month closed after today (RULES 3).
  func usageToDate() -> [InvoiceLine] {
    guard isOpen else { return [] }
    var closing = self
    closing.accrue(on: clock, recurring: stage != .blocked || policies[clock].tariff.accrueWhileBlocked)
    return closing.closeMonth(pricedOn: clock)
  }

  /// Pays a line from the oldest credit of each sort, and holds the event against it (RULES 2, 9).
  mutating func pay(_ heard: InvoiceLine) {
    if heard.isFinal, !isClosing {
      expect("the day of the final invoice", clock, pending?.due)
      linesToCome = closeMonth(pricedOn: clock)
      isClosing = true
    }
    guard !linesToCome.isEmpty else { return faulty("no line was to come") }
    var line = linesToCome.removeFirst()
    line.isFinal = isClosing
    let paid = min(line.amount.minorUnits, credit)
    let isBonusFirst = policies[clock].bonus.spend == .bonusFirst
    let fromBonus = isBonusFirst ? min(paid, bonus) : max(0, paid - cash)
    let earned = paid == credit ? deferred : rounded(deferred * paid, credit)
    line.fromBonus = Money(minorUnits: fromBonus)
    line.fromCash = Money(minorUnits: paid - fromBonus)
    line.earned = Money(minorUnits: earned)
    expect("the line", heard, line)
    ownPostings -= line.amount.minorUnits
    let owed = line.amount.minorUnits - paid
    if debt == 0, owed > 0 { debtSince = clock }
    debt += owed
    deferred -= earned
    cash -= paid - fromBonus
    var rest = fromBonus
    for index in grants.indices {
      let part = min(rest, grants[index].left)
      grants[index].left -= part
      rest -= part
    }
    grants.removeAll { $0.left == 0 }
  }

  /// Debits one book and credits another.
  mutating func book(_ postings: [Posting]) {
    for posting in postings {
      if posting.amount.minorUnits <= 0 { faulty("a posting of \(posting.amount.minorUnits)") }
      books[posting.debit, default: 0] += posting.amount.minorUnits
      books[posting.credit, default: 0] -= posting.amount.minorUnits
    }
  }

  /// To the nearest whole number, the half upwards; for numbers not below 0.
  func rounded(_ dividend: Int64, _ divisor: Int64) -> Int64 { (2 * dividend + divisor) / (2 * divisor) }

  private func line(of service: Int?, _ quantity: Int, _ amount: Int64) -> InvoiceLine {
    InvoiceLine(service: service, quantity: quantity, amount: Money(minorUnits: amount))
  }
}
