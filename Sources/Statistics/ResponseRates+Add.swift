public import Treatment

extension ResponseRates {
  public func add(_ page: PatientPage, to summary: inout RateSummary) {
    precondition(page.request.endpoint == endpoint, "The page was made for another endpoint.")
    guard page.rows.count > 0 else { return }
    summary.baselineWindow = summary.baselineWindow ?? page.baselineWindow
    var columns: [[UInt32]] = []
    var slots: (numbers: [UInt32], firstRows: [Int]) = ([], [])
    for baseline in baselines {
      // Only severity depends on the baseline; the other groups are numbered once.
      if slots.numbers.isEmpty || keys.contains(.baselineSeverity) {
        columns = keys.map { $0.codes(in: page, baseline: baseline) }
        slots = numbered(columns, page)
      }
      let judge = RowJudge(page, from: baseline, evaluable: evaluable)
      var cells = PageCells(slots: slots.numbers, count: slots.firstRows.count, of: page)
      cells.count(judge)
      for outcome in outcomes {
        for reading in readings { cells.add(judge.marks(outcome, reading)) }
      }
      flush(cells, of: page, baseline, firstRows: slots.firstRows, columns: columns, to: &summary)
    }
  }

  /// The number of each row's scale and group; one beyond the last for rows that are not asked for.
  private func numbered(_ columns: [[UInt32]], _ page: PatientPage) -> (numbers: [UInt32], firstRows: [Int]) {
    let first = columns.first ?? Array(repeating: 0, count: page.rows.count)
    var slots = PairIndex.numbers(of: page.rows.scale.map(UInt32.init), first)
    for column in columns.dropFirst() { slots = PairIndex.numbers(of: slots.numbers, column) }
    let none = UInt32(slots.firstRows.count)
    if let scales {
      let wanted = Set(scales.compactMap(page.catalogue.scale(named:)))
      let isWanted = page.catalogue.scales.indices.map(wanted.contains)
      for row in slots.numbers.indices where !isWanted[Int(page.rows.scale[row])] {
        slots.numbers[row] = none
      }
    }
    if let mask = filter?.mask(of: page) {
      for row in slots.numbers.indices where !mask[row] { slots.numbers[row] = none }
    }
    return slots
  }

  /// Adds the page's cells to the summary: the only place where numbers become texts, once a cell and page.
  private func flush(
    _ cells: PageCells, of page: PatientPage, _ baseline: BaselineKind, firstRows: [Int], columns: [[UInt32]],
    to summary: inout RateSummary
  ) {
    var noted: Set<Int> = []
    for (slot, row) in firstRows.enumerated() where cells.counts[slot].steps > 0 {
      let place = Int(page.rows.scale[row])
      if noted.insert(place).inserted { summary.scales.note(page, at: place) }
      let group = columns.map { page.vocabulary.text(of: $0[row]) }
      for (place, key) in keys.enumerated() {
        if key.isOpen { summary.levels[place].insert(group[place]) }
      }
      if summary.dropCellsIfTooMany() { continue }
      let key = RateSummary.Key(baseline: baseline, scale: page.catalogue.scales[place].id, group: group)
      let measures = outcomes.count * readings.count
      summary.cells.update(key, default: RateSummary.Cell(measures: measures)) { cells.add(slot, to: &$0) }
    }
  }
}
