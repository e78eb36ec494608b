import Statistics

extension SuppressedResults {
  /// Hides counts up to 7 and rounds the others to the nearest 5 (`openSafely`).
  ///
  /// Rates, differences and their limits come from the rounded counts, through the recomputation. Robust limits and
  /// chained remission cannot be made from rounded counts and are hidden.
  mutating func round(_ results: Results, recomputing recomputation: Recomputation) {
    for table in rates.indices {
      for row in rates[table].rows.indices {
        round(&rates[table].rows[row], level: rates[table].level, recomputation)
      }
    }
    for place in differences.indices {
      let few = Self.isFew(differences[place], in: results)
      round(&differences[place], few: few, recomputation)
    }
    for place in cumulative.indices { round(&cumulative[place], recomputation) }
    for place in trajectories.indices {
      round(&trajectories[place])
    }
    meanNotes = [
      "Counts are rounded to the nearest 5, and hidden up to 7. Means and standard deviations are of the true counts, given to "
        + "one decimal; limits of means, and numbers with every digit, would give the counts back."
    ]
    roundFlow()
    roundBaseline(of: results.baseline)
  }

  /// `nil` up to 7; else the nearest multiple of 5 (2.5 lies between whole numbers, so none is equally near two).
  static func rounded(_ count: Int?) -> Int? {
    guard let count, count > 7 else { return nil }
    return (count + 2) / 5 * 5
  }

  private func round(_ row: inout SuppressedRates.Row, level: Double, _ recomputation: Recomputation) {
    let before = row
    row.hideCell(.none)
    // However many steps they have: a rate of few patients is theirs.
    if Self.rounded(before.patients) == nil {
      row.suppressed = .primary
      return
    }
    row.patients = Self.rounded(before.patients)
    row.steps = Self.rounded(before.steps)
    row.noBaseline = Self.rounded(before.noBaseline)
    row.notEvaluable = before.notEvaluable
    row.remittedAtBaseline = before.remittedAtBaseline
    row.notAssessed = before.notAssessed
    row.notAssessedSteps = before.notAssessedSteps
    row.n = Self.rounded(before.n)
    row.events = Self.rounded(before.events)
    guard let n = row.n, let events = row.events else {
      row.suppressed = .primary
      return
    }
    guard let limits = recomputation.rate(events, n, row.interval, level) else {
      row.suppressed = .secondary
      return
    }
    row.estimate = limits.estimate
    row.confLow = limits.low
    row.confHigh = limits.high
  }

  /// Keeps the mean and its spread beside the rounded n, to a decimal: limits, and scores to every digit, would give
  /// n back.
  private func round(_ point: inout SuppressedTrajectoryPoint) {
    guard let n = Self.rounded(point.n) else { return point.hide(.primary) }
    point.n = n
    point.mean = point.mean.map(Self.toADecimal)
    point.standardDeviation = point.standardDeviation.map(Self.toADecimal)
    point.confLow = nil
    point.confHigh = nil
    point.suppressed = .secondary
  }

  private static func toADecimal(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// Whether an arm of the difference is of few patients, by the rates and Table 1 of the run.
  private static func isFew(_ difference: SuppressedDifference, in results: Results) -> Bool {
    let arms = [difference.first, difference.second]
    let inRates = results.rates.flatMap(\.rows).contains { row in
      row.scale == difference.scale && arms.contains { row.group == [$0] } && rounded(row.patients) == nil
    }
    guard !inRates, let table = results.baseline else { return inRates }
    return zip(table.arms, table.patients).dropLast().contains { arms.contains($0) && rounded($1) == nil }
  }

  private func round(_ row: inout SuppressedDifference, few: Bool, _ recomputation: Recomputation) {
    if few {
      row.firstEvents = nil
      row.firstN = nil
      row.secondEvents = nil
      row.secondN = nil
    }
    row.firstEvents = Self.rounded(row.firstEvents)
    row.firstN = Self.rounded(row.firstN)
    row.secondEvents = Self.rounded(row.secondEvents)
    row.secondN = Self.rounded(row.secondN)
    row.estimate = nil
    row.confLow = nil
    row.confHigh = nil
    guard let a = row.firstEvents, let n = row.firstN, let b = row.secondEvents, let m = row.secondN else {
      row.suppressed = .primary
      return
    }
    guard let limits = recomputation.difference(a, n, b, m, level) else {
      row.suppressed = .secondary
      return
    }
    row.estimate = limits.estimate
    row.confLow = limits.low
    row.confHigh = limits.high
  }

  private func round(_ row: inout SuppressedCumulativeRow, _ recomputation: Recomputation) {
    row.entered = Self.rounded(row.entered)
    row.scored = Self.rounded(row.scored)
    row.remitted = Self.rounded(row.remitted)
    row.observedN = Self.rounded(row.observedN)
    row.observedEvents = Self.rounded(row.observedEvents)
    row.worstCaseN = Self.rounded(row.worstCaseN)
    row.worstCaseEvents = Self.rounded(row.worstCaseEvents)
    func rate(_ events: Int?, _ n: Int?) -> Recomputation.Limits? {
      guard let events, let n else { return nil }
      return recomputation.rate(events, n, row.interval, level)
    }
    row.notAssessed = Self.rounded(row.notAssessed)
    (row.chained, row.chainedLow, row.chainedHigh) = (nil, nil, nil)
    let observed = rate(row.observedEvents, row.observedN)
    (row.observed, row.observedLow, row.observedHigh) = (observed?.estimate, observed?.low, observed?.high)
    let worst = rate(row.worstCaseEvents, row.worstCaseN)
    (row.worstCase, row.worstCaseLow, row.worstCaseHigh) = (worst?.estimate, worst?.low, worst?.high)
    let isWhole = row.entered != nil && row.remitted != nil && row.observed != nil && row.worstCase != nil
    row.suppressed = isWhole ? .secondary : .primary
  }

  private mutating func roundFlow() {
    guard var shown = flow else { return }
    for stage in shown.stages.indices {
      shown.stages[stage].counts.round()
      for rule in shown.stages[stage].setAside.indices { shown.stages[stage].setAside[rule].counts.round() }
    }
    flow = shown
  }

  private mutating func roundBaseline(of table: BaselineTable?) {
    guard var shown = baseline, let table else { return }
    shown.patients = shown.patients.map { Self.rounded($0) }
    for row in shown.rows.indices {
      shown.rows[row].cells = zip(shown.rows[row].cells, table.rows[row].cells).map { cell, original in
        switch (cell, original) {
        case (.count(let count, let n), _):
          Self.rounded(count).map { .count($0, of: Self.rounded(n)) } ?? .hidden
        case (.missing(let count), _): Self.rounded(count).map { .missing($0) } ?? .hidden
        case (.mean, .mean(_, _, let n)) where Self.rounded(n) == nil: .hidden
        case (.mean(let mean, let deviation), _):
          .mean(Self.toADecimal(mean), standardDeviation: deviation.map(Self.toADecimal))
        default: cell
        }
      }
      // As under small cells: everyone's mean would give back the mean of a small arm.
      let last = shown.rows[row].cells.count - 1
      if last > 0, case .mean = shown.rows[row].cells[last],
        shown.rows[row].cells.dropLast().contains(.hidden)
      {
        shown.rows[row].cells[last] = .hidden
      }
    }
    baseline = shown
  }
}

extension SuppressedFlow.Counts {
  fileprivate mutating func round() {
    patients = SuppressedResults.rounded(patients)
    steps = SuppressedResults.rounded(steps)
  }
}
