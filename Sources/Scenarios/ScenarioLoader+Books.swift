import BillingCore
import Simulation

extension ScenarioLoader {
  /// The most bytes that a book may have: 1 GiB, about ten million accounts.
  static let bookSizeLimit = 1 << 30

  /// A book and the number of its file among those that were read.
  private typealias Opened = (book: OpeningBook, file: Int)

  /// Gives the segments their books; what is wrong with them is among the faults.
  mutating func readBooks(of decoded: inout ScenarioDecoder.Decoded) {
    var earlier: [Opened] = []
    for (index, reference) in decoded.books.enumerated() {
      guard let reference else { continue }
      let path = "population.\(decoded.scenario.segments[index].name).book"
      guard let opened = open(reference, at: path, in: decoded.scenario) else { continue }
      decoded.scenario.segments[index].book = opened.book
      compareNames(of: opened, with: decoded.scenario.scripted.map(\.name), "among the scripted accounts")
      for other in earlier {
        compareNames(of: opened, with: other.book.rows.indices.map(other.book.name), "in \(other.book.path)")
      }
      earlier.append(opened)
    }
  }

  private mutating func open(
    _ reference: PopulationDecoder.BookReference, at path: String, in scenario: Scenario
  ) -> Opened? {
    func report(_ message: String, _ hint: String? = nil) -> Opened? {
      faults.add(Fault(place: reference.place, path: path, message: message, hint: hint))
      return nil
    }
    guard let target = resolved(reference.path, from: sources[reference.place.file].path) else {
      return report("\(quoted(reference.path)) \(ScenarioLoader.leadsOut)", ScenarioLoader.staysInside)
    }
    do throws(UnreadableFile) {
      let bytes = try read(target, ScenarioLoader.bookSizeLimit)
      guard bytes.count <= ScenarioLoader.bookSizeLimit else {
        return report(
          "the book is larger than \(ScenarioLoader.bookSizeLimit >> 20) MiB", "split it, and give each part a segment")
      }
      let source = SourceFile(path: target, bytes: bytes)
      sources.append(source)
      let file = sources.count - 1
      let decoder = BookDecoder(source: source, file: file, eve: scenario.eve, policies: scenario.policies)
      let name = String(target.dropFirst(ScenarioLoader.folder(of: sources[0].path).count))
      return decoder.decode(path: name, into: &faults).map { ($0, file) }
    } catch {
      reportUnreadable(error, at: path, named: reference.place, besides: sources.map(\.path))
      return nil
    }
  }

  /// No two accounts of a scenario have the same name; the first pair is told, and how many there are.
  private mutating func compareNames(of opened: Opened, with names: [String], _ others: String) {
    let twice = names.filter { opened.book.row(named: $0) != nil }
    guard let name = twice.first, let row = opened.book.row(named: name) else { return }
    let more = twice.count == 1 ? "" : "; in all \(twice.count) names are"
    faults.add(
      Fault(
        place: Place(file: opened.file, offset: Int(opened.book.rows[row].name.lowerBound)), path: "column account",
        message: "\(quoted(name)) is also \(others)\(more)"))
  }
}
