import BillingCore

/// What is drawn once for an account: people differ.
struct Traits {
  /// By class of weekdays.
  let administratorSignIn: InlineArray<7, Chance>
  /// Likewise.
  let employeeSignIn: InlineArray<7, Chance>
  /// By stage.
  let paysInDebt: InlineArray<4, Chance>
  let paysWhenNoticed: Chance
  let paysInAdvance: Chance
  let bonusResponse: Double
  let idlenessStarts: Chance
  let startsIdle: Bool
  /// By metered service in use.
  let usePerDay: [Double]
  /// The mean number of top-ups on a day, where they have a rhythm.
  let rhythmPerDay: Double
  /// The chance that there is one at all.
  let rhythmDay: Chance
  /// The chance, after each of them, that it was the last.
  let givesUp: Chance

  /// Draws them.
  ///
  /// - Parameter row: the account's row in the segment's book, which tells whether it starts idle; else that is drawn.
  init(of number: UInt32, row: OpeningBook.Row?, habits: Habits) {
    let administrator = habits.trait(habits.segment.signIns.administrator, .administratorSignInTrait, account: number)
    let employee = habits.trait(habits.segment.signIns.employee, .employeeSignInTrait, account: number)
    administratorSignIn = InlineArray { index in
      index < habits.signInFactors.count ? Chance(administrator * habits.signInFactors[index]) : .never
    }
    employeeSignIn = InlineArray { index in
      index < habits.signInFactors.count ? Chance(employee * habits.signInFactors[index]) : .never
    }
    paysInDebt = InlineArray { stage in
      Chance(habits.trait(habits.segment.topUps.inDebt[stage], .payTrait, account: number, item: stage))
    }
    paysWhenNoticed = Chance(habits.trait(habits.segment.topUps.noticed, .payTrait, account: number, item: 4))
    paysInAdvance = Chance(habits.trait(habits.segment.topUps.inAdvance, .payTrait, account: number, item: 5))
    bonusResponse = habits.trait(habits.segment.topUps.bonusResponse, .bonusResponseTrait, account: number)
    idlenessStarts = Chance(habits.trait(habits.segment.idleness.startsPerDay, .idlenessTrait, account: number))
    var idle = habits.key.stream(.openingIdle, account: number)
    self.startsIdle =
      row?.isIdle ?? (number < Population.firstArrival && idle.happens(Chance(habits.segment.opening.idleShare)))
    rhythmPerDay = habits.segment.topUps.rhythm.map { habits.trait($0.perDay, .rhythmTrait, account: number) } ?? 0
    rhythmDay = Chance(1 - DecisionMath.exp(-rhythmPerDay))
    givesUp = habits.segment.topUps.rhythm.map { Chance(habits.trait($0.giveUp, .giveUpTrait, account: number)) } ?? .never
    usePerDay = habits.uses.map { habits.trait($0.perDay, .usageTrait, account: number, key: $0.key) }
  }
}
