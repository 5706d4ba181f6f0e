import Foundation
import XCTest

@testable import daybook

final class WholeFileTests: XCTestCase {
  private func code(of deed: () throws -> Void) -> ExitCode? {
    do {
      try deed()
      return nil
    } catch {
      return (error as? Failure)?.code
    }
  }

  func testWhatMayNotGoStays() throws {
    let bench = try Workbench()
    try bench.write("mine", to: "a")
    XCTAssertEqual(code { try WholeFile.write([1], to: bench.path("a")) { _ in false } }, .io)
    XCTAssertEqual(code { try WholeFile.check(bench.path("a")) { _ in false } }, .io)
    XCTAssertEqual(try bench.text("a"), "mine")
    XCTAssertFalse(try WholeFile.create([1], at: bench.path("a")))
    XCTAssertEqual(try bench.names(), ["a"])
  }

  func testWhatChangesMeanwhileIsPutBack() throws {
    let bench = try Workbench()
    try bench.write("old", to: "a")
    var looks = 0
    let end = code {
      try WholeFile.write(Array("new".utf8), to: bench.path("a")) { bytes in
        looks += 1
        if looks == 1 { try? bench.write("edited", to: "a") }  // between the look and the deed
        return bytes == Array("old".utf8)
      }
    }
    XCTAssertEqual(end, .io)
    XCTAssertEqual(looks, 2)
    XCTAssertEqual(try bench.text("a"), "edited")
    XCTAssertEqual(try bench.names(), ["a"])
  }

  func testAFileHandsItsPermissionsOnAndALinkGoesOnLeading() throws {
    let bench = try Workbench()
    try bench.write("old", to: "deep/a")
    XCTAssertEqual(try bench.shell("chmod 640 deep/a").code, 0)
    try FileManager.default.createSymbolicLink(atPath: bench.path("b"), withDestinationPath: "deep/a")
    try WholeFile.write(Array("new".utf8), to: bench.path("b")) { _ in true }
    XCTAssertEqual(try bench.text("deep/a"), "new")
    XCTAssertEqual(try bench.shell("stat -c %a deep/a; readlink b").output, "640\ndeep/a\n")
    XCTAssertEqual(try bench.names(in: "deep"), ["a"])
  }

  func testAFileHandsItsOwnerOn() throws {
    guard geteuid() == 0 else { throw XCTSkip("only root may give a file away") }
    let bench = try Workbench()
    try bench.write("old", to: "a")
    XCTAssertEqual(try bench.shell("chown 1234:5678 a").code, 0)
    try WholeFile.write(Array("new".utf8), to: bench.path("a")) { _ in true }
    XCTAssertEqual(try bench.shell("stat -c '%u %g' a; cat a").output, "1234 5678\nnew")
  }

  func testAFileOfAnyPlaceIsReplacedAndOnlyAnOpenOneIsAppendedTo() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let memory = "/dev/shm/daybook-\(UUID().uuidString)"
    defer { _ = try? bench.shell("rm -rf \(memory)") }
    for folder in [memory, "/proc/self/cwd"] where try bench.shell("mkdir -p \(folder) && test -w \(folder)").code == 0
    {
      let report = "\(folder)/r.xml"
      for _ in 0..<2 {
        XCTAssertEqual(try bench.shell("\"$0\" test town.jsonc --quiet --junit \(report)").code, 0)
      }
      let text = try bench.shell("cat \(report)").output
      XCTAssertEqual(text.components(separatedBy: "<?xml").count, 2, "\(report) has one document")
      let update = try bench.shell(
        "unset CI; sed 's/\"0.00\"/\"1.00\"/' town.jsonc >\(folder)/s.jsonc; \"$0\" test \(folder)/s.jsonc --update --quiet"
      )
      XCTAssertEqual(update.code, 0, update.messages)
      XCTAssertEqual(try bench.shell("cat \(folder)/s.jsonc").output, Sample.small)
    }
    XCTAssertEqual(try bench.shell("ln -s /dev/stdout link; ln -s /proc/self/fd far").code, 0)
    for place in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1", "link", "far/1"] {
      let printed = try bench.shell("\"$0\" test town.jsonc --quiet --junit \(place)")
      XCTAssertTrue(printed.output.hasPrefix("2 passed"), "\(place): \(printed)")
      XCTAssertTrue(printed.output.contains("<testsuites"), "\(place): \(printed)")
    }
  }

  func testAnOpenFileIsNotRewritten() throws {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "town.jsonc")
    for place in ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
      let update = try bench.shell("unset CI; \"$0\" test --update \(place) <town.jsonc")
      XCTAssertEqual(update.code, 4, place)
      XCTAssertEqual(
        update.messages,
        "error: cannot write \(place): it is an open file, which cannot be replaced; give the file by its name\n")
      XCTAssertEqual(try bench.text("town.jsonc"), Sample.unmet)
    }
  }

  func testAPlaceIsLookedAtBeforeTheWork() throws {
    let bench = try Workbench()
    try bench.write("", to: "file")
    for name in ["nowhere/a", "file/a", ""] {
      XCTAssertEqual(code { try WholeFile.check(bench.path(name)) { _ in true } }, .io, name)
    }
    XCTAssertNil(code { try WholeFile.check(bench.path("file")) { _ in true } })
    XCTAssertNil(code { try WholeFile.check(bench.path("new")) { _ in false } })
    XCTAssertNil(code { try WholeFile.check("/dev/null") { _ in false } })
    XCTAssertEqual(try bench.names(), ["file"])
  }

  func testJUnitIsCheckedFirstAndReplacesOnlyItsOwn() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let missing = try bench.daybook("test", "town.jsonc", "--junit", "nowhere/r.xml")
    XCTAssertEqual(missing.code, 4)
    XCTAssertEqual(missing.output, "", "nothing is played")
    XCTAssertEqual(
      missing.messages, "error: cannot write nowhere/r.xml: there is no folder nowhere; make it, or give another path\n"
    )
    for name in ["town.jsonc", "notes.xml"] {
      if name != "town.jsonc" { try bench.write("<notes/>", to: name) }
      let before = try bench.text(name)
      let refused = try bench.daybook("test", "town.jsonc", "--junit", name)
      XCTAssertEqual(refused.code, 4, name)
      XCTAssertEqual(refused.output, "")
      XCTAssertEqual(
        refused.messages,
        "error: cannot write \(name): it holds something that daybook did not write; "
          + "move it elsewhere, or give another file\n")
      XCTAssertEqual(try bench.text(name), before)
    }
    try bench.write("", to: "r.xml")
    for _ in 0..<2 { XCTAssertEqual(try bench.daybook("test", "town.jsonc", "--junit", "r.xml").code, 0) }
    XCTAssertTrue(try bench.text("r.xml").contains("<testsuites name=\"daybook\" tests=\"2\""))
    let printed = try bench.shell("\"$0\" test town.jsonc --quiet --junit /dev/stdout")
    XCTAssertTrue(printed.output.contains("<testsuites"), printed.messages)
    XCTAssertTrue(printed.output.contains("2 passed"), "what was printed before stays")
  }

  func testAnUpdateLooksFirst() throws {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "town.jsonc")
    for (value, code) in [
      ("", Int32(1)), ("0", 1), ("false", 1), ("False", 1), ("no", 1), ("off", 1), ("true", 2), ("1", 2),
      ("woodpecker", 2),
    ] {
      try bench.write(Sample.unmet, to: "town.jsonc")
      let update = try bench.shell("CI=\(value) \"$0\" test town.jsonc --update")
      XCTAssertEqual(update.code, code, "CI=\(value): \(update.messages)")
    }
  }

  func testNewKeepsWhatItReplaces() throws {
    let bench = try Workbench()
    for (text, kept) in [("mine", "first.jsonc.1.bak"), ("mine, too", "first.jsonc.2.bak")] {
      try bench.write(text, to: "first.jsonc")
      let new = try bench.daybook("new", "first", "--force")
      XCTAssertEqual(new.code, 0)
      XCTAssertEqual(new.messages, "note: the file that was there is kept as \(kept)\n")
      XCTAssertEqual(try bench.text(kept), text)
    }
    XCTAssertEqual(try bench.daybook("new", "first", "--force").messages, "", "a starter is not kept")
    try bench.write("", to: "first.jsonc")
    XCTAssertEqual(try bench.daybook("new", "first", "--force").messages, "", "an empty file neither")
    XCTAssertEqual(try bench.names(), ["first.jsonc", "first.jsonc.1.bak", "first.jsonc.2.bak"])
  }

  func testOfTwoCallsOneMakesTheFile() throws {
    let bench = try Workbench()
    let calls = try bench.shell(
      """
      for n in 1 2 3 4 5 6; do "$0" new first >/dev/null 2>&1 & pids="$pids $!"; done
      codes=; for pid in $pids; do wait $pid; codes="$codes $?"; done
      echo $codes | tr ' ' '\\n' | sort | tr '\\n' ' '
      """)
    XCTAssertEqual(calls.output, "0 4 4 4 4 4 ")
    XCTAssertEqual(try bench.names(), ["first.jsonc"])
  }

  func testAMoveReplacesNothing() throws {
    let bench = try Workbench()
    try bench.write("a", to: "a")
    try bench.write("b", to: "b")
    XCTAssertThrowsError(try Move.withoutReplacing(bench.path("a"), to: bench.path("b"))) {
      XCTAssertEqual(($0 as? FileFailure)?.code, EEXIST)
    }
    XCTAssertTrue(try Move.exchange(bench.path("a"), bench.path("b")))
    XCTAssertEqual(try bench.text("a") + bench.text("b"), "ba")
    try Move.withoutReplacing(bench.path("a"), to: bench.path("c"))
    XCTAssertEqual(try bench.names(), ["b", "c"])
  }
}
