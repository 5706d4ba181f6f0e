import BillingCore

/// What is drawn once for an account: people differ.
///
/// A class, so that reading one trait does not copy all.
final class Traits: Sendable {
  /// By class of weekdays: that an administrator signs in, that an employee does, that a spell of idleness starts.
  let everyDay: [FourChances]
  /// By stage.
  let paysInDebt: InlineArray<4, Chance>
  let paysWhenNoticed: Chance
  let paysInAdvance: Chance
  let bonusResponse: Double
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
    let idlenessStarts = Chance(habits.trait(habits.segment.idleness.startsPerDay, .idlenessTrait, account: number))
    everyDay = habits.signInFactors.map { factor in
      FourChances([Chance(administrator * factor), Chance(employee * factor), idlenessStarts, .never])
    }
    paysInDebt = InlineArray { stage in
      Chance(habits.trait(habits.segment.topUps.inDebt[stage], .payTrait, account: number, item: stage))
    }
    paysWhenNoticed = Chance(habits.trait(habits.segment.topUps.noticed, .payTrait, account: number, item: 4))
    paysInAdvance = Chance(habits.trait(habits.segment.topUps.inAdvance, .payTrait, account: number, item: 5))
    bonusResponse = habits.trait(habits.segment.topUps.bonusResponse, .bonusResponseTrait, account: number)
    var idle = habits.key.stream(.openingIdle, account: number)
    self.startsIdle =
      row?.isIdle ?? (number < Population.firstArrival && idle.happens(Chance(habits.segment.opening.idleShare)))
    rhythmPerDay = habits.segment.topUps.rhythm.map { habits.trait($0.perDay, .rhythmTrait, account: number) } ?? 0
    rhythmDay = Chance(1 - DecisionMath.exp(-rhythmPerDay))
    givesUp =
      habits.segment.topUps.rhythm.map { Chance(habits.trait($0.giveUp, .giveUpTrait, account: number)) } ?? .never
    usePerDay = habits.uses.map { habits.trait($0.perDay, .usageTrait, account: number, key: $0.key) }
  }
}
