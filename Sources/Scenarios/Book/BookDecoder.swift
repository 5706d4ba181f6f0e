import BillingCore
import Simulation

/// Reads a book: a CSV file of real accounts as they stand on the eve of the first day (MODEL 1).
///
/// A wrong line is reported with its line, column and value, and the others are read on; all faults of the first 20 wrong
/// lines are reported, and how many more there are. What many lines share, since the file was saved so, is reported once.
struct BookDecoder {
  /// How many wrong lines are reported.
  static let shownLines = 20

  let source: SourceFile
  /// The number of the file among those that were read.
  let file: Int
  let eve: Day
  let policies: PolicyCalendar

  /// The book, with the path that it is known by; `nil` when its header cannot be read.
  func decode(path: String, into faults: inout Faults) -> OpeningBook? {
    var form = BookForm.commas
    do throws(BookForm.Problem) { form = try BookForm.form(of: source.bytes) } catch {
      faults.add(Fault(place: place(error.offset), message: error.message, hint: error.hint))
      return nil
    }
    var reader = CSVReader(source.bytes, separator: form.separator)
    var causes = BookCauses()
    guard let header = header(&reader, &causes, into: &faults) else {
      faults.add(contentsOf: causes.faults(in: file, form, columns: 0))
      return nil
    }
    var book = OpeningBook(
      path: path, bytes: source.bytes,
      units: header.services { if case .units(let service) = $0 { service } else { nil } },
      used: header.services { if case .used(let service) = $0 { service } else { nil } })
    var row = BookRowReader(
      header: header, form: form, bytes: source.bytes, file: file, eve: eve, currency: policies.currency)
    var (wrong, firstUntold) = (0, 0)
    while true {
      let start = reader.position
      guard let line = reader.next() else { break }
      if line == .values, reader.values.count == 1, reader.values[0].isEmpty { continue }
      row.isAtEnd = source.bytes[reader.position...].allSatisfy { [.lineFeed, .carriageReturn].contains($0) }
      row.read(line, reader.values, from: start)
      // A line that is wrong is kept for its name: nothing but faults comes of the book.
      if row.isNamed, let other = book.append(row.row, quantities: row.quantities) {
        let line = source.location(of: Int(book.rows[other].name.lowerBound)).line
        row.report("the account \(quoted(book.name(of: other))) stands in line \(line) already", in: .account)
      }
      causes.add(row.causes)
      guard !row.faults.isEmpty else { continue }
      wrong += 1
      if wrong <= BookDecoder.shownLines { faults.add(contentsOf: row.faults) }
      if wrong == BookDecoder.shownLines + 1 { firstUntold = start }
    }
    faults.add(contentsOf: causes.faults(in: file, form, columns: header.columns.count))
    if wrong > BookDecoder.shownLines {
      let message = "\(wrong - BookDecoder.shownLines) more lines are wrong, from this one on; \(wrong) in all"
      faults.add(Fault(place: place(firstUntold), message: message))
    }
    return book
  }

  private func header(
    _ reader: inout CSVReader, _ causes: inout BookCauses, into faults: inout Faults
  ) -> BookHeader? {
    let start = place(reader.position)
    switch reader.next() {
    case nil:
      let message = "the book is empty"
      faults.add(
        Fault(place: start, message: message, hint: "its first line names the columns, such as account,created_on,debt")
      )
      return nil
    case .fault(let offset, let message):
      faults.add(Fault(place: place(offset), message: message))
      return nil
    case .values:
      let texts = names(reader.values, &causes).map {
        (text: String(decoding: source.bytes[$0], as: UTF8.self), place: place($0.lowerBound))
      }
      let known = BookColumn.known(among: policies.services, offered: policies[eve].tariff.services.count)
      return BookHeader(texts, known: known, at: start, into: &faults)
    }
  }

  /// The names of the columns, without blanks around them, and without columns at the end that have none.
  private func names(_ values: [Range<Int>], _ causes: inout BookCauses) -> [Range<Int>] {
    var names = values.map { BookCauses.trimmed($0, in: source.bytes) }
    if let padded = zip(values, names).first(where: { $0 != $1 })?.0 { causes.add([.blanks: padded.lowerBound]) }
    let count = (names.lastIndex { !$0.isEmpty } ?? names.count - 1) + 1
    if count < names.count { causes.add([.emptyColumns: names[count].lowerBound]) }
    names.removeSubrange(count...)
    return names
  }

  private func place(_ offset: Int) -> Place { Place(file: file, offset: offset) }
}
