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
    ]
    for color in [Palette.light, Palette.dark] {
      for mark in marks {
        XCTAssertGreaterThanOrEqual(contrast(color(mark), color(.card)), 3, "\(mark)")
      }
    }
  }
}
