import XCTest

@testable import daybook

final class NamesOfFilesTests: XCTestCase {
  private static let ukrainian = """
    {
      "start": "2027-01-01", "days": 60,
      "policy": { "services": { "місце": { "monthly": 5 }, "дзвінок": { "tiers": [ { "price": "0.02" } ] } } },
      "population": { "крамниці": { "accounts": 5, "usage": { "дзвінок": { "perDay": 2 } } } },
      "accounts": {
        "17": { "created": "2027-01-01", "units": { "місце": 2 }, "timeline": [ { "on": "2027-02-12", "topUp": "50.00" } ] },
        "Юг-1": { "created": "2027-01-02", "timeline": [ { "on": "2027-02-12", "expect": { "status": "deletionPending" } } ] }
      }
    }
    """

  /// None of these verbs needs a name, and each takes a file of any.
  func testAFileOfAnyNameIsPlayed() throws {
    let names = [
      "ticket 1234", "план", "v2.final", "-x", "", "CON", "nul", "a\nb", "2027", "кві\u{306}и\u{306}",
      String(repeating: "n", count: 249),
    ]
    for name in names {
      let bench = try Workbench()
      try bench.write(Sample.small, to: "\(name).jsonc")
      let file = "./\(name).jsonc"
      for words in [
        ["test", file], ["check", file], ["trace", file, "acme"], ["find", file, "--where", "blocked"],
        ["boundaries", file, "--out", "b"], ["run", file, "--out", "o", "--quiet"],
      ] {
        let ending = try bench.daybook(words)
        XCTAssertEqual(ending.code, 0, "\(words): \(ending.messages)")
      }
    }
  }

  func testReportsHaveAFolderWhereverTheNameCanBeOne() throws {
    for (name, folder) in [
      ("ticket 1234", "ticket-1234"), ("план", "план"), ("и\u{306}", "\u{439}"), ("v2.final", "v2-final"),
      ("", "scenario"),
    ] {
      let bench = try Workbench()
      try bench.write(Sample.small, to: "\(name).jsonc")
      XCTAssertEqual(try bench.daybook("run", "\(name).jsonc", "--quiet").code, 0)
      XCTAssertEqual(try bench.names(in: "reports").map { Array($0.utf8) }, [Array(folder.utf8)])
    }
    let bench = try Workbench()
    try bench.write(Sample.small, to: "CON.jsonc")
    let device = try bench.daybook("run", "CON.jsonc")
    XCTAssertEqual(device.code, 2)
    XCTAssertTrue(
      device.messages.hasPrefix(
        #"error: CON cannot name a folder on Windows, so the reports could not be copied there; give --out DIR, or the scenario "#
          + #"another "name""#), device.messages)
    XCTAssertEqual(try bench.daybook("compare", "CON.jsonc", "CON.jsonc", "--replications", "2", "--quiet").code, 0)
    try bench.write(
      #"{ "start": "2027-01-01", "name": "\#(String(repeating: "n", count: 300))" }"#, to: "long.jsonc")
    let long = try bench.daybook("run", "long.jsonc")
    XCTAssertEqual(long.code, 2)
    XCTAssertTrue(long.messages.contains("300 bytes, which is too long"), long.messages)
    let arguments = try Arguments(["long.jsonc"], for: .run)
    let most = String(repeating: "n", count: 160)
    XCTAssertEqual(try arguments.folder(named: most), "reports/\(most)")
    XCTAssertThrowsError(try arguments.folder(named: most + "n")) {
      XCTAssertEqual(($0 as? Failure)?.message.contains("161 bytes, which is too long"), true, "\($0)")
    }
  }

  func testNamesOfAnyScriptPassThroughEverything() throws {
    let bench = try Workbench()
    try bench.write(Self.ukrainian, to: "місто.jsonc")
    let run = try bench.daybook(
      "run", "місто.jsonc", "--quiet", "--xlsx", "--reports", "revenue,services,accounts,events,journal")
    XCTAssertEqual(run.code, 0, run.messages)
    let accounts = try bench.text("reports/місто/accounts.csv").split(separator: "\n").dropFirst()
    XCTAssertEqual(
      accounts.map { String($0.prefix { $0 != "," }) }, (1...5).map { "крамниці.\($0)" } + ["17", "Юг-1"])
    XCTAssertTrue(try bench.text("reports/місто/journal.ledger").contains("revenue:дзвінок"))
    for account in ["17", "Юг-1", "крамниці.3"] {
      let trace = try bench.daybook("trace", "місто.jsonc", account, "--as-timeline")
      XCTAssertEqual(trace.code, 0, trace.messages)
      try bench.write(trace.output, to: "again.jsonc")
      XCTAssertEqual(try bench.daybook("test", "again.jsonc", "--quiet").code, 0)
    }
    let found = try bench.daybook(
      "find", "місто.jsonc", "--where", "used of дзвінок and segment = крамниці", "--csv")
    XCTAssertEqual(found.output.split(separator: "\n").count, 6, found.messages)
    let swept = try bench.daybook(
      "sweep", "місто.jsonc", "--vary", "policy.services.місце.monthly=4,6", "--replications", "2", "--quiet")
    XCTAssertEqual(swept.code, 0, swept.messages)
    XCTAssertEqual(
      try bench.daybook("trace", "місто.jsonc", "юг-1").messages.contains(#"did you mean "Юг-1"?"#), true)
  }
}
