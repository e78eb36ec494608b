/// Rows of a table that a model does not use, and why.
///
/// Always: `total = used + missing + withoutWeight`.
public struct MissingRows: Sendable, Equatable, Codable {
  public struct Column: Sendable, Equatable, Codable {
    public var name: String
    /// Rows in which this column is missing; a row that lacks two columns counts in both.
    public var rows: Int
  }

  public var total = 0
  public var used = 0
  /// Rows that lack at least one column.
  public var missing = 0
  /// Rows with weight 0, or no trials.
  public var withoutWeight = 0
  /// The columns that lack a value somewhere, in the order of the formula.
  public var columns: [Column] = []

  public init() {}
}
