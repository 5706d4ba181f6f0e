import XCTest

@testable import Reports

/// Contrast as WCAG 2.2 defines it (1.4.3, 1.4.11, relative luminance).
final class PaletteTests: XCTestCase {
  private func luminance(_ color: UInt32) -> Double {
    func linear(_ shift: UInt32) -> Double {
      let part = Double((color >> shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
  }

  private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
    let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
  }

  func testTheFormulaGivesThePublishedContrasts() {
    XCTAssertEqual(contrast(0x000000, 0xFFFFFF), 21, accuracy: 1e-9)
    XCTAssertEqual(contrast(0x777777, 0xFFFFFF), 4.48, accuracy: 0.01)
  }

  func testTextCanBeReadOnWhatItStandsOn() {
    for color in [Palette.light, Palette.dark] {
      for ground in [Palette.Hue.page, .card] {
        for text in [Palette.Hue.ink, .muted, .cash, .good, .bad] {
          XCTAssertGreaterThanOrEqual(contrast(color(text), color(ground)), 4.5, "\(text) on \(ground)")
        }
      }
    }
  }

  func testInkCanBeReadOnEveryTint() {
    for isDark in [false, true] {
      for step in 0..<Palette.tints {
        let ink = isDark ? Palette.dark(.ink) : Palette.light(.ink)
        XCTAssertGreaterThanOrEqual(contrast(ink, Palette.tint(step, isDark: isDark)), 4.5, "\(step)")
      }
    }
  }

  func testMarksStandOutFromTheirGround() {
    let marks: [Palette.Hue] = [
      .cash, .bonus, .debt, .earned, .received, .reminder, .paymentPage, .blocked, .good, .bad, .plain,
      .wait0, .wait1, .wait4, .wait8, .wait15, .wait31,
    ]
    for color in [Palette.light, Palette.dark] {
      for mark in marks {
        XCTAssertGreaterThanOrEqual(contrast(color(mark), color(.card)), 3, "\(mark)")
      }
    }
  }

  /// The longer a payment took, the darker: six steps, all 3 apart from the card, leave at most 1.4 to each on a dark one.
  func testTheLadderOfWaitsGrowsDarker() {
    let ladder: [Palette.Hue] = [.wait0, .wait1, .wait4, .wait8, .wait15, .wait31]
    for color in [Palette.light, Palette.dark] {
      for (sooner, later) in zip(ladder, ladder.dropFirst()) {
        XCTAssertGreaterThan(luminance(color(sooner)), luminance(color(later)), "\(sooner) and \(later)")
        XCTAssertGreaterThanOrEqual(contrast(color(sooner), color(later)), 1.33, "\(sooner) and \(later)")
      }
    }
  }

  func testTheDistanceIsThatOfOKLab() {
    XCTAssertEqual(ColourVision.usual.distance(0, 0xFFFFFF), 100, accuracy: 0.01)
    XCTAssertEqual(ColourVision.usual.distance(0xFF0000, 0x00FF00), 51.9, accuracy: 0.1)
    XCTAssertLessThan(ColourVision.deuteranopia.distance(0x9B1C31, 0x5A4A2C), 12, "red and brown, seen without green")
  }

  /// No two marks of a chart look alike: to eyes of any kind, and on a projector.
  func testMarksOfOneChartAreToldApart() {
    let charts: [(marks: [Palette.Hue], seen: Double, projected: Double)] = [
      ([.reminder, .paymentPage, .blocked], 15, 10),
      ([.cash, .bonus, .debt, .earned], 9, 7.5), ([.received, .cash, .earned], 9, 7.5),
      ([.bonus, .plain, .received, .debt], 9, 7.5), ([.received, .bonus, .plain], 9, 7.5),
      ([.wait0, .wait1, .wait4, .wait8, .wait15, .wait31, .bad, .plain], 7, 4), ([.plain, .cash], 9, 7.5),
    ]
    for color in [Palette.light, Palette.dark] {
      for (marks, seen, projected) in charts {
        for (index, one) in marks.enumerated() {
          for other in marks[(index + 1)...] {
            for vision in ColourVision.allCases {
              XCTAssertGreaterThanOrEqual(
                vision.distance(color(one), color(other)), vision == .projected ? projected : seen,
                "\(one) and \(other), \(vision)")
            }
          }
        }
      }
    }
  }
}
