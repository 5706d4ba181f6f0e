import Foundation
import Reports

/// Which process made a temporary file, as the file's name says: `HOST-PROCESS-BEGAN`.
///
/// The host is a digest of the host's name, the boot and the PID namespace: a process number says nothing outside them.
/// The start, in clock ticks since the boot, distinguishes a process from a later one of the same number.
struct ProcessMark: Equatable {
  /// Sixteen hexadecimal digits; zeros where the system does not say.
  let host: String
  let process: Int32
  /// Zero where the system does not say.
  let began: UInt64

  /// What has become of a process.
  enum Fate { case running, ended, unknown }

  /// This process.
  static let own = ProcessMark(host: ownHost, process: getpid(), began: start(of: "self") ?? 0)

  var text: String { "\(host)-\(process)-\(began)" }

  init(host: String, process: Int32, began: UInt64) {
    self.host = host
    self.process = process
    self.began = began
  }

  /// Reads a mark; what follows behind another dash is left out.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].utf8.count == 16, parts[0].utf8.allSatisfy(Self.isHexadecimal),
      let process = Int32(parts[1]), process > 0, let began = UInt64(parts[2])
    else { return nil }
    self.init(host: String(parts[0]), process: process, began: began)
  }

  /// Only a process of this very host can be judged.
  var fate: Fate {
    guard host == Self.ownHost, host != Self.nowhere else { return .unknown }
    if self == Self.own { return .running }
    if kill(process, 0) < 0, errno == ESRCH { return .ended }
    // Where /proc is of another PID namespace, these numbers are of other processes.
    guard Self.link("/proc/self") == "\(getpid())", began != 0, let start = Self.start(of: "\(process)") else {
      return .running
    }
    return start == began ? .running : .ended
  }

  private static let nowhere = String(repeating: "0", count: 16)

  private static let ownHost: String = {
    guard let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
      let namespace = link("/proc/self/ns/pid")
    else { return nowhere }
    var name = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&name, name.count - 1)
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(SHA256.hex(of: bytes + Array("\n\(boot)\n\(namespace)".utf8)).prefix(16))
  }()

  private static func link(_ path: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path)
  }

  /// When a process began, by the 22nd field of its status; its name, the second, may hold any character.
  private static func start(of process: String) -> UInt64? {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = status.lastIndex(of: ")")
    else { return nil }
    let fields = status[status.index(after: end)...].split(separator: " ")
    return fields.count > 19 ? UInt64(fields[19]) : nil
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
