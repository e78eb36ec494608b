import Statistics

extension SuppressedBaseline {
  /// Means and their spread are of the true counts, to a decimal; standardised differences are made from what is shown.
  mutating func round(_ table: BaselineTable, _ recomputation: Recomputation) {
    patients = patients.map { Rounding.shown($0) }
    for row in rows.indices {
      rows[row].cells = zip(rows[row].cells, table.rows[row].cells).map { cell, original in
        switch (cell, original) {
        case (.count(let count, let n), _):
          Rounding.shown(count).map { .count($0, of: Rounding.shown(n)) } ?? .hidden
        case (.missing(let count), _): Rounding.shown(count).map { .missing($0) } ?? .hidden
        case (.mean, .mean(_, _, let n)) where Rounding.shown(n) == nil: .hidden
        case (.mean(let mean, let deviation), _):
          .mean(Rounding.toADecimal(mean), standardDeviation: deviation.map(Rounding.toADecimal))
        default: cell
        }
      }
      // As under small cells: everyone's mean would give back the mean of a small arm.
      let last = rows[row].cells.count - 1
      if last > 0, case .mean = rows[row].cells[last],
        rows[row].cells.dropLast().contains(.hidden)
      {
        rows[row].cells[last] = .hidden
      }
      // As the days of pathways: a median is the value of one patient or of two, and tells an odd count from an even one.
      rows[row].quartiles = rows[row].quartiles.map { $0.map { _ in Quartiles() } }
    }
    for place in variables.indices {
      if variables[place].summary == .median { variables[place].summary = .mean }
      hideDifference(ofVariable: place)
      if variables[place].difference != nil {
        variables[place].difference = difference(ofVariable: place, recomputation)
        variables[place].isDifferenceHidden = variables[place].difference == nil
      }
    }
    notes = Rounding.meanNotes + ["Medians are not given: they would be the values of a patient or two."]
  }

  /// From the counts and means that are shown.
  private func difference(
    ofVariable place: Int, _ recomputation: Recomputation
  ) -> StandardisedDifference? {
    let own = rows.filter { $0.name == variables[place].name && !$0.isOfMissing }
    let arms = arms.indices.dropLast()
    if variables[place].summary == .share {
      return recomputation.levels(
        arms.map { arm in
          own.map { if case .count(let count, _) = $0.cells[arm] { count } else { 0 } }
        })
    }
    guard let row = own.first else { return nil }
    return recomputation.means(
      arms.map { arm in
        if case .mean(let mean, let deviation) = row.cells[arm] { (mean, deviation) } else { (nil, nil) }
      })
  }
}
