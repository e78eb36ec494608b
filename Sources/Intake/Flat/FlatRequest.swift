public import Treatment

/// Which columns of a flat file are wanted, and what they must hold.
public struct FlatRequest: Sendable {
  /// Names of columns; those that the file lacks are left out of the table, whose reader says so.
  public var columns: [String]
  /// Columns that must hold numbers: a text in one is refused at its place. Others are numeric where every cell that
  /// is not missing is a number.
  public var numbers: Set<String> = []
  /// Columns that are read as texts whatever they hold, so that `007` and `7` differ.
  public var texts: Set<String> = []
  /// A column of case weights, 0 or more.
  public var weights: String?
  /// A column that groups rows, read as text; a row that the filter keeps must have it.
  public var cluster: String?
  public var filter: Filter?

  public init(
    _ columns: [String], weights: String? = nil, cluster: String? = nil, where filter: Filter? = nil
  ) {
    self.columns = columns
    self.weights = weights
    self.cluster = cluster
    self.filter = filter
  }

  /// Every column that has to be read, each once.
  var allColumns: [String] {
    let all = columns + [weights, cluster].compactMap { $0 } + (filter?.flatColumns.map(\.name) ?? [])
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
