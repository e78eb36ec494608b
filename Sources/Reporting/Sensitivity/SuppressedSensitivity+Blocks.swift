extension SuppressedSensitivity {
  /// What a report shows of the grid, below the shares.
  var blocks: [ReportSection.Block] {
    let notes = gridTable.notes
    return [
      .heading("What the parameters do"),
      .paragraph(
        "Nobody knows the right overlap, trial length or era gap, nor what an unknown dose was. The share by EMA's rule "
          + "under \(cells.count) settings of five parameters, of the same patients. Every setting: "
          + "tables/resistance-grid.csv."),
      .figure(specificationCurve),
    ] + (notes.isEmpty ? [] : [.list(notes)])
  }
}
