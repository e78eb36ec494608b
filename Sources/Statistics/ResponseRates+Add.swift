public import Treatment

extension ResponseRates {
  public func add(_ page: PatientPage, to summary: inout RateSummary) {
    precondition(page.request.endpoint == endpoint, "The page was made for another endpoint.")
    let catalogue = page.catalogue
    let wanted = scales.map { names in Set(names.compactMap(catalogue.scale(named:))) }
    let judges = catalogue.scales.enumerated().map { place, scale in
      ScaleJudge(scale, isWanted: wanted?.contains(place) ?? true)
    }
    let mask = filter?.mask(of: page)
    var columns: [[UInt32]] = []
    var slots: (numbers: [UInt32], count: Int) = ([], 0)
    for baseline in baselines {
      // Only severity depends on the baseline; the other groups are numbered once.
      if columns.isEmpty || keys.contains(.baselineSeverity) {
        columns = keys.map { $0.codes(in: page, baseline: baseline) }
        slots = (page.rows.scale.map(UInt32.init), catalogue.scales.count)
        for column in columns { slots = PairIndex.numbers(of: slots.numbers, column) }
      }
      var cells = PageCells(
        slots: slots.count, measures: measures, judges: judges, evaluable: evaluable)
      cells.add(page, from: baseline, slots: slots.numbers, mask: mask)
      flush(cells, of: page, baseline: baseline, slots: slots.numbers, columns: columns, to: &summary)
    }
  }

  /// What is counted in each cell, outcomes outside.
  var measures: [(outcome: Outcome, reading: MissingReading)] {
    outcomes.flatMap { outcome in readings.map { (outcome, $0) } }
  }

  /// Adds the page's cells to the summary: the only place where numbers become texts, once a cell and page.
  private func flush(
    _ cells: PageCells, of page: PatientPage, baseline: BaselineKind, slots: [UInt32], columns: [[UInt32]],
    to summary: inout RateSummary
  ) {
    for (slot, counts) in cells.counts.enumerated() where counts.steps > 0 {
      let row = counts.firstRow
      let scale = page.catalogue.scales[Int(page.rows.scale[row])]
      if summary.scales[scale.id] == nil {
        summary.scales[scale.id] = RateSummary.ScaleNote(
          place: Int(page.rows.scale[row]), noResponse: scale.unavailability(of: .response),
          noRemission: scale.unavailability(of: .remission))
      }
      let group = columns.map { page.vocabulary.text(of: $0[row]) }
      for (place, key) in keys.enumerated() {
        if case .covariate = key { summary.levels[place].insert(group[place]) }
      }
      if summary.dropCellsIfTooMany() { continue }
      let key = RateSummary.Key(baseline: baseline, scale: scale.id, group: group)
      cells.add(slot, to: &summary.cells[key, default: RateSummary.Cell(measures: cells.width)])
    }
  }
}
