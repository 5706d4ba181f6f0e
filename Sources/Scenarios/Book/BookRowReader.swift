import BillingCore
import Simulation

/// Reads one line of a book after another; what is wrong with the last one is in `faults`.
struct BookRowReader {
  private let header: BookHeader
  let form: BookForm
  let bytes: [UInt8]
  private let file: Int
  private let eve: Day
  let decimals: Int
  let amount: Shape<Money>

  /// The account of the last line; it means nothing when that line has faults.
  private(set) var row = OpeningBook.Row(name: 0..<0, created: .earliest, lastActivity: .earliest)
  /// Its units, then its use, in the order of their columns; -1 for an empty value.
  private(set) var quantities: [Int32] = []
  private(set) var faults = Faults()
  /// What is wrong with its values in a way that those of other lines may share, and where it is first.
  private(set) var causes: [BookCause: Int] = [:]
  /// Whether the last line has an account's name, whatever else is wrong with it.
  private(set) var isNamed = false
  /// Whether no other line follows the one that is read next.
  var isAtEnd = false
  /// The columns of the last line whose values could not be read.
  private var unread: [BookColumn] = []
  private var isAtFault = false
  private var used: [Int32] = []
  private var wasNeverActive = false
  private var values: [Range<Int>] = []

  init(header: BookHeader, form: BookForm, bytes: [UInt8], file: Int, eve: Day, currency: Currency) {
    self.header = header
    self.form = form
    self.bytes = bytes
    self.file = file
    self.eve = eve
    decimals = currency.decimals
    amount = .money(currency)
  }

  mutating func read(_ line: CSVReader.Line, _ values: [Range<Int>], from start: Int) {
    (faults, causes) = (Faults(), [:])
    isNamed = false
    if case .fault(let offset, let message) = line { return report(message, at: offset) }
    if values.count == header.columns.count { read(values) }
    if values.count == header.columns.count, isRight { return }
    let whole = BookCauses.causes(of: values, from: start, columns: header.columns.count, in: bytes, form)
    if !whole.causes.isEmpty {
      (faults, causes, isNamed) = (Faults(), [:], false)
      if let values = whole.values { read(values) }
      for (cause, place) in whole.causes { causes[cause] = place }
    }
  }

  /// Whether nothing is wrong with the last line.
  var isRight: Bool { faults.isEmpty && causes.isEmpty }

  private mutating func read(_ values: [Range<Int>]) {
    self.values = values
    row = OpeningBook.Row(name: 0..<0, created: eve, lastActivity: eve)
    wasNeverActive = false
    quantities.removeAll(keepingCapacity: true)
    used.removeAll(keepingCapacity: true)
    unread.removeAll(keepingCapacity: true)
    for (column, value) in zip(header.columns, values) {
      isAtFault = false
      read(column.column, value, column.name)
      if isAtFault { unread.append(column.column) }
    }
    quantities += used
    isNamed = isKnown(.account)
    check()
  }

  /// Tells what is wrong with a column of the last line.
  mutating func report(_ message: String, in column: BookColumn, hint: String? = nil) {
    let index = header.columns.firstIndex { $0.column == column } ?? 0
    report(message, at: values[index].lowerBound, column: header.columns[index].name, hint: hint)
  }

  mutating func report(_ cause: BookCause, at offset: Int) {
    isAtFault = true
    causes[cause] = min(causes[cause] ?? offset, offset)
  }

  mutating func report(_ message: String, at offset: Int, column: String? = nil, hint: String? = nil) {
    isAtFault = true
    let path = column.map { "column \($0)" } ?? ""
    faults.add(Fault(place: Place(file: file, offset: offset), path: path, message: message, hint: hint))
  }

  private mutating func read(_ column: BookColumn, _ value: Range<Int>, _ name: String) {
    switch column {
    case .account:
      row.name = Int32(value.lowerBound)..<Int32(value.upperBound)
      if !isPlainBookName(bytes[value]) { _ = slowly(value, name, Shape<String>.name(by: .bookName), hint: nil) }
    case .createdOn where value.isEmpty && isAtEnd:
      report("a value is missing", at: value.lowerBound, column: name, hint: "if this line has totals, leave it out")
    case .createdOn:
      if let day = day(value) ?? slowDay(value, name) { row.created = day }
    case .lastActivityOn:
      wasNeverActive = value.isEmpty
      if !value.isEmpty, let day = day(value) ?? slowDay(value, name) { row.lastActivity = day }
    case .prepaidCash: row.prepaidCash = money(value, column, name)
    case .prepaidBonus: row.prepaidBonus = money(value, column, name)
    case .debt: row.debt = money(value, column, name)
    case .blocked: row.isBlocked = flag(value, name)
    case .idle: row.isIdle = flag(value, name)
    case .units: quantities.append(quantity(value, name))
    case .used: used.append(quantity(value, name))
    }
  }

  /// What the values say together.
  private mutating func check() {
    // Activity begins with the creation (RULES 5).
    if wasNeverActive { row.lastActivity = row.created }
    let isCreationKnown = isKnown(.createdOn)
    if isCreationKnown, row.created > eve {
      report("\(row.created) lies after \(eve), the eve of the start, whose state the book has", in: .createdOn)
      if !wasNeverActive, row.lastActivity > eve {
        report("\(row.lastActivity) lies after \(eve), the eve of the start", in: .lastActivityOn)
      }
    } else if isKnown(.lastActivityOn), isCreationKnown && row.lastActivity < row.created || row.lastActivity > eve {
      report(
        isCreationKnown
          ? "\(row.lastActivity) is not between the creation, \(row.created), and the eve of the start, \(eve)"
          : "\(row.lastActivity) lies after \(eve), the eve of the start", in: .lastActivityOn)
    }
    if row.debt > .zero, row.prepaidCash > .zero || row.prepaidBonus > .zero {
      report("an account in debt has no prepaid money", in: .debt)
    }
    if row.isBlocked, row.debt == .zero, isKnown(.debt), isKnown(.prepaidCash) {
      report("an account is blocked only in debt", in: .blocked)
    }
  }

  /// Whether the last line's value of a column was read; only then is it compared with other columns.
  private func isKnown(_ column: BookColumn) -> Bool { !unread.contains(column) }
}

// MARK: Values

extension BookRowReader {
  private mutating func quantity(_ value: Range<Int>, _ name: String) -> Int32 {
    if value.isEmpty { return -1 }
    if let number = number(value, decimals: 0), number <= Limits.quantity { return Int32(number) }
    return slowly(value, name, Shape<Int>.int(in: 0...Limits.quantity), hint: "write it like 12").map { Int32($0) } ?? 0
  }

  /// A day in its ten bytes, if it is that; of a file with semicolons also `31.01.2027`, as Excel saves it there.
  private func day(_ value: Range<Int>) -> Day? {
    guard value.count == 10 else { return nil }
    return day(value.lowerBound, mark: .minus, year: 0, month: 5, day: 8, marks: [4, 7])
      ?? (form == .semicolons ? germanDay(value.lowerBound) : nil)
  }

  private static var dayBetweenSemicolons: Shape<Day> {
    Shape<String>.string.parsed(as: #"a day that exists, written like "2027-01-31" or "31.01.2027""#) { Day($0) }
  }

  /// A day as `31.01.2027`.
  private func germanDay(_ start: Int) -> Day? { day(start, mark: .dot, year: 6, month: 3, day: 0, marks: [2, 5]) }

  private func day(_ start: Int, mark: UInt8, year: Int, month: Int, day: Int, marks: [Int]) -> Day? {
    guard marks.allSatisfy({ bytes[start + $0] == mark }), let year = digits(start + year..<start + year + 4),
      let month = digits(start + month..<start + month + 2), let day = digits(start + day..<start + day + 2)
    else { return nil }
    return Day(year: Int(year), month: Int(month), day: Int(day))
  }

  /// A number in its usual form, in units of its last decimal; `nil` for what is seldom or wrong.
  func number(_ value: Range<Int>, decimals: Int) -> Int64? {
    let dot = bytes[value].firstIndex(of: form.decimalMark) ?? value.upperBound
    let whole = value.lowerBound..<dot
    guard var number = digits(whole), whole.count == 1 || bytes[dot - whole.count] != .zero else { return nil }
    let fraction = min(dot + 1, value.upperBound)..<value.upperBound
    guard fraction.count <= decimals, dot == value.upperBound || !fraction.isEmpty else { return nil }
    for index in 0..<decimals {
      let digit = index < fraction.count ? bytes[fraction.lowerBound + index] : .zero
      guard digit.isDigit else { return nil }
      number = number * 10 + Int64(digit - .zero)
    }
    return number <= Limits.amount ? number : nil
  }

  /// Reads a day; reports another notation, or a day that does not exist.
  private mutating func slowDay(_ value: Range<Int>, _ name: String) -> Day? {
    if value.count == 10, let day = germanDay(value.lowerBound) {
      report(.dottedDays, at: value.lowerBound)
      return day
    }
    let date = value.prefix(10)
    if value.count > 10, [.space, UInt8(ascii: "T")].contains(bytes[date.endIndex]),
      let day = day(date.startIndex..<date.endIndex)
    {
      report(.times, at: value.lowerBound)
      return day
    }
    return slowly(value, name, form == .semicolons ? BookRowReader.dayBetweenSemicolons : Shape<Day>.day, hint: nil)
  }

  /// One to 12 digits.
  private func digits(_ value: Range<Int>) -> Int64? {
    guard (1...12).contains(value.count) else { return nil }
    var number: Int64 = 0
    for index in value {
      guard bytes[index].isDigit else { return nil }
      number = number * 10 + Int64(bytes[index] - .zero)
    }
    return number
  }

  /// Reads a value as a scenario's would be read, for what is seldom or wrong; a sure hint goes before a general one.
  mutating func slowly<Value>(
    _ value: Range<Int>, _ name: String, _ shape: Shape<Value>, hint: String?, isSure: Bool = false
  ) -> Value? {
    let text = String(decoding: bytes[value], as: UTF8.self)
    if text.isEmpty {
      report("a value is missing", at: value.lowerBound, column: name, hint: "expected \(shape.expected)")
      return nil
    }
    let node = JSONNode(
      isJSONNumber(text.utf8) ? .number(text) : .string(text), at: Place(file: file, offset: value.lowerBound))
    var told = Faults()
    let read = shape.read(node, at: .whole, &told)
    for fault in told.sorted {
      report(fault.message, at: value.lowerBound, column: name, hint: isSure ? hint : fault.hint ?? hint)
    }
    return read
  }
}
