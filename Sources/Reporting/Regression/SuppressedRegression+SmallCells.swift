import Regression

extension SuppressedRegression {
  /// Hides what would give back a small count; see the type's own words for what is hidden with what.
  mutating func hide(_ small: SmallCounts, of result: RegressionResult, _ cells: RegressionCells) {
    let totals = result.summary
    if small.isModelSmall {
      hideEverything()
      return
    }
    if cells.columns.isEmpty {
      notes.append(
        "Levels of factors were not looked at for small cells: the design was not given to disclosure control."
      )
    }
    for (cell, isSmall) in zip(cells.cells, small.cells) where isSmall && !smallTerms.contains(cell.term) {
      smallTerms.append(cell.term)
    }
    if !smallTerms.isEmpty { hideTerms() }
    if disclosure == .openSafely { roundEverything() }
    roc = thinned(roc, events: totals.events, others: totals.n - totals.events)
    hideCalibration(small.calibration)
  }

  private mutating func hideEverything() {
    hidesAll = true
    for place in rows.indices where rows[place].state == .shown { hideRow(place) }
    for place in tests.indices { tests[place].test = nil }
    hideSummary { $0 != .other }
    calibration = []
    roc = []
    notes.append(disclosure.sentence)
    notes.append(
      "The model rests on so few rows, events, non-events or clusters that none of its numbers may be shown.")
  }

  /// Hides each term that has a small cell, and all that is a function of every cell.
  private mutating func hideTerms() {
    for place in rows.indices where rows[place].state == .shown {
      let isIntercept = rows[place].column == "(Intercept)"
      if isIntercept || isHidden(rows[place].term) { hideRow(place) }
    }
    for place in tests.indices where isHidden(tests[place].term) { tests[place].test = nil }
    hideSummary { $0 == .likelihood || $0 == .performance }
    calibration = []
    roc = []
    if disclosure != .openSafely { notes.append(disclosure.sentence) }
    notes.append(
      "Hidden, since a level of \(ReportWords.list(smallTerms)) has a small cell: the estimates of every level of the "
        + "term, the intercept, the likelihoods and the measures of fit, which together would give the counts back. "
        + "Merge the level with another one, or leave the term out.")
  }

  /// Whether a term shares a variable with one that has a small cell.
  ///
  /// An interaction's margins stand in its parts, and a factor's levels in its interactions, so that they go together.
  func isHidden(_ term: String) -> Bool {
    func parts(_ term: String) -> Set<String> { Set(term.split(separator: ":").map(String.init)) }
    return hidesAll || smallTerms.contains { !parts($0).isDisjoint(with: parts(term)) }
  }

  private mutating func hideRow(_ place: Int) {
    rows[place].estimate = nil
    rows[place].state = .hidden
  }

  private mutating func hideSummary(_ isHidden: (SummaryEntry.Kind) -> Bool) {
    for place in summary.indices where isHidden(summary[place].kind) && summary[place].cell != .absent {
      summary[place].cell = .hidden
    }
  }

  /// The curve in steps of which none is a small count of events or of non-events.
  private func thinned(
    _ points: [RegressionResult.ROCPoint], events: Double, others: Double
  ) -> [RegressionResult.ROCPoint] {
    guard let first = points.first, let last = points.last else { return [] }
    func isOpen(_ from: RegressionResult.ROCPoint, _ to: RegressionResult.ROCPoint) -> Bool {
      let steps = [
        (to.truePositiveRate - from.truePositiveRate) * events,
        (to.falsePositiveRate - from.falsePositiveRate) * others,
      ].map { ($0 * 1e6).rounded() / 1e6 }
      return steps.allSatisfy { $0 == 0 || !disclosure.isSmall($0) }
    }
    var kept = [first]
    for point in points.dropFirst() where isOpen(kept[kept.count - 1], point) { kept.append(point) }
    if kept.last != last {
      while kept.count > 1, !isOpen(kept[kept.count - 1], last) { kept.removeLast() }
      kept.append(last)
    }
    guard disclosure == .openSafely else { return kept }
    return kept.map {
      RegressionResult.ROCPoint(
        falsePositiveRate: Self.rounded($0.falsePositiveRate, to: 100),
        truePositiveRate: Self.rounded($0.truePositiveRate, to: 100))
    }
  }

  /// Hides tenths with small counts, and further ones from which they could be worked out.
  private mutating func hideCalibration(_ isHidden: [Bool]) {
    guard !calibration.isEmpty else { return }
    hiddenCalibrationPoints = isHidden.filter { $0 }.count
    calibration = zip(calibration, isHidden).filter { !$1 }.map(\.0)
    if disclosure == .openSafely {
      for place in calibration.indices {
        calibration[place].predicted = Self.rounded(calibration[place].predicted, to: 100)
        calibration[place].observed = Self.rounded(calibration[place].observed, to: 100)
        calibration[place].low = Self.rounded(calibration[place].low, to: 100)
        calibration[place].high = Self.rounded(calibration[place].high, to: 100)
        calibration[place].n = (calibration[place].n / 5).rounded() * 5
        calibration[place].events = (calibration[place].events / 5).rounded() * 5
      }
    }
    if hiddenCalibrationPoints > 0 {
      notes.append(
        "Groups of the calibration with small counts, and those that would give them back, are hidden: "
          + "\(hiddenCalibrationPoints) of \(isHidden.count).")
    }
  }
}
