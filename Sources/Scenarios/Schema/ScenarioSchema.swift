/// The JSON Schema (draft-07) of scenario files, for editors and other tools (FORMATS 1).
public enum ScenarioSchema {
  /// The schema as a file: the same bytes each time.
  ///
  /// It is what the decoders ask for, and what they make of absent keys. What it cannot say, such as that tiers ascend,
  /// `check` tells.
  public static var text: String { JSONWriter.text(of: document, isDense: true) + "\n" }

  /// What the decoder of scenarios asks for, with the usual values.
  static var scenario: Schema { .named("scenario", keys.withUsualValues(of: samples.map(resolved))) }

  /// The keys of a scenario, with all below them.
  static var keys: Schema {
    let decoder = ScenarioDecoder(fileName: "scenario", isWhole: true, sources: [])
    return .object(readBy: { decoder.scenario(&$0, Overrides()) })
  }

  /// A file that extends another is a patch; null stands in no other.
  static var document: JSONNode {
    var writer = SchemaWriter()
    let whole = writer.node(scenario)
    let patch = writer.node(scenario, asPatch: true)
    return .object([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")), ("$id", .text("urn:daybook:scenario:1")),
      ("title", .text("A scenario of Daybook")),
      ("description", .text("Made by daybook schema. A file that extends another is a merge patch on it (RFC 7396).")),
      ("allowComments", JSONNode(.bool(true))), ("allowTrailingCommas", JSONNode(.bool(true))),
      ("if", isPatch), ("then", patch), ("else", whole),
      ("definitions", JSONNode(.object(writer.definitions))),
    ])
  }

  private static var isPatch: JSONNode {
    .object([
      ("properties", .object([("extends", .object([("type", .text("string"))]))])),
      ("required", .list([.text("extends")])),
    ])
  }

  // MARK: Usual values

  /// Scenarios that leave out what they can, in two currencies and with different days, so that what hangs on those
  /// differs.
  private static let samples = [
    (
      "one",
      """
      {
        "start": "2027-01-01",
        "policy": { "services": { "seat": { "monthly": 1 }, "call": { "tiers": [ { "price": 1 } ] } } },
        "population": { "all-day": { "usage": { "call": { "perDay": 1 } }, "topUps": { "methods": { "card": 1 } } } },
        "accounts": { "ann": { "created": "2026-12-01", "timeline": [ { "on": "2027-01-02", "topUp": 1 } ] } },
        "thresholds": [ { "metric": "cash_in", "atLeast": 0 } ]
      }
      """
    ),
    (
      "two",
      """
      {
        "start": "2027-03-01",
        "policy": { "currency": "JPY", "services": { "line": { "monthly": 1 } } },
        "population": {
          "nights": {
            "topUps": { "rhythm": { "perDay": 1, "amount": 1 }, "methods": { "applePay": 1 } }
          }
        },
        "accounts": { "bob": { "created": "2026-12-01" } }
      }
      """
    ),
    ("three", #"{ "start": "2027-05-01" }"#),
  ]

  private static func resolved(_ fileName: String, _ text: String) -> ResolvedSample {
    let source = SourceFile(path: fileName, bytes: Array(text.utf8))
    var faults = Faults()
    var decoder = ScenarioDecoder(fileName: fileName, isWhole: true, sources: [source])
    guard let written = JSONCReader.read(source, file: 0, faults: &faults),
      let decoded = decoder.decode(written, overrides: Overrides(), into: &faults), faults.isEmpty
    else { preconditionFailure("a sample is wrong\n\(faults.rendered(in: [source]))") }
    let resolver = Resolver(decoded.scenario, changes: decoded.changes)
    return ResolvedSample(written: written, resolved: resolver.document)
  }
}
