import BillingCore
import Scenarios
import Simulation

// What an Embedded Swift program asks of the C library.
@_extern(c, "fopen") private func fopen(_ path: UnsafePointer<CChar>, _ mode: UnsafePointer<CChar>) -> OpaquePointer?
@_extern(c, "fgetc") private func fgetc(_ file: OpaquePointer) -> Int32
@_extern(c, "fclose") private func fclose(_ file: OpaquePointer) -> Int32

/// All bytes of a file.
private func contents(of path: String) throws(UnreadableFile) -> [UInt8] {
  guard let file = unsafe fopen(path, "rb") else { throw UnreadableFile(path: path, reason: "it cannot be opened") }
  var bytes: [UInt8] = []
  while case let byte = unsafe fgetc(file), byte >= 0 { bytes.append(UInt8(byte)) }
  _ = unsafe fclose(file)
  return bytes
}

/// The fingerprint of a scenario's run, or what is wrong with it.
private func answer(for path: String) -> String {
  do throws(ScenarioLoader.Failure) {
    let loaded = try ScenarioLoader.load(path) { (wanted, _) throws(UnreadableFile) in try contents(of: wanted) }
    do throws(RunFault) {
      return try Simulator(loaded.scenario).run(threads: 1, watcher: Silence()).fingerprint.description
    } catch {
      return "a fault in the run"
    }
  } catch {
    switch error {
    case .unreadable(let file): return "\(file.path): \(file.reason)"
    case .rejected(let rejected): return rejected.description
    }
  }
}

let asked = (try? contents(of: "/dev/stdin")) ?? []
for line in asked.split(separator: UInt8(ascii: "\n")) {
  let path = String(decoding: line, as: UTF8.self)
  print("\(answer(for: path)) \(path)")
}
