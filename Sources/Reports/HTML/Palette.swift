/// The colours of pages: each has a value for light and one for dark, both checked for contrast by a test.
enum Palette {
  /// A colour that stands for something, or that things stand on.
  enum Hue: String, CaseIterable, Sendable {
    // What text and marks stand on.
    case page, card, grid
    // Text.
    case ink, muted
    // Money.
    case cash, bonus, debt, earned, received
    // Stages, from mild to severe.
    case reminder, paymentPage, blocked
    // How long a payment took, from soon to late.
    case wait0, wait1, wait4, wait8, wait15, wait31
    // Good, bad, and neither.
    case good, bad, plain
  }

  /// A colour's red, green and blue, from 0 to 255, as 24 bits.
  static func light(_ hue: Hue) -> UInt32 {
    switch hue {
    case .page: 0xF6F7F9
    case .card: 0xFFFFFF
    case .grid: 0xDDE1E7
    case .ink: 0x1B2430
    case .muted: 0x566070
    case .cash: 0x165073
    case .bonus: 0xC27803
    case .debt: 0xB3322B
    case .earned: 0x018779
    case .received: 0x7A4FC0
    case .reminder: 0xC28800
    case .paymentPage: 0xAF2F12
    case .blocked:
      0x3D0A30
    case .wait0: 0xA19700
    case .wait1: 0x12905C
    case .wait4: 0x22725E
    case .wait8: 0x384F70
    case .wait15: 0x520094
    case .wait31: 0x420029
    case .good: 0x1B7A3D
    case .bad: 0xB3322B
    case .plain: 0x7A8594
    }
  }

  /// The same on a dark page.
  static func dark(_ hue: Hue) -> UInt32 {
    switch hue {
    case .page: 0x11151B
    case .card: 0x1A2029
    case .grid: 0x333C49
    case .ink: 0xE8ECF2
    case .muted: 0xA9B3C1
    case .cash: 0xB5C4FE
    case .bonus: 0xF0B445
    case .debt: 0xF37051
    case .earned: 0x77FECB
    case .received: 0xA755D3
    case .reminder: 0xF5D76B
    case .paymentPage: 0xE8833A
    case .blocked: 0xB04A7A
    case .wait0: 0xFFF126
    case .wait1: 0x00E4E0
    case .wait4: 0x00C796
    case .wait8: 0x7B90F6
    case .wait15: 0x9474A5
    case .wait31: 0x674AF6
    case .good: 0x5CC985
    case .bad: 0xF37051
    case .plain: 0x929BAD
    }
  }

  /// A tint of a cell, from 0 (none) to 4 (most), on which ink can be read.
  static func tint(_ step: Int, isDark: Bool) -> UInt32 {
    let card = isDark ? dark(.card) : light(.card)
    let full: UInt32 = isDark ? 0x1F5A78 : 0x8EC6E6
    func mix(_ shift: UInt32) -> UInt32 {
      let (from, to) = ((card >> shift) & 0xFF, (full >> shift) & 0xFF)
      return (from * UInt32(4 - step) + to * UInt32(step)) / 4
    }
    return mix(16) << 16 | mix(8) << 8 | mix(0)
  }

  /// How many tints there are.
  static let tints = 5

  static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The custom properties of a style sheet, for one of the two.
  static func properties(isDark: Bool) -> String {
    let hues = Hue.allCases.map { "--\($0.rawValue): \(hex(isDark ? dark($0) : light($0)));" }
    let tints = (0..<tints).map { "--tint\($0): \(hex(tint($0, isDark: isDark)));" }
    return (hues + tints).joined(separator: " ")
  }
}
