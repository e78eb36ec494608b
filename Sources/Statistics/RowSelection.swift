import Treatment

/// The step rows of a page that a statistic reads: those on its scales that its filter keeps.
struct RowSelection {
  private let page: PatientPage
  private let isWanted: [Bool]?
  private let mask: [Bool]?

  init(_ page: PatientPage, scales: [String]?, where filter: Filter?) {
    self.page = page
    mask = filter?.mask(of: page)
    isWanted = scales.map { names in
      let wanted = Set(names.compactMap(page.catalogue.scale(named:)))
      return page.catalogue.scales.indices.map(wanted.contains)
    }
  }

  func keepsScale(_ place: Int) -> Bool { isWanted?[place] ?? true }

  func keeps(_ row: Int) -> Bool { keepsScale(Int(page.rows.scale[row])) && mask?[row] ?? true }

  /// The patient's rows, ascending by episode and step, then as they come.
  func rows(of patient: Int) -> [Int] {
    var kept: [Int] = []
    rows(of: patient, into: &kept)
    return kept
  }

  /// The same, written over what `kept` held: its memory serves one patient after another.
  func rows(of patient: Int, into kept: inout [Int]) {
    kept.removeAll(keepingCapacity: true)
    for row in page.rowStart[patient]..<page.rowStart[patient + 1] where keeps(row) { kept.append(row) }
    func precedes(_ a: Int, _ b: Int) -> Bool {
      (page.episode(of: a), page.rows.step[a], a) < (page.episode(of: b), page.rows.step[b], b)
    }
    // Nearly always they stand in order.
    if !zip(kept, kept.dropFirst()).allSatisfy(precedes) { kept.sort(by: precedes) }
  }
}

extension PatientPage {
  /// The episode of a row; 1 where the page was not asked for episodes.
  func episode(of row: Int) -> Int32 { rows.episode.isEmpty ? 1 : rows.episode[row] }
}
