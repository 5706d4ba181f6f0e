import Foundation

/// The property that is fuzzed, by the environment.
private let target =
  FuzzTarget(
    rawValue: ProcessInfo.processInfo.environment["DAYBOOK_FUZZ"] ?? "") ?? .scenario

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = start.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
  if let fault = target.fault(of: bytes) { fatalError("\(target): \(fault)") }
  return 0
}
