import XCTest

@testable import Scenarios
@testable import daybook

final class SchemaVerbTests: XCTestCase {
  func testItPrintsTheSchemaAndNothingElse() throws {
    let bench = try Workbench()
    let schema = try bench.daybook("schema")
    XCTAssertEqual(schema.code, 0)
    XCTAssertEqual(schema.messages, "")
    XCTAssertEqual(schema.output, ScenarioSchema.text)
    XCTAssertEqual(try bench.names(), [])
  }

  func testItTakesNoFilesAndNoOptions() throws {
    let bench = try Workbench()
    let refused = try bench.daybook("schema", "x.jsonc")
    XCTAssertEqual(refused.code, 2)
    XCTAssertEqual(
      refused.messages,
      "error: schema takes no files; daybook check SCENARIO… reports what is wrong with one\nSee: daybook schema --help\n"
    )
    XCTAssertEqual(try bench.daybook("schema", "--force").code, 2)
  }

  func testHelpTellsWhatItIsFor() throws {
    let help = try Workbench().daybook("schema", "--help")
    XCTAssertEqual(help.code, 0)
    XCTAssertTrue(help.output.hasPrefix("usage: daybook schema"), help.output)
    XCTAssertTrue(help.output.contains("daybook schema > daybook.schema.json"), help.output)
  }

  func testAFullDiskIsAFailure() throws {
    let full = try Workbench().shell("\"$0\" schema >/dev/full")
    XCTAssertEqual(full.code, 4)
    XCTAssertEqual(full.messages, "error: cannot write to standard output: No space left on device\n")
  }
}
