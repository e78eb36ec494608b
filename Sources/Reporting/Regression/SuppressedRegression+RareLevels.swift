import Regression

/// Names of levels that too few rows or patients have, in a model.
///
/// The model is as its formula asks. Where such a level is in it, its term has no numbers to show already, and the names go too: the
/// lines of a term's rare levels are one line.
extension SuppressedRegression {
  /// - Parameters:
  ///   - declared: by variable, levels that a file of the study names.
  ///   - few: by variable, levels that few patients have, however many rows.
  mutating func joinRareLevels(
    _ cells: RegressionCells, declared: [String: Set<String>], rare few: [String: Set<String>]
  ) {
    var rare: [String: (columns: [String], rows: Double)] = [:]
    for cell in cells.cells where cells.columns.contains(cell.column) {
      guard isRare(cell) || TermWords.isLevel(cell.column, of: cell.term, among: few) else { continue }
      guard !TermWords.isLevel(cell.column, of: cell.term, among: declared) else { continue }
      rare[cell.term, default: ([], 0)].columns.append(cell.column)
      rare[cell.term, default: ([], 0)].rows += cell.rows
    }
    guard !rare.isEmpty else { return }
    var joined: [Row] = []
    var told: Set<String> = []
    for row in rows {
      guard let (columns, count) = rare[row.term], columns.contains(row.column) else {
        joined.append(row)
        continue
      }
      guard told.insert(row.term).inserted else { continue }
      // As in tables of rates: of few rows the number of levels would tell too much.
      let label =
        disclosure.isSmall(count) || columns.count == 1 ? "other" : "other (\(columns.count) levels)"
      joined.append(Row(column: row.term + label, term: row.term, estimate: nil, state: .hidden))
    }
    rows = joined
    notes.append(
      "Levels of \(ReportWords.list(told.sorted())) that too few rows have to stand by name are together as 'other' in the table; in the "
        + "model each is as the data have it.")
  }

  private func isRare(_ cell: RegressionCells.Cell) -> Bool {
    // A column of numbers 0 and 1 has the name of its variable, which is no level.
    guard cell.column != cell.term else { return false }
    return disclosure.isSmall(cell.rows) || (cell.clusters.map { disclosure.isSmall(Double($0)) } ?? false)
  }
}
