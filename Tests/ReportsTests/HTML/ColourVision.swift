import XCTest

@testable import Reports

/// How far colours are apart for eyes of each kind, in OKLab (Ottosson 2020), times 100.
enum ColourVision: String, CaseIterable {
  case usual, protanopia, deuteranopia, tritanopia
  /// A projector in a lit room: a fifth of the light is the room's.
  case projected

  /// What an eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
  private var matrix: [[Double]] {
    switch self {
    case .usual, .projected: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  private func seen(_ color: UInt32) -> [Double] {
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((color >> UInt32(shift)) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    let eye = matrix.map { row in min(max(zip(row, parts).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1) }
    return self == .projected ? eye.map { $0 * 0.8 + 0.2 } : eye
  }

  private func lab(_ color: UInt32) -> [Double] {
    let rgb = seen(color)
    func mix(_ rows: [[Double]], _ values: [Double]) -> [Double] {
      rows.map { row in zip(row, values).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let cones = mix(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], rgb)
    return mix(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], cones.map(cbrt))
  }

  func distance(_ one: UInt32, _ other: UInt32) -> Double {
    zip(lab(one), lab(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot() * 100
  }
}
