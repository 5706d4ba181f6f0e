import Foundation
import XCTest

@testable import Scenarios

final class ScenarioSchemaTests: XCTestCase {
  /// All keys of a schema as `policy.base.monthly`, `*` for what the user names and for the elements of lists.
  private func keys(_ schema: Schema, at path: String = "") -> [(path: String, key: KeyTable.Key)] {
    switch schema {
    case .object(let table):
      return table.keys.flatMap { key in
        let here = path.isEmpty ? key.name : "\(path).\(key.name)"
        return [(here, key)] + keys(key.schema, at: here)
      }
    case .array(let element, _): return keys(element, at: path + ".*")
    case .members(_, let value, _): return keys(value, at: path + ".*")
    case .any(let kinds): return kinds.flatMap { keys($0, at: path) }
    case .named(_, let inner), .patch(let inner): return keys(inner, at: path)
    case .scalar: return []
    }
  }

  /// The places of a value's keys that a schema does not have.
  private func strangers(in node: JSONNode, to schema: Schema, at path: String = "") -> [String] {
    switch (schema, node.value) {
    case (.object(let table), .object(let members)):
      return members.flatMap { member -> [String] in
        let here = "\(path).\(member.key)"
        guard let key = table.keys.first(where: { $0.name == member.key }) else { return [here] }
        return strangers(in: member.node, to: key.schema, at: here)
      }
    case (.array(let element, _), .array(let nodes)): return nodes.flatMap { strangers(in: $0, to: element, at: path) }
    case (.members(_, let value, _), .object(let members)):
      return members.flatMap { strangers(in: $0.node, to: value, at: "\(path).\($0.key)") }
    case (.any(let kinds), _):
      return kinds.map { strangers(in: node, to: $0, at: path) }.min { $0.count < $1.count } ?? []
    case (.named(_, let inner), _), (.patch(let inner), _): return strangers(in: node, to: inner, at: path)
    case (.scalar, .object): return [path]
    case (.scalar, _), (.object, _), (.array, _), (.members, _): return []
    }
  }

  func testEveryKeyOfEveryScenarioIsInTheSchema() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let folder = "\(root)/scenarios"
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonc") }.sorted()
    XCTAssertGreaterThan(names.count, 20)
    for name in names {
      let loaded = try ScenarioLoader.load("\(folder)/\(name)") { path, _ in
        Array(FileManager.default.contents(atPath: path) ?? Data())
      }
      let node = value(loaded.resolved)
      XCTAssertEqual(strangers(in: node, to: ScenarioSchema.scenario), [], name)
    }
    let odd = value(#"{ "policy": { "base": { "montly": 1 } }, "accounts": { "a": { "timeline": [ { "of": 1 } ] } } }"#)
    XCTAssertEqual(
      strangers(in: odd, to: ScenarioSchema.scenario), [".policy.base.montly", ".accounts.a.timeline.of"])
  }

  func testEveryKeyHasALineForPeople() {
    let silent = keys(ScenarioSchema.scenario).filter { $0.key.about.isEmpty }.map(\.path)
    let kinds = keys(Shape.distribution.schema()).map(\.path)
    XCTAssertEqual(silent.filter { path in !kinds.contains { path.hasSuffix(".\($0)") } }, [])
    XCTAssertTrue(kinds.contains("lognormal.sigma"))
  }

  func testEveryKeyThatMayBeLeftOutHasAUsualValueUnlessItHangsOnSomething() {
    let open = keys(ScenarioSchema.scenario).filter { entry in
      !entry.key.about.isEmpty && !entry.key.isRequired && entry.key.usual == nil && !entry.key.schema.isObject
    }
    // Changes are patches: what they leave out stays as it was. Of entries and expectations all are there or not.
    let paths = open.map(\.path).filter { path in
      !["policy.changes.*.", "accounts.*.timeline.*."].contains { path.hasPrefix($0) }
    }
    XCTAssertEqual(
      paths,
      [
        "$schema", "extends", "name", "end", "policy.base.monthly", "policy.services.*.title",
        "policy.services.*.monthly", "policy.services.*.tiers", "policy.services.*.tiers.*.upTo",
        "policy.topUp.minimum", "population.*.book", "accounts.*.units", "accounts.*.used", "accounts.*.prepaidCash",
        "accounts.*.prepaidBonus", "accounts.*.grants", "accounts.*.grants.*.grantedOn", "accounts.*.grants.*.lapsesOn",
        "accounts.*.deferred", "accounts.*.debt", "accounts.*.debtSince", "accounts.*.lastActivity",
        "accounts.*.deletion.due", "accounts.*.deletion.kind", "thresholds.*.atLeast", "thresholds.*.atMost",
      ])
  }

  func testUsualValuesAreThoseOfTheDecoders() {
    let usual = Dictionary(
      keys(ScenarioSchema.scenario).compactMap { entry in
        entry.key.usual.map { (entry.path, JSONWriter.text(of: $0, isDense: true)) }
      },
      uniquingKeysWith: { one, _ in one })
    XCTAssertEqual(usual["days"], "365")
    XCTAssertEqual(usual["policy.currency"], "\"USD\"")
    XCTAssertEqual(usual["policy.topUp.maximum"], "\"none\"")
    XCTAssertEqual(usual["policy.restrictions.blockFrom"], "10")
    XCTAssertEqual(usual["policy.deletion.remindDaysBefore"], "[3, 1]")
    XCTAssertEqual(usual["population.*.ageDays"], #"{ "uniform": [0, 720] }"#)
    XCTAssertEqual(usual["population.*.topUps.rhythm"], "\"none\"")
    XCTAssertEqual(usual["population.*.topUps.rhythm.giveUp"], "0")
    XCTAssertEqual(usual["population.*.topUps.methods.card"], "0", "beside other methods")
    XCTAssertEqual(usual["accounts.*.timeline.*.by"], "\"administrator\"")
    XCTAssertEqual(usual["thresholds.*.of"], "\"mean\"")
  }

  func testTheTextIsTheSameEachTimeAndReadsAsJSON() {
    XCTAssertEqual(ScenarioSchema.text, ScenarioSchema.text)
    XCTAssertEqual(value(ScenarioSchema.text).bare, ScenarioSchema.document.bare)
  }

  func testAllThatIsReferredToIsDefinedOnce() throws {
    guard case .object(let root) = ScenarioSchema.document.value,
      case .object(let definitions)? = root.first(where: { $0.key == "definitions" })?.node.value
    else { return XCTFail("no definitions") }
    let names = definitions.map(\.key)
    XCTAssertEqual(Set(names).count, names.count)
    let references = Set(ScenarioSchema.text.matches(of: /"\$ref": "#\/definitions\/([A-Za-z]+)/).map { String($0.1) })
    XCTAssertEqual(references.sorted(), names.sorted())
  }
}
