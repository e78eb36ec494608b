/// What the files of a cohort hold before any question: columns with their types and missing cells, scales, strategies.
public struct CohortSurvey: Sendable {
  public struct Column: Sendable {
    public var file: String
    public var name: String
    /// What its cells are: `text`, `whole number`, …
    public var type: String
    /// Rows of the file; `nil` where not known.
    public var rows: Int?
    /// Cells without a value; `nil` where not counted.
    public var missing: Int?

    public init(file: String, name: String, type: String, rows: Int?, missing: Int?) {
      self.file = file
      self.name = name
      self.type = type
      self.rows = rows
      self.missing = missing
    }
  }

  public var columns: [Column]
  public var scales: [String]
  public var strategies: [String]

  public init(columns: [Column], scales: [String], strategies: [String]) {
    self.columns = columns
    self.scales = scales
    self.strategies = strategies
  }
}
