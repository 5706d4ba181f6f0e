"""What is changed in the core, one line each, and the section of the rules that then no longer holds.

A mutation is a file of Sources/BillingCore, text that stands there exactly once, and what replaces it. Text on more than
one line is there to find the place. None of them may be equivalent to the original.
"""

ACCOUNT = "Account.swift"
COMMANDS = "Account+Commands.swift"
DELETION = "Account+Deletion.swift"
INVOICE = "Account+Invoice.swift"
STAGE = "Account+Stage.swift"
BONUS = "BonusSchedule.swift"
EVENING = "Account+Evening.swift"
ORDER = "OrderOfADay.swift"
QUIET = "Account+QuietDays.swift"
POLICY = "Policy.swift"
POSTINGS = "Postings.swift"
MONTH = "RunningMonth.swift"
TARIFF = "Tariff.swift"
WALLET = "Wallet.swift"

FOLLOW = "watcher.hear(followDeletion(under: policies), of: self)"
LAPSE = "watcher.hear(lapseBonus(), of: self)"
STAGE_OF_DAY = "watcher.hear(updateStage(under: policies), of: self)\n    case"
STAGE_OF_COMMAND = "watcher.hear(updateStage(under: policies), of: self)\n    if"
CANCEL = "if answer.isActivity { watcher.hear(cancelDeletion(by: .activity), of: self) }"
INVOICED = "if isFirstOfMonth { try invoice(.pastMonth(today), under: policies, telling: &watcher) }"
NOT_PERMITTED = "if !role.isAdministrator { return .notPermitted }"
OUT_OF_RANGE = "if !policies.rules(on: today).topUp.admits(amount) { return .amountOutOfRange }"
PENDING = "if pendingDeletion != nil { return .alreadyPending }"
NOT_MET = "if !meetsDeletionConditions(under: policies) { return .conditionsNotMet }"

# rule, what goes wrong, file, old text, new text
MUTATIONS = [
    ("1", "the owner alone is an administrator", "Command.swift", "{ self != .employee }", "{ self == .owner }"),
    ("1", "a half is rounded towards zero", "Money.swift", ": divisor / 2\n", ": (divisor - 1) / 2\n"),
    ("1", "a negative half is rounded upwards", "Money.swift", "? -(divisor / 2)", "? (divisor / 2)"),
    ("1", "the ceiling itself overflows", "Money.swift", "sum <= Money.ceiling", "sum < Money.ceiling"),
    ("1", "a line may pass the ceiling", "Money.swift", "UInt128(Money.ceiling.minorUnits)", "UInt128(Int64.max)"),
    ("1", "every fourth year is a leap year", "Day.swift", "+ yearOfEra / 4 - yearOfEra / 100 + dayOfYear", "+ yearOfEra / 4 + dayOfYear"),
    ("1", "the week is a day off", "Day.swift", "(Int(ordinal) + 3) % 7", "(Int(ordinal) + 4) % 7"),
    ("1", "days before 1970 have negative weekdays", "Day.swift", "sinceMonday < 0 ? sinceMonday + 7 : sinceMonday", "sinceMonday < -7 ? sinceMonday + 7 : sinceMonday"),
    ("1", "the dinar has cents", "Currency.swift", '"KWD": 3', '"KWD": 2'),
    ("1", "small amounts lose their zero", "MoneyText.swift", "digits.utf8.count <= decimals", "digits.utf8.count < decimals"),
    ("2", "administrators may not pay", COMMANDS, NOT_PERMITTED, "if role != .owner { return .notPermitted }"),
    ("2", "the least top-up is refused", POLICY, "amount >= minimum", "amount > minimum"),
    ("2", "the most is refused", POLICY, "{ amount <= $0 }", "{ amount < $0 }"),
    ("2", "nothing may be topped up", POLICY, "amount > .zero &&", "amount >= .zero &&"),
    ("2", "a declined payment is activity", COMMANDS, "Answer(.topUpDeclined(amount, by: role, with: method))", "Answer(.topUpDeclined(amount, by: role, with: method), isActivity: true)"),
    ("2", "a tier begins above its first amount", BONUS, "return tiers.last { $0.from <= basis }", "return tiers.last { $0.from < basis }"),
    ("2", "the lowest tier counts", BONUS, "tiers(on: day).last {", "tiers(on: day).first {"),
    ("2", "the advance is the whole amount", BONUS, "max(.zero, amount - debt)", "max(amount, amount - debt)"),
    ("2", "the total is the advance", BONUS, "case .total: amount", "case .total: amount - debt"),
    ("2", "the cap is a floor", BONUS, "{ min(bonus, $0) }", "{ max(bonus, $0) }"),
    ("2", "a campaign misses its first day", BONUS, "$0.days.contains(day)", "$0.days.contains(day) && day > $0.days.lowerBound"),
    ("2", "a campaign misses its last day", BONUS, "$0.days.contains(day)", "$0.days.contains(day) && day < $0.days.upperBound"),
    ("2", "a campaign has the standing tiers", BONUS, "?.tiers ?? tiers", ".map { _ in tiers } ?? tiers"),
    ("2", "a grant lapses a day late", COMMANDS, "{ today + $0 }", "{ today + $0 + 1 }"),
    ("2", "an opening grant lapses a day late", WALLET, "{ eve + $0 }", "{ eve + $0 + 1 }"),
    ("2", "the newest grant is spent first", WALLET, "grants.append(Grant(left: bonus, lapsesOn: lapse))", "grants.insert(Grant(left: bonus, lapsesOn: lapse), at: 0)"),
    ("2", "all older grants lapse at once", WALLET, "grants.removeAll { $0.lapsesOn == day }", "grants.removeAll { $0.lapsesOn != nil }"),
    ("2", "a bonus leaves the debt", WALLET, "min(payment.bonus, debt - payment.cashToDebt)", "min(.zero, debt - payment.cashToDebt)"),
    ("2", "bonus first is cash first", WALLET, "line.fromBonus = min(paid, prepaidBonus)", "line.fromBonus = paid - min(paid, prepaidCash)"),
    ("2", "cash first is bonus first", WALLET, "line.fromBonus = paid - min(paid, prepaidCash)", "line.fromBonus = min(paid, prepaidBonus)"),
    ("2", "a top-up is no activity", COMMANDS, "    lastActivity = today\n    return Answer(.topUp(topUp)", "    return Answer(.topUp(topUp)"),
    ("3", "the trial lasts a day longer", POLICY, "day - created < rules", "day - created <= rules"),
    ("3", "use in the trial is charged", QUIET, "if !isInTrial(on: day, under: policies) { month", "if quantity > 0 { month"),
    ("3", "a blocked eve's month lacks services", ACCOUNT, "month.accrue(days: openDays, recurring: true)", "month.accrue(days: openDays, recurring: !opening.isBlocked)"),
    ("3", "the eve accrues twice", ACCOUNT, "isDayOver = true", "isDayOver = false"),
    ("3", "services never accrue while blocked", EVENING, "stage != .blocked || policies", "stage != .blocked && policies"),
    ("3", "services stop from the reminder on", EVENING, "stage != .blocked || policies", "stage == .none || policies"),
    ("3", "the past month has the new prices", INVOICE, "pricedOn: day - 1", "pricedOn: day"),
    ("3", "the past policy pays", INVOICE, "policies.rules(on: today).spend", "policies.rules(on: invoice.pricedOn).spend"),
    ("3", "a month has the days of the next", INVOICE, "(day - 1).daysInMonth", "day.daysInMonth"),
    ("3", "the month goes on after its invoice", ORDER, "    closeMonth()\n", "    if pendingDeletion != nil { closeMonth() }\n"),
    ("3", "the month goes on after the deletion", ORDER, "    closeMonth()\n", "    if pendingDeletion == nil { closeMonth() }\n"),
    ("3", "the use to date forgets today", INVOICE, "closing.accrue(before: today + 1, under: policies)", "closing.isDayOver = true"),
    ("3", "the final invoice looks like another", INVOICE, "isFinal: true", "isFinal: false"),
    ("3", "the peak is the last number", MONTH, "max(meters[service].peak, meters[service].enabled)", "meters[service].enabled"),
    ("3", "the peak outlasts the month", MONTH, "      meters[index].peak = 0\n", ""),
    ("3", "the peak is what is switched on", MONTH, "quantity = peak(of: service)", "quantity = meters[service].enabled"),
    ("3", "lines of nothing are kept", MONTH, "guard quantity > 0", "guard quantity >= 0"),
    ("3", "a base of no days is kept", MONTH, "guard openDays > 0", "guard openDays >= 0"),
    ("3", "a tier ends before its last unit", TARIFF, "{ quantity <= $0 }", "{ quantity < $0 }"),
    ("3", "a graduated tier is a unit longer", TARIFF, "min(quantity, tier.upTo ?? quantity)", "min(quantity, tier.upTo.map { $0 + 1 } ?? quantity)"),
    ("3", "the month is never prorated", TARIFF, "times: Int64(openDays)", "times: Int64(daysInMonth)"),
    ("4", "the reminder comes a day late", POLICY, "number >= remindFrom", "number > remindFrom"),
    ("4", "the payment page comes a day late", POLICY, "number >= paymentPageFrom", "number > paymentPageFrom"),
    ("4", "the block comes a day late", POLICY, "number >= blockFrom", "number > blockFrom"),
    ("4", "the default block is on the 11th", POLICY, "blockFrom: Int? = 10", "blockFrom: Int? = 11"),
    ("4", "a block ends on the 1st", STAGE, "guard stage != .blocked else { return .blocked }", ""),
    ("4", "a debt's first day is its day 0", POLICY, "day - debtSince + 1", "day - debtSince"),
    ("4", "a partial payment restarts the debt", WALLET, "if debt == .zero { debtSince = nil }", "debtSince = nil"),
    ("4", "each line restarts the debt", WALLET, "if debt == .zero, owed > .zero { debtSince = day }", "if owed > .zero { debtSince = day }"),
    ("4", "an opening debt is a day old", WALLET, "opening.debtSince ?? eve + 1 : nil", "opening.debtSince ?? eve : nil"),
    ("4", "administrators see all until the block", COMMANDS, "role.isAdministrator && stage >= .paymentPage", "role.isAdministrator && stage >= .blocked"),
    ("4", "the owner alone sees the payment page", COMMANDS, "role.isAdministrator && stage >= .paymentPage", "role == .owner && stage >= .paymentPage"),
    ("4", "the pop-up stays on the payment page", COMMANDS, "stage == .reminder,", "stage >= .reminder,"),
    ("4", "employees see the pop-up", COMMANDS, "showsPopUp: role.isAdministrator && stage", "showsPopUp: stage"),
    ("4", "administrators are locked out", COMMANDS, "stage == .blocked && !role.isAdministrator", "stage == .blocked && role != .owner"),
    ("5", "no sign-in on the payment page is activity", COMMANDS, "isActivity: stage != .blocked ||", "isActivity: stage < .paymentPage ||"),
    ("5", "refused use is activity", COMMANDS, "if case .signIn(let role) = command, reason == .blocked {", "if reason == .blocked, let role = Optional(Role.employee) {"),
    ("5", "a refused sign-in is never activity", COMMANDS, "if case .signIn(let role) = command, reason == .blocked {", "if case .signIn(let role) = command, reason == .purged {"),
    ("5", "a blocked employee counts by default", COMMANDS, "case .administrators: role.isAdministrator", "case .administrators: true"),
    ("5", "a blocked owner does not count by default", COMMANDS, "case .administrators: role.isAdministrator", "case .administrators: role == .administrator"),
    ("5", "a blocked administrator does not count by default", COMMANDS, "case .administrators: role.isAdministrator", "case .administrators: role == .owner"),
    ("5", "everyone leaves employees out", COMMANDS, "case .everyone: true", "case .everyone: role.isAdministrator"),
    ("5", "nobody is everyone", COMMANDS, "case .nobody: false", "case .nobody: true"),
    ("5", "nobody counts by default", POLICY, "= BlockedSignIns.administrators", "= BlockedSignIns.nobody"),
    ("5", "use is activity", COMMANDS, "Answer(.used(service, quantity: quantity))", "Answer(.used(service, quantity: quantity), isActivity: true)"),
    ("5", "a request is activity", COMMANDS, "Answer(scheduleDeletion(.manual, under: policies))", "Answer(scheduleDeletion(.manual, under: policies), isActivity: true)"),
    ("5", "the owner's cancellation is no activity", COMMANDS, "      lastActivity = today\n      status = .open\n      return Answer(.deletionCancelled", "      status = .open\n      return Answer(.deletionCancelled"),
    ("5", "the owner's cancellation is told as activity", COMMANDS, ".deletionCancelled(by: .owner)", ".deletionCancelled(by: .activity)"),
    ("5", "a restore is no activity", COMMANDS, "      status = .open\n      lastActivity = today\n", "      status = .open\n"),
    ("5", "a restore is refused", COMMANDS, "command == .restore ? nil : .deleted", "command == .restore ? .notDeleted : .deleted"),
    ("5", "the banner shows the day of the notice", COMMANDS, "banner: pendingDeletion?.due", "banner: pendingDeletion?.noticedOn"),
    ("5", "a refused sign-in shows no date", COMMANDS, "      refusal.banner = pendingDeletion?.due\n", ""),
    ("5", "a refused sign-in shows the day of the notice", COMMANDS, "refusal.banner = pendingDeletion?.due", "refusal.banner = pendingDeletion?.noticedOn"),
    ("5", "an account at 0 is kept", DELETION, "guard balance <= .zero else", "guard balance < .zero else"),
    ("5", "money does not keep an account", DELETION, "    guard balance <= .zero else { return false }\n", ""),
    ("5", "29 whole days are enough", DELETION, "today - lastActivity > rules", "today - lastActivity >= rules"),
    ("5", "the age itself is enough", DELETION, "today - created > rules", "today - created >= rules"),
    ("5", "the notice is a day longer", DELETION, "today + policies[today].deletion.noticeDays", "today + policies[today].deletion.noticeDays + 1"),
    ("5", "the retention is a day longer", DELETION, "today + policies[today].deletion.retentionDays", "today + policies[today].deletion.retentionDays + 1"),
    ("5", "reminders come a day late", DELETION, "remindDaysBefore.contains(daysLeft)", "remindDaysBefore.contains(daysLeft + 1)"),
    ("5", "automatic cannot be switched off", DELETION, ", policies.rules(on: today).deletesAutomatically else", " else"),
    ("5", "the notice is told as manual", DELETION, "scheduleDeletion(.automatic,", "scheduleDeletion(.manual,"),
    ("5", "the last month is not charged", ORDER, "try invoice(.final(today), under: policies, telling: &watcher)", "closeMonth()"),
    ("5", "the stage outlasts the purge", DELETION, "    stage = .none\n", ""),
    ("5", "the debt outlasts the purge", WALLET, "defer { (debt, debtSince) = (.zero, nil) }\n", ""),
    ("5", "one reminder is forgotten", POLICY, "remindDaysBefore = [3, 1]", "remindDaysBefore = [3]"),
    ("5", "the default age is 41 days", POLICY, "minimumAgeDays = 40", "minimumAgeDays = 41"),
    ("5", "the purge comes a day late", DELETION, "today == purgeDay else", "today == purgeDay + 1 else"),
    ("6", "the invoice comes on the 2nd", ORDER, "if isFirstOfMonth {", "if today.dayOfMonth == 2 {"),
    ("6", "lapses come before the invoice", ORDER, INVOICED, LAPSE + "; " + INVOICED),
    ("6", "the conditions come before the lapses", ORDER, "      " + LAPSE, "      " + FOLLOW + "; " + LAPSE),
    ("6", "the stage comes before the deletion", ORDER, FOLLOW, "watcher.hear(updateStage(under: policies), of: self); " + FOLLOW),
    ("6", "the stage waits for an action", ORDER, STAGE_OF_DAY, "case"),
    ("6", "the creation comes a day late", DELETION, "guard today == created else", "guard today == created + 1 else"),
    ("6", "a closed account accrues", EVENING, "guard evenings > 0, isOpen, !isInTrial", "guard evenings > 0, !isInTrial"),
    ("6", "a change of policy comes a day late", POLICY, "eras[index].from > day", "eras[index].from >= day"),
    ("6", "quiet days pass the 1st", QUIET, "var next = min(nextMonth,", "var next = min(nextMonth + 1,"),
    ("6", "quiet days pass a change of policy", QUIET, "policies.nextChange(after: today))", "policies.nextChange(after: today) + 1)"),
    ("6", "quiet days pass a lapse", QUIET, "{ next = min(next, lapse) }", "{ next = min(next, lapse + 1) }"),
    ("6", "quiet days pass the end of a trial", QUIET, "{ next = min(next, trialEnd) }", "{ next = min(next, trialEnd + 1) }"),
    ("6", "quiet days pass a notice", QUIET, "created + rules.minimumAgeDays, today) + 1", "created + rules.minimumAgeDays, today) + 2"),
    ("6", "quiet days pass a stage", QUIET, "today + ($0 - number)", "today + ($0 - number + 1)"),
    ("6", "quiet days pass the purge", QUIET, "return purgeDay - 1", "return purgeDay"),
    ("6", "quiet days pass what a pending deletion does", QUIET, "case .deletionPending: return today", "case .deletionPending: return today + 1"),
    ("6", "a routine is no activity", QUIET, "if let last = routine.lastSignIn { lastActivity = last }", ""),
    ("7", "a cancellation comes before the stage", ORDER, STAGE_OF_COMMAND, CANCEL + "\n    " + STAGE_OF_COMMAND),
    ("7", "the stage of a deleted account moves", STAGE, "    guard isOpen else { return nil }\n", ""),
    ("7", "the amount is checked before the role", COMMANDS, NOT_PERMITTED, OUT_OF_RANGE + "; " + NOT_PERMITTED),
    ("7", "the conditions are checked before the pending deletion", COMMANDS, PENDING, NOT_MET + "; " + PENDING),
    ("7", "use stops on the payment page", COMMANDS, "case .use:\n      return stage == .blocked", "case .use:\n      return stage >= .paymentPage"),
    ("7", "settings are open on the payment page", COMMANDS, "return stage >= .paymentPage ? .restricted", "return stage >= .blocked ? .restricted"),
    ("7", "settings close at the reminder", COMMANDS, "return stage >= .paymentPage ? .restricted", "return stage >= .reminder ? .restricted"),
    ("8", "a stage without debt goes unseen", "Laws.swift", "if stage != .none, debt == .zero", "if stage == .blocked, debt == .zero"),
    ("8", "grants may be more than the bonus", "Laws.swift", "granted == wallet.prepaidBonus", "granted >= wallet.prepaidBonus"),
    ("8", "a deleted account may have money", "Laws.swift", "if !isOpen, credit > .zero", "if status == .purged, credit > .zero"),
    ("9", "cash that settles debt is deferred too", WALLET, "deferred += cash\n", "deferred += payment.amount\n"),
    ("9", "what an opening state defers is all its cash", WALLET, "deferred = opening.deferred ?? opening.prepaidCash", "deferred = opening.prepaidCash"),
    ("4", "an opening debt always begins on the first day", WALLET, "? opening.debtSince ?? eve + 1 : nil", "? eve + 1 : nil"),
    ("2", "earlier grants of an opening state never lapse", WALLET, "grant(earlier.amount, lapsingOn: earlier.lapsesOn)", "grant(earlier.amount, lapsingOn: nil)"),
    ("5", "a deletion that is pending at the start is forgotten", ACCOUNT, "status = .deletionPending(notice)", ""),
    ("9", "an opening bonus is deferred", WALLET, "deferred = opening.deferred ?? opening.prepaidCash", "deferred = opening.deferred ?? (opening.prepaidCash + opening.prepaidBonus)"),
    ("9", "a line earns all that is deferred", WALLET, "if paid == credit {", "if paid > .zero {"),
    ("9", "deferred is earned by the cash spent alone", WALLET, "times: paid.minorUnits", "times: line.fromCash.minorUnits"),
    ("9", "breakage comes while a bonus is left", WALLET, "guard credit == .zero else", "guard prepaidCash == .zero else"),
    ("9", "breakage stays deferred", WALLET, "    defer { deferred = .zero }\n", ""),
    ("9", "a discount is breakage", POSTINGS, "(.discount, .receivable, topUp.bonusToDebt)", "(.breakage, .receivable, topUp.bonusToDebt)"),
    ("9", "the debt part of a line is deferred", POSTINGS, "(.receivable, .revenue(line.service), line.asDebt)", "(.deferred, .revenue(line.service), line.asDebt)"),
    ("9", "a write-off is turned round", POSTINGS, "(.badDebt, .receivable, writtenOff)", "(.receivable, .badDebt, writtenOff)"),
    ("9", "opening cash is not booked", POSTINGS, "(.receivable, .opening, debt), (.opening, .deferred, deferred ?? prepaidCash)", "(.receivable, .opening, debt)"),
    ("9", "postings of nothing are kept", POSTINGS, "$0.amount > .zero", "$0.amount >= .zero"),
]
