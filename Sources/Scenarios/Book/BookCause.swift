import Simulation

/// A cause that makes many lines of a book wrong in the same way, such as the format it was saved in: reported once.
enum BookCause: Hashable {
  /// Values are separated by another sign than those of the header.
  case otherSeparator(UInt8)
  /// A line has this number of values, unlike the header.
  case count(Int)
  /// Values that are empty stand behind those of the header's columns.
  case emptyColumns
  /// No value is there, but separators are.
  case onlySeparators
  /// Blanks stand around values.
  case blanks
  /// Decimals have a dot, between semicolons.
  case dots
  /// Days are written like `31.01.2027`, between commas.
  case dottedDays
  /// Days have a time of the day.
  case times
}

/// The causes that were found, each with the place where it was first, and in how many lines it is.
struct BookCauses {
  private var found: [BookCause: (offset: Int, lines: Int)] = [:]

  /// Adds the causes of one line, each with its first place.
  mutating func add(_ causes: [BookCause: Int]) {
    for (cause, offset) in causes {
      let first = found[cause] ?? (offset, 0)
      found[cause] = (min(first.offset, offset), first.lines + 1)
    }
  }

  /// One fault for each cause, with its first line and how many more there are.
  func faults(in file: Int, _ form: BookForm, columns: Int) -> Faults {
    let all = found.map { cause, first in
      let lines = first.lines == 1 ? "this line" : "this line and \(counted(first.lines - 1, "more line"))"
      let (message, hint) = BookCauses.text(of: cause, lines, form, columns: columns)
      return Fault(place: Place(file: file, offset: first.offset), message: message, hint: hint)
    }
    var faults = Faults()
    for fault in all.sorted(by: { ($0.place, $0.message) < ($1.place, $1.message) }) { faults.add(fault) }
    return faults
  }

  private static func text(
    of cause: BookCause, _ lines: String, _ form: BookForm, columns: Int
  ) -> (message: String, hint: String?) {
    let separators = BookForm.word(form.separator)
    switch cause {
    case .otherSeparator(let other):
      return (
        "\(BookForm.word(other)) separate the values of \(lines), but \(separators) those of the header",
        "separate all values by commas, or all by semicolons"
      )
    case .count(let count):
      let hint =
        form == .commas
        ? "decimals have a dot, and a value with a comma stands in double quotes"
        : "a value with a semicolon stands in double quotes"
      return ("expected \(counted(columns, "value")) in \(lines), found \(count)", count > columns ? hint : nil)
    case .emptyColumns:
      return (
        "empty columns stand at the end of \(lines)",
        "delete them in the spreadsheet, or the \(separators) at the ends of lines"
      )
    case .onlySeparators:
      return ("no value stands in \(lines), only \(separators)", "delete such lines, or leave them empty")
    case .blanks: return ("blanks stand around values of \(lines)", "separate values by \(separators) alone")
    case .dots:
      return (
        "amounts have a dot in \(lines)",
        "where semicolons separate values, decimals have a comma: write them like 1234,50"
      )
    case .dottedDays:
      return (
        "days are written like 31.01.2027 in \(lines)",
        "where commas separate values, write them like 2027-01-31"
      )
    case .times: return ("days have a time in \(lines)", "write the day alone")
    }
  }
}

// MARK: Lines

extension BookCauses {
  /// What is wrong with a line as a whole, and its values without that, to be looked at for more; none where nothing
  /// can be made of them.
  static func causes(
    of values: [Range<Int>], from start: Int, columns: Int, in bytes: [UInt8], _ form: BookForm
  ) -> (causes: [BookCause: Int], values: [Range<Int>]?) {
    var causes: [BookCause: Int] = [:]
    if values.count > 1, values.allSatisfy(\.isEmpty) { return ([.onlySeparators: start], nil) }
    var values = values
    if values.count > columns, values[columns...].allSatisfy(\.isEmpty) {
      causes[.emptyColumns] = values[columns].lowerBound
      values.removeSubrange(columns...)
    }
    if values.count != columns {
      let line = Array(bytes[start...].prefix { $0 != .lineFeed })
      for other in [UInt8.comma, .semicolon, .tab] where other != form.separator {
        var reader = CSVReader(line, separator: other)
        if reader.next() == .values, reader.values.count == columns { return ([.otherSeparator(other): start], nil) }
      }
      return ([.count(values.count): start], nil)
    }
    for index in values.indices {
      let trimmed = trimmed(values[index], in: bytes)
      if trimmed != values[index], causes[.blanks] == nil { causes[.blanks] = values[index].lowerBound }
      values[index] = trimmed
    }
    return (causes, values)
  }

  /// A value without blanks around it.
  static func trimmed(_ value: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var value = value
    func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == .tab }
    while let first = value.first, isBlank(bytes[first]) { value.removeFirst() }
    while let last = value.last, isBlank(bytes[last]) { value.removeLast() }
    return value
  }
}
