/// Rows of tables that a report exports: what a figure, or a table for people, is made of.
struct ExportedRows: Sendable, Equatable {
  /// What rows hold in a column: one of these values, in this order.
  struct Kept: Sendable, Equatable {
    var column: String
    var values: [String]
  }

  /// Names of files in `tables/`, without ending; several have the same columns and stand one below the other.
  var tables: [String]
  /// The first one orders first.
  var kept: [Kept] = []
  /// The columns that a table shows, in the order of the file; every one where it is empty.
  var columns: [String] = []

  init(of table: String) { tables = [table] }

  init(of tables: [String]) { self.tables = tables }

  /// With these columns alone; figures are given all.
  func showing(_ columns: [String]) -> ExportedRows {
    var result = self
    result.columns = columns
    return result
  }

  /// The rows of these that hold one of the values in a column; a column is asked once.
  func keeping(_ column: String, _ values: [String]) -> ExportedRows {
    if kept.contains(where: { $0.column == column }) { return self }
    var result = self
    var seen: Set<String> = []
    result.kept.append(Kept(column: column, values: values.filter { seen.insert($0).inserted }))
    return result
  }

  func keeping(_ column: String, _ value: String) -> ExportedRows { keeping(column, [value]) }
}
