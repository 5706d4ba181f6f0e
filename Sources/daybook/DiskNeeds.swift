import Foundation
import Reports
import Simulation

/// What the row reports of a run take of a disk, estimated before it begins, so that one that cannot fit is refused.
///
/// How many rows an account has hangs on the whole scenario; so a few accounts, evenly spread among all, are simulated
/// alone, and their rows are counted for all. Sums, pages and the journal do not grow with accounts and are left out.
struct DiskNeeds {
  /// The estimated bytes of the files.
  let bytes: Double

  /// How many accounts are looked at.
  private static let sample = 200
  /// Rows of fewer bytes are soon written, and a disk that is full says so itself.
  private static let leastRefused = 1e9
  /// More bytes than rows of an account's day have by far: a run that fits with so many is not looked at.
  private static let mostOfADay = 10_000.0

  /// Estimates what is needed; less than a run takes never hurts, so what goes wrong here is left to the run.
  init(of simulator: Simulator, _ kinds: [ReportKind]) {
    let kinds = kinds.filter { $0.rowColumns != nil }
    let count = simulator.population.count
    let looked = min(count, DiskNeeds.sample)
    func size(_ rows: RowReports) -> Double {
      var size = 0
      for kind in kinds { try? rows.forEachPiece(of: kind) { size += $0.count } }
      return Double(size)
    }
    let heads = size(RowReports(simulator, reports: kinds))
    var sum = 0.0
    for index in 0..<(kinds.isEmpty ? 0 : looked) {
      let rows = RowReports(simulator, reports: kinds)
      let one = try? simulator.replay(index * (count / looked), watcher: rows)
      sum += one.map { size($0) - heads } ?? 0
    }
    bytes = looked == 0 ? 0 : sum / Double(looked) * Double(count)
  }

  /// Refuses a run whose rows surely do not fit the disk of a folder.
  ///
  /// Rows are written twice: once to wait, sorted, for the others, and once to their file. Only half of that is asked
  /// for, since a sample may mislead, and a disk may compress.
  ///
  /// - Parameter free: the bytes that the disk has left; by default those that it says.
  static func check(_ simulator: Simulator, _ request: RunRequest, at folder: String, free: Double? = nil)
    throws(Failure)
  {
    let days = Double(simulator.scenario.days) * Double(simulator.population.count)
    guard let free = free ?? room(for: folder), days * mostOfADay > free else { return }
    let rows = request.kinds.filter { $0.rowColumns != nil }
    let needs = DiskNeeds(of: simulator, rows)
    guard needs.bytes > max(free, leastRefused) else { return }
    throw RunNeeds.tooLarge(
      "about \(RunNeeds.gigabytes(needs.bytes * 2)) GB of disk for \(rows.map(\.rawValue).joined(separator: ", ")), "
        + "half of it for rows that wait to be sorted, and the disk of \(harmless(folder)) has \(RunNeeds.gigabytes(free))",
      "take fewer --reports, or fewer accounts or days, as with --scale or --days, or --out DIR on another disk")
  }

  /// The bytes that are left on the disk on which a folder is made; `nil` where that is not known, as where the kernel
  /// shows what is no disk.
  private static func room(for folder: String) -> Double? {
    var folder = folder
    var status = statvfs()
    while unsafe statvfs(folder, &status) != 0 {
      let parent = Leftovers.parent(of: folder)
      guard errno == ENOENT, parent != folder else { return nil }
      folder = parent
    }
    guard status.f_blocks > 0 else { return nil }
    return Double(status.f_bavail) * Double(status.f_frsize)
  }
}
