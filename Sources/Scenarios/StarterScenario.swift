/// The scenario that `daybook new` writes: a first one to read, run and change.
public enum StarterScenario {
  /// The file's text.
  ///
  /// Its days are fixed, so that the file has the same bytes and its expectations hold on whatever day it is written.
  public static let text = #"""
    // A scenario to start from. Change a number, then:
    //
    //   daybook check FILE   reports all faults in it, each with its place
    //   daybook test FILE    plays the scripted accounts, and compares them with what they expect
    //   daybook run FILE     simulates the synthetic ones, and writes reports to reports/NAME/
    //
    // This is JSON with comments and trailing commas. All that is left out has a default: daybook check --resolved FILE
    // prints it. Prices, percentages and behaviour are made up here; put your own in their place.
    {
      // For completion and help in an editor: daybook schema > daybook.schema.json, then take the slashes away.
      // "$schema": "./daybook.schema.json",
      "schemaVersion": 1,
      "title": "A first scenario: a small prepaid service for a year",
      "start": "2027-01-01",
      "days": 365,
      "seed": 1,         // another seed is the same business with other luck
      "warmUpDays": 90,  // days that are simulated before the first day, and not reported

      // The billing rules. Money is exact: write it as a string, or as a number with no more decimals than the currency.
      "policy": {
        "currency": "USD",
        // Due each month, also by those who use nothing; invoiced on the 1st of the next month, by the days that were open.
        "base": { "monthly": "19.00" },
        "trialDays": 0,  // days from the creation that are free
        "services": {
          // Recurring: paid for each unit that is switched on, by the day.
          "integration": { "title": "Integrations", "monthly": "5.00" },
          // Metered: the first 300 of a month are free, each further one costs 2 cents.
          "order": { "title": "Orders", "tiers": [ { "upTo": 300, "price": 0 }, { "price": "0.02" } ] },
        },
        // A top-up that leaves this much after a debt is paid earns this percentage of it as credit.
        "bonus": { "tiers": [ { "from": "57.00", "percent": 5 }, { "from": "228.00", "percent": 10 } ] },
        // With a balance below 0: from these days of the month on, administrators see a pop-up, then the payment page
        // alone, and then nobody has access until the debt is paid. "never" leaves a stage out.
        "restrictions": { "remindFrom": 4, "paymentPageFrom": 7, "blockFrom": 10 },
        // Accounts older than 40 days that nobody used for 30 days, with no money left, are deleted 10 days after a notice.
        "deletion": { "minimumAgeDays": 40, "inactivityDays": 30, "noticeDays": 10, "retentionDays": 20 },
        // What changes on a day: only what differs is said. Prices change on the 1st of a month.
        "changes": [
          { "on": "2027-07-01", "base": { "monthly": "21.00" } },
        ],
      },

      // Synthetic accounts, by segment. A number may be a distribution, so that people differ.
      "population": {
        "shops": {
          "accounts": 500,                                    // there when it begins
          "arrivals": { "perDay": 1, "growthPerYear": 0.2 },  // new ones: one a day, 20 % more a year later
          "units": { "integration": { "poisson": 0.8 } },
          "usage": { "order": { "perDay": { "gamma": { "mean": 8, "shape": 1.5 } } } },
          "signIns": { "employee": 0.6, "administrator": 0.3 },  // chances on a working day
          "idleness": {
            "startsPerDay": 0.002,                            // an account goes idle every 500 days,
            "days": { "geometric": { "mean": 45 } },          // for 45 days,
            "leaves": 0.1,                                    // one in ten for good
          },
          "topUps": {
            // The chance a day to pay while in debt: more pay as it hurts more.
            "inDebt": { "none": 0.1, "reminder": 0.25, "paymentPage": 0.5, "blocked": 0.15 },
            "months": { "0": 20, "1": 55, "3": 15, "12": 10 },  // months paid ahead, and how usual that is; 0: the debt alone
            "bonusResponse": 0.08,  // a choice with 1 % more bonus is 8 % more likely
          },
        },
      },

      // Scripted accounts: what is done on which day, and what has to come of it.
      "accounts": {
        "acme": {
          "created": "2027-01-01",
          "timeline": [
            { "on": "2027-01-20", "topUp": "10.00" },
            // On February 1st January costs 19.00: 9.00 are missing.
            { "on": "2027-02-01", "expect": { "events": ["invoiced"], "balance": "-9.00", "stage": "none" } },
            { "on": "2027-02-04", "expect": { "stage": "reminder" } },
            { "on": "2027-02-10", "signIn": "employee" },
            { "on": "2027-02-10", "expect": { "stage": "blocked", "includes": ["refused signIn blocked"] } },
            // 9.00 of this pay the debt; 60.00 are paid in advance, and earn 5 %.
            { "on": "2027-02-12", "topUp": "69.00", "method": "card", "by": "administrator" },
            { "on": "2027-02-12", "expect": { "stage": "none", "prepaidCash": "60.00", "prepaidBonus": "3.00" } },
          ],
        },
      },

      // What has to come out of a run; if it does not, run and test end with exit code 1.
      "thresholds": [
        { "metric": "cash_in", "atLeast": "100000.00" },
        { "metric": "blocked_share", "atMost": "0.05" },
      ],
    }

    """#
}
