/// A call as it is typed, and what it is for.
struct Example {
  let call: String
  let meaning: String

  init(_ call: String, _ meaning: String) {
    self.call = call
    self.meaning = meaning
  }
}

extension Verb {
  /// Calls for help and manual, on files of this repository.
  var examples: [Example] {
    switch self {
    case .run, .compare, .sweep: outcomeExamples
    case .test, .boundaries, .check: ruleExamples
    case .trace, .find: accountExamples
    case .new, .schema: writingExamples
    case .selftest, .completions, .man, .help: toolExamples
    }
  }

  private var outcomeExamples: [Example] {
    let standard = "scenarios/standard.jsonc"
    return switch self {
    case .run:
      [
        Example("daybook run \(standard)", "simulates a year of about 19,000 accounts and writes five reports"),
        Example(
          "daybook run \(standard) --scale 0.1 --reports revenue,accounts --out tenth",
          "a tenth of the people, and two reports in a folder of your choice"),
        Example(
          "daybook run \(standard) --replications 59 --out expected",
          "what to expect of such years: forecast.csv has means, quantiles and intervals"),
      ]
    case .compare:
      [
        Example(
          "daybook compare \(standard) scenarios/bonus-doubled.jsonc",
          "what doubling the bonus does, from 30 pairs of years"),
        Example(
          "daybook compare \(standard) scenarios/bonus-doubled.jsonc --metric cash_in --precision 0.5% --out precise",
          "goes on until the difference in cash is known within half a percent of the base's cash"),
      ]
    case .sweep:
      [
        Example(
          "daybook sweep \(standard) --vary policy.restrictions.blockFrom=8,10,15 --replications 10",
          "what an earlier and a later block are worth"),
        Example(
          "daybook sweep \(standard) --one-at-a-time --vary 'policy.bonus.tiers[0].percent=0,10' "
            + "--vary policy.deletion.inactivityDays=20,60 --replications 5 --out tornado",
          "which of two settings moves cash most"),
        Example(
          "daybook sweep \(standard) --vary 'policy.bonus.tiers[0].percent=0,5,10' --maximize cash_in "
            + "--subject-to 'deletion_rate<=0.02' --replications 10 --out best",
          "the best percentage of those under which few accounts are deleted"),
      ]
    case .test, .trace, .find, .boundaries, .check, .new, .schema, .selftest, .completions, .man, .help: []
    }
  }

  private var ruleExamples: [Example] {
    switch self {
    case .test:
      [
        Example("daybook test scenarios/timelines", "plays all stories below a folder"),
        Example(
          "daybook test scenarios/timelines --filter 2027-01-10 --junit results.xml",
          "only what is expected on one day, and a file for the build server"),
        Example("daybook test scenarios/timelines/16-stages.jsonc --verbose", "also lists what passed"),
      ]
    case .boundaries:
      [
        Example(
          "daybook boundaries scenarios/standard.jsonc --out boundaries",
          "timelines around each threshold of the standard policy"),
        Example(
          "daybook boundaries scenarios/standard.jsonc --out boundaries --force",
          "the same again in place of the old ones; a diff shows what a change of the policy moved"),
      ]
    case .check:
      [
        Example("daybook check scenarios", "reports the faults of all scenario files below a folder"),
        Example("daybook check scenarios/standard.jsonc --resolved", "shows every setting, defaults too"),
      ]
    case .run, .compare, .sweep, .trace, .find, .new, .schema, .selftest, .completions, .man, .help: []
    }
  }

  private var accountExamples: [Example] {
    let account = "daybook trace scenarios/standard.jsonc shops.17"
    let find = "daybook find scenarios/standard.jsonc --where"
    return switch self {
    case .trace:
      [
        Example("\(account) --from 2027-03-01 --to 2027-04-30", "two months of the 17th shop, with reasons"),
        Example("\(account) --day 2027-03-09", "how it stands in the evening of one day"),
        Example("\(account) --as-timeline --to 2027-04-30 > case.jsonc", "a case for test, that needs nothing else"),
      ]
    case .find:
      [
        Example("\(find) 'blocked and restored' --limit 20", "accounts that were blocked, and restored"),
        Example("\(find) 'topUp >= 100.00 after blocked within 7 days'", "who paid a lot soon after a block"),
        Example("\(find) 'daysBlocked > 60' --csv > blocked.csv", "who was blocked for long, as a table"),
        Example(
          "\(find) 'topUpDeclined to 2027-03-09 and blocked on 2027-03-10'",
          "whose payment was declined before a block"),
      ]
    case .run, .compare, .sweep, .test, .boundaries, .check, .new, .schema, .selftest, .completions, .man, .help: []
    }
  }

  private var writingExamples: [Example] {
    switch self {
    case .new:
      [
        Example("daybook new plan", "writes plan.jsonc, and says what to try next"),
        Example("daybook new plan --force", "the same in place of a plan.jsonc that exists"),
      ]
    case .schema:
      [
        Example(
          "daybook schema > daybook.schema.json", "then, first in a scenario: \"$schema\": \"./daybook.schema.json\","),
        Example("daybook schema | grep -A 2 '\"remindDaysBefore\"'", "what a key is for, and its default"),
      ]
    case .run, .compare, .sweep, .test, .trace, .find, .boundaries, .check, .selftest, .completions, .man, .help: []
    }
  }

  private var toolExamples: [Example] {
    switch self {
    case .selftest:
      [
        Example("daybook selftest", "all distributions and behaviours, in about 13 seconds of one processor"),
        Example("daybook selftest --seed 7", "by other chances"),
      ]
    case .completions:
      [
        Example("daybook completions bash > daybook.bash", "then: source ./daybook.bash"),
        Example("daybook completions zsh > _daybook", "in a folder of fpath; or: source <(daybook completions zsh)"),
        Example("daybook completions fish > daybook.fish", "in ~/.config/fish/completions/"),
      ]
    case .man:
      [
        Example("daybook man | man -l -", "reads it"),
        Example("daybook man > daybook.1", "a file for a folder man1 of MANPATH"),
      ]
    case .help:
      [
        Example("daybook help", "lists all verbs"),
        Example("daybook help find", "the same as: daybook find --help"),
      ]
    case .run, .compare, .sweep, .test, .trace, .find, .boundaries, .check, .new, .schema: []
    }
  }
}
