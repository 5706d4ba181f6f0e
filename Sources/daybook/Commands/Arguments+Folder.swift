extension Arguments {
  /// The folder to write: that of `--out`, else one of a name in `reports`, where the name can be a folder's anywhere.
  func folder(named name: String) throws(Failure) -> String {
    if let path = text(.out) { return path }
    let remedy = "give --out DIR, or the scenario another \"name\""
    guard name.utf8.count <= Arguments.longestFolder else {
      throw .usage("the name of the report folder would have \(name.utf8.count) bytes, which is too long; \(remedy)")
    }
    guard !Arguments.isDevice(name) else {
      throw .usage("\(name) cannot name a folder on Windows, so the reports could not be copied there; \(remedy)")
    }
    return "reports/\(name)"
  }

  /// The most bytes of a folder's name, so that a temporary one beside it, whose name is longer, can be made, too.
  private static let longestFolder = 160

  /// Whether a name is one that Windows keeps for a device, so that no file or folder there has it.
  static func isDevice(_ name: String) -> Bool { devices.contains(name.uppercased()) }

  /// Names that Windows keeps for devices.
  private static let devices =
    ["CON", "PRN", "AUX", "NUL"] + ["COM", "LPT"].flatMap { device in (0...9).map { "\(device)\($0)" } }
}
