import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class ScenarioLoaderTests: XCTestCase {
  private let base = #"""
    {
      "start": "2027-01-01", "days": 90, "title": "the base",
      "policy": { "base": { "monthly": 19 }, "restrictions": { "blockFrom": 12 } },
      "population": { "shops": { "accounts": 10 }, "agencies": { "accounts": 2 } }
    }
    """#

  private func scenario(
    _ files: KeyValuePairs<String, String>, file: StaticString = #filePath, line: UInt = #line
  ) throws -> Scenario {
    switch load(files) {
    case .loaded(let loaded): return loaded.scenario
    case .refused(let faults):
      XCTFail(faults.joined(separator: "\n"), file: file, line: line)
      throw CancellationError()
    }
  }

  func testAVariantChangesWhatItNamesAndKeepsTheRest() throws {
    let variant = try scenario([
      "dir/variant.jsonc": #"""
      {
        "extends": "parts/base.jsonc", "name": "v",
        "policy": { "base": { "monthly": 25 } },
        "population": { "shops": { "accounts": 20 }, "labs": { "accounts": 1 }, "agencies": null }
      }
      """#,
      "dir/parts/base.jsonc": base,
    ])
    XCTAssertEqual(variant.name, "v")
    XCTAssertEqual(variant.title, "the base")
    XCTAssertEqual(variant.policies.eras[0].policy.tariff.base.monthly.minorUnits, 2500)
    XCTAssertEqual(variant.policies.eras[0].policy.restrictions.blockFrom, 12)
    XCTAssertEqual(variant.segments.map(\.name), ["shops", "labs"])
    XCTAssertEqual(variant.segments.map(\.accounts), [20, 1])
  }

  func testANullLetsTheDefaultComeBack() throws {
    let variant = try scenario([
      "v.jsonc":
        #"{ "extends": "./base.jsonc", "days": null, "end": "2027-01-10", "policy": { "restrictions": { "#
        + #""blockFrom": null } } }"#,
      "base.jsonc": base,
    ])
    XCTAssertEqual(variant.days, 10)
    XCTAssertEqual(variant.policies.eras[0].policy.restrictions.blockFrom, 10)
    XCTAssertEqual(variant.name, "v")
  }

  func testChainsAreMergedFromTheFarEnd() throws {
    let last = try scenario([
      "c.jsonc": #"{ "extends": "b.jsonc", "seed": 3 }"#,
      "b.jsonc": #"{ "extends": "sub/a.jsonc", "seed": 2, "title": "b" }"#,
      "sub/a.jsonc": #"{ "extends": "base.jsonc", "seed": 1, "title": "a", "days": 31 }"#,
      "sub/base.jsonc": base,
    ])
    XCTAssertEqual(last.seed, 3)
    XCTAssertEqual(last.title, "b")
    XCTAssertEqual(last.days, 31)
  }

  func testAPathThatEndsInItselfIsRefused() {
    XCTAssertEqual(
      load(["a.jsonc": #"{ "extends": "a.jsonc" }"#]).faults,
      [#"a.jsonc:1:14: "a.jsonc" leads back to this file in extends; a scenario cannot be its own base"#])
    XCTAssertEqual(
      load(["a.jsonc": #"{ "extends": "b.jsonc" }"#, "b.jsonc": #"{ "extends": "./a.jsonc" }"#]).faults,
      [#"b.jsonc:1:14: "./a.jsonc" leads back to this file in extends; a scenario cannot be its own base"#])
  }

  func testOnlyPathsWithinTheFolderAreFollowed() {
    for path in ["../base.jsonc", "a/../base.jsonc", "/base.jsonc", "", "a//b.jsonc", "..", "a/", ".", "a/."] {
      XCTAssertEqual(
        load(["dir/a.jsonc": #"{ "extends": "\#(path)" }"#, "base.jsonc": base]).faults,
        [
          #"dir/a.jsonc:1:14: "\#(path)" is not a path inside this file's folder in extends; "#
            + #"write it relative to this file, without "..""#
        ])
    }
  }

  func testAMissingBaseIsTold() {
    XCTAssertEqual(
      load(["dir/a.jsonc": #"{ "extends": "base.jsonc" }"#]).faults,
      [
        "dir/a.jsonc:1:14: cannot read dir/base.jsonc (there is no such file) in extends; "
          + "name a file that can be read, by a path relative to this one"
      ])
    XCTAssertEqual(
      load(["dir/a.jsonc": #"{ "start": "2027-01-01", "extends": 5 }"#]).faults,
      ["dir/a.jsonc:1:37: expected a string, found the number 5 in extends"])
  }

  func testFaultsPointIntoTheFileThatHasThem() {
    let faults = load([
      "v.jsonc": #"""
      {
        "extends": "base.jsonc",
        "policy": { "restrictions": { "blockFrom": 5 } },
        "poplation": {}
      }
      """#,
      "base.jsonc": #"""
      {
        "start": "2027-01-01",
        "population": { "shops": { "accounts": "ten" } }
      }
      """#,
    ]).faults
    XCTAssertEqual(
      faults,
      [
        #"v.jsonc:3:46: blockFrom 5 has to be later than paymentPageFrom 7 in policy.restrictions.blockFrom; "#
          + #"the thresholds ascend; one may be "never""#,
        #"v.jsonc:4:3: unknown key "poplation"; did you mean "population"?"#,
        #"base.jsonc:3:42: expected a whole number from 0 to 2147483647, found the string "ten" in "#
          + "population.shops.accounts",
      ])
  }

  func testAFileThatIsNoJSONStopsThereWithItsPlace() {
    let faults = load(["v.jsonc": #"{ "extends": "base.jsonc" }"#, "base.jsonc": "{ \"start\": }"]).faults
    XCTAssertEqual(faults.count, 1)
    XCTAssertTrue(faults[0].hasPrefix("base.jsonc:1:11: "), faults[0])
  }

  func testAnUnreadableScenarioIsNotAFaultOfItsContent() {
    do throws(ScenarioLoader.Failure) {
      _ = try ScenarioLoader.load("none.jsonc") { path, _ throws(UnreadableFile) in
        throw UnreadableFile(path: path, reason: "Permission denied")
      }
      XCTFail("it cannot be read")
    } catch {
      guard case .unreadable(let file) = error else { return XCTFail("it has no content") }
      XCTAssertEqual(file.path, "none.jsonc")
      XCTAssertEqual(file.reason, "Permission denied")
    }
  }
}
