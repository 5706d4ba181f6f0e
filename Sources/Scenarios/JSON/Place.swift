/// Where something was written: a byte of one of the files that were read.
///
/// Small and cheap to copy: files go by number, in the order they were read.
public struct Place: Hashable, Comparable, Sendable {
  private let fileNumber: Int32
  private let byteOffset: Int32

  /// The number of the file, from 0; -1 for what was written in no file.
  public var file: Int { Int(fileNumber) }

  /// The offset of the byte, from 0; the size of the file for its end.
  public var offset: Int { Int(byteOffset) }

  /// A byte of a file; numbers beyond 32 bits are taken as the largest that fit.
  public init(file: Int, offset: Int) {
    fileNumber = Int32(clamping: file)
    byteOffset = Int32(clamping: offset)
  }

  /// The place of what was written in no file, such as a default.
  public static let nowhere = Place(file: -1, offset: 0)

  /// Orders by file, then by offset.
  public static func < (left: Place, right: Place) -> Bool {
    (left.fileNumber, left.byteOffset) < (right.fileNumber, right.byteOffset)
  }
}

/// The way from the whole of a file to one of its values.
///
/// A list of steps that is turned into text only for a message, so that reading without faults costs none.
indirect enum JSONPath: CustomStringConvertible {
  case whole
  case member(JSONPath, String)
  case element(JSONPath, Int)

  /// The steps as people write them, such as `policy.bonus.tiers[0].from`; empty for the whole.
  var description: String {
    switch self {
    case .whole:
      return ""
    case .element(let path, let index):
      return "\(path)[\(index)]"
    case .member(let path, let key):
      let isPlain = key.unicodeScalars.allSatisfy {
        $0.isNameScalar || $0.isASCII && $0 != "." && (UInt8(truncatingIfNeeded: $0.value).isWordByte || $0 == ":")
      }
      guard !key.isEmpty, isPlain else {
        return "\(path)[\(quoted(key))]"
      }
      let prefix = path.description
      return prefix.isEmpty ? key : "\(prefix).\(key)"
    }
  }
}
