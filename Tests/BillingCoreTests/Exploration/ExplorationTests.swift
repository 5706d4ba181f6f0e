import Foundation
import XCTest

@testable import BillingCore

/// Every sequence of moves on small calendars, under policies that take every alternative of every setting.
///
/// `DAYBOOK_EXPLORE_DEPTH` asks for longer sequences, or for `all`: then for those of any length, until no state is new.
/// `DAYBOOK_EXPLORE_OUT` names a folder for the timeline of a broken law. Figures stand in Tests/Exploration.
final class ExplorationTests: XCTestCase {
  private static let environment = ProcessInfo.processInfo.environment

  private static func depth(of world: World) -> Int {
    guard let asked = environment["DAYBOOK_EXPLORE_DEPTH"] else { return world.depth }
    return asked == "all" ? .max : Int(asked) ?? 0
  }

  func testEveryLawHoldsAfterEverySequenceOfMoves() throws {
    var reached: Set<Reached> = []
    for world in World.all {
      var explorer = Explorer(world)
      let began = Date()
      try explorer.explore(depth: ExplorationTests.depth(of: world))
      print(explorer.summary, "in \(Int(Date().timeIntervalSince(began) * 1000)) ms")
      reached.formUnion(explorer.reached)
      if let failure = explorer.failure { try tell(failure, in: world) }
    }
    XCTAssertEqual(Reached.everything.filter { !reached.contains($0) }, [], "never reached")
  }

  func testABrokenLawIsToldByTheShortestTimelineThatBreaksIt() throws {
    var explorer = Explorer(.likeTheSource)
    explorer.laws.append(
      ExploredLaw(name: "a law that does not hold: nobody is blocked the day after activity") { step in
        let wasActive = step.before.lastActivity == step.before.today
        return step.before.stage < .blocked && step.after.stage == .blocked && wasActive ? "blocked" : nil
      })
    try explorer.explore(depth: 10)
    let failure = try XCTUnwrap(explorer.failure)
    let shortest = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Exploration/shortest.jsonc").path
    let text = try TimelineText(world: explorer.world, failure: failure).text()
    XCTAssertEqual(text, try String(contentsOfFile: shortest, encoding: .utf8))
  }

  private func tell(_ failure: Explorer.Failure, in world: World) throws {
    let text = try TimelineText(world: world, failure: failure).text()
    if let folder = ExplorationTests.environment["DAYBOOK_EXPLORE_OUT"] {
      try text.write(toFile: "\(folder)/\(world.name).jsonc", atomically: true, encoding: .utf8)
    }
    XCTFail("\(world.name), \(failure.moves.count) moves:\n\(text)")
  }
}
