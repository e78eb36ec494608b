public import Summaries
public import Treatment

/// The rows that pages gave a model, counted by covariate pattern or held as they stand.
///
/// Grade: exact
public struct RowSums: Mergeable {
  public let holding: RowHolding
  private var patterns = PatternCounts()
  private var held = HeldRows()

  public init(_ holding: RowHolding) { self.holding = holding }

  public var isEmpty: Bool { patterns.isEmpty && held.isEmpty }

  /// Adds the rows of a page; `groups` is how many groups (patients) it numbers its rows by.
  public mutating func add(_ table: FlatTable, page: Int, groups: Int = 0) {
    switch holding {
    case .patterns: patterns.add(table, page: page)
    case .rows: held.add(table, page: page, groups: groups)
    }
  }

  public mutating func merge(_ other: RowSums) {
    precondition(holding == other.holding, "Sums of one question hold the same.")
    patterns.merge(other.patterns)
    held.merge(other.held)
  }

  /// The rows in the order of the pages, or a row a pattern with its frequency; `nil` where patterns were too many.
  public func table(known: [String]? = nil, numbering: String? = nil) -> FlatTable? {
    switch holding {
    case .patterns: patterns.table(known: known)
    case .rows: held.table(known: known, numbering: numbering)
    }
  }
}
