import Statistics

/// What goes with cells that are hidden, and what a few patients' values would give away.
extension SuppressedBaseline {
  /// Hides quartiles with their cells, and where too few patients stand behind them.
  ///
  /// A median is one patient's value, or lies between two; a quartile needs as many patients on its own side of it.
  mutating func hideQuartiles(of table: BaselineTable, smallest: Int) {
    var isAnyHidden = false
    for (row, original) in table.rows.enumerated() {
      for arm in rows[row].quartiles.indices {
        guard case .mean(_, _, let n) = original.cells[arm], rows[row].cells[arm] != .hidden else {
          rows[row].quartiles[arm] = nil
          continue
        }
        if n < smallest * DisclosedQuantile.medianNeeds { rows[row].quartiles[arm]?.median = nil }
        if n < smallest * DisclosedQuantile.quartilesNeed {
          rows[row].quartiles[arm]?.lower = nil
          rows[row].quartiles[arm]?.upper = nil
          isAnyHidden =
            isAnyHidden || variables.contains { $0.name == original.name && $0.summary == .median }
        }
      }
    }
    if isAnyHidden {
      notes.append(
        "A median is shown of at least \(smallest * DisclosedQuantile.medianNeeds) patients, quartiles of at least "
          + "\(smallest * DisclosedQuantile.quartilesNeed).")
    }
  }

  /// A standardised difference is an equation of all cells that it is made from.
  mutating func hideDifference(ofVariable place: Int) {
    let isHidden = rows.contains { row in
      row.name == variables[place].name
        && row.cells.contains { cell in
          switch cell {
          case .hidden, .count(_, of: nil): true
          default: false
          }
        }
    }
    guard isHidden, variables[place].difference != nil else { return }
    variables[place].difference = nil
    variables[place].isDifferenceHidden = true
  }
}
