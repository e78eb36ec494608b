public import Summaries
public import Treatment

/// The rows of a model as they stand, page by page.
///
/// Pages of two cohorts may have one place. Both are kept, in an order that their contents alone decide, so that a merge loses and
/// confuses no row, whichever side it comes from.
///
/// Grade: exact
/// Not: a sum. Memory grows with the rows, 4 or 8 bytes a cell.
public struct HeldRows: Mergeable {
  struct Page: Sendable, Codable, Equatable {
    var table: FlatTable
    /// How many groups (patients) the page numbers its rows by.
    var groups: Int
  }

  private var pages: [Int: [Page]] = [:]

  public init() {}

  public var isEmpty: Bool { pages.isEmpty }

  /// Adds a page; `place` is its place in the cohort.
  public mutating func add(_ table: FlatTable, page place: Int, groups: Int) {
    pages[place, default: []].append(Page(table: table, groups: groups))
    if pages[place]?.count ?? 0 > 1 { pages[place]?.sort(by: Self.precedes) }
  }

  public mutating func merge(_ other: HeldRows) {
    pages.merge(other.pages) { ($0 + $1).sorted(by: Self.precedes) }
  }

  private var ordered: [Page] { pages.sorted { $0.key < $1.key }.flatMap(\.value) }

  /// All rows in the order of the pages; the numbers in `numbering` are of the page's own groups, and go on from page to page.
  public func table(known: [String]? = nil, numbering: String? = nil) -> FlatTable {
    let ordered = ordered
    guard let first = ordered.first else { return FlatTable([], knownNames: known) }
    if ordered.count == 1, known == nil { return first.table }
    let columns = first.table.columns.indices.map { joined($0, ordered, numbering) }
    return FlatTable(
      columns, rowCount: ordered.reduce(0) { $0 + $1.table.rowCount },
      knownNames: known ?? first.table.knownNames)
  }

  private func joined(_ place: Int, _ pages: [Page], _ numbering: String?) -> FlatColumn {
    let name = pages[0].table.columns[place].name
    var numbers: [Double] = []
    var codes: [Int32] = []
    var levels: [String] = []
    var known: [String: Int32] = [:]
    var groups = 0
    for page in pages {
      switch page.table.columns[place].values {
      case .numbers(let own) where name == numbering:
        numbers.append(contentsOf: own.lazy.map { $0 + Double(groups) })
      case .numbers(let own): numbers.append(contentsOf: own)
      case .texts(let own, let texts):
        let places = texts.map { text -> Int32 in
          if let place = known[text] { return place }
          let place = Int32(levels.count)
          known[text] = place
          levels.append(text)
          return place
        }
        codes.append(contentsOf: own.lazy.map { $0 < 0 ? $0 : places[Int($0)] })
      }
      groups += page.groups
    }
    if case .texts = pages[0].table.columns[place].values {
      return FlatColumn(name, .texts(codes: codes, levels: levels))
    }
    return FlatColumn(name, .numbers(numbers))
  }

  /// An order of pages that only their contents decide.
  private static func precedes(_ a: Page, _ b: Page) -> Bool {
    if a.groups != b.groups { return a.groups < b.groups }
    if a.table.rowCount != b.table.rowCount { return a.table.rowCount < b.table.rowCount }
    for (one, other) in zip(a.table.columns, b.table.columns) where one != other {
      switch (one.values, other.values) {
      case (.numbers(let a), .numbers(let b)):
        return a.lazy.map(\.bitPattern).lexicographicallyPrecedes(b.lazy.map(\.bitPattern))
      case (.texts(let a, let own), .texts(let b, let theirs)):
        return a == b ? own.lexicographicallyPrecedes(theirs) : a.lexicographicallyPrecedes(b)
      case (.numbers, .texts): return true
      case (.texts, .numbers): return false
      }
    }
    return false
  }

  private struct Entry: Codable {
    var place: Int
    var pages: [Page]
  }

  public init(from decoder: any Decoder) throws {
    for entry in try [Entry](from: decoder) { pages[entry.place] = entry.pages }
  }

  public func encode(to encoder: any Encoder) throws {
    try pages.sorted { $0.key < $1.key }.map { Entry(place: $0.key, pages: $0.value) }.encode(to: encoder)
  }
}
