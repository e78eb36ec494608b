/// What trees may ask at one stage.
///
/// Shapes: a column a name, each with one value for every patient who reached the stage.
public struct TreeCovariates: Sendable, Equatable {
  public let names: [String]
  public let columns: [[Double]]

  public init(names: [String], columns: [[Double]]) {
    precondition(names.count == columns.count, "a name a column")
    self.names = names
    self.columns = columns
  }
}
