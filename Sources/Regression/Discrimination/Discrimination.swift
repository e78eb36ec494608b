import LinearAlgebra

/// How well predictions tell events from non-events: the area under the ROC curve with DeLong's interval.
///
///     V10 = share of non-events below an event (ties half)      V01 = share of events above a non-event
///     AUC = mean V10      var = S10 / m + S01 / n,   S = sample variances
///
/// Predictions that differ by less than 1e-11 of their size are ties: the same row gives the same prediction only up to
/// the rounding of a product.
///
/// With clusters the variance is that of sums over clusters, see ``ClusteredArea``.
///
/// Grade: canonical; exact, given the predictions.
/// Not: free of optimism; the rows are those of the fit.
/// Source: DeLong, DeLong & Clarke-Pearson (1988), by ranks as in Sun & Xu (2014) (cited from memory); checked against pROC.
struct Discrimination {
  /// Rows of one prediction, from the lowest prediction up: weights of events and of others.
  struct Tie {
    var eta: Double
    var events: Double
    var others: Double
    /// `Σ weight μ`.
    var predicted: Double
    /// Its rows as places in the order of the predictions.
    var places: Range<Int>
  }

  let ties: [Tie]
  let events: Double
  let others: Double
  /// Of the rows in the order of the predictions; empty where rows are taken as independent.
  let members: [ClusteredArea.Member]

  init(eta: [Double], mean: [Double], y: [Double], weights: [Double], clusters: [Int32] = []) {
    var order = zip(eta, 0..<Int32(eta.count)).map { ($0, $1) }
    order.sort { $0.0 < $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) }
    var ties: [Tie] = []
    members =
      clusters.isEmpty
      ? []
      : order.map { _, place in
        let row = Int(place)
        return ClusteredArea.Member(
          cluster: clusters[row], events: weights[row] * y[row], others: weights[row] * (1 - y[row]))
      }
    for (index, (value, place)) in order.enumerated() {
      let row = Int(place)
      let events = weights[row] * y[row]
      let others = weights[row] * (1 - y[row])
      if let last = ties.last, value - last.eta <= 1e-11 * max(1, abs(value)) {
        ties[ties.count - 1].events += events
        ties[ties.count - 1].others += others
        ties[ties.count - 1].predicted += weights[row] * mean[row]
        ties[ties.count - 1].places = ties[ties.count - 1].places.lowerBound..<(index + 1)
      } else {
        ties.append(
          Tie(
            eta: value, events: events, others: others, predicted: weights[row] * mean[row],
            places: index..<(index + 1)))
      }
    }
    self.ties = ties
    events = ties.reduce(0) { $0 + $1.events }
    others = ties.reduce(0) { $0 + $1.others }
  }

  /// The area and its limits, cut to 0 and 1; no limits where an outcome has no more than one row.
  func area(z: Double) -> (area: Double, low: Double?, high: Double?) {
    var below = 0.0
    var sum = 0.0
    for tie in ties {
      sum += tie.events * (below + tie.others / 2)
      below += tie.others
    }
    let area = sum / (events * others)
    if !members.isEmpty {
      let half = ClusteredArea(self, area: area).variance.map { z * $0.squareRoot() }
      return (area, half.map { max(0, area - $0) }, half.map { min(1, area + $0) })
    }
    guard events > 1, others > 1 else { return (area, nil, nil) }
    below = 0
    var belowEvents = 0.0
    var spreadEvents = 0.0
    var spreadOthers = 0.0
    for tie in ties {
      let v10 = (below + tie.others / 2) / others - area
      let v01 = (events - belowEvents - tie.events / 2) / events - area
      spreadEvents += tie.events * v10 * v10
      spreadOthers += tie.others * v01 * v01
      below += tie.others
      belowEvents += tie.events
    }
    let variance = spreadEvents / (events - 1) / events + spreadOthers / (others - 1) / others
    let half = z * variance.squareRoot()
    return (area, max(0, area - half), min(1, area + half))
  }

  /// The curve from (0, 0) to (1, 1) by falling threshold, thinned to about 200 points.
  func curve() -> [RegressionResult.ROCPoint] {
    var result = [RegressionResult.ROCPoint(falsePositiveRate: 0, truePositiveRate: 0)]
    var falsely = 0.0
    var truly = 0.0
    var drawn = 0.0
    for tie in ties.reversed() {
      falsely += tie.others
      truly += tie.events
      let along = falsely / others + truly / events
      if along - drawn >= 0.01 || (ties.count <= 200 && along > drawn) {
        result.append(
          RegressionResult.ROCPoint(falsePositiveRate: falsely / others, truePositiveRate: truly / events))
        drawn = along
      }
    }
    let end = RegressionResult.ROCPoint(falsePositiveRate: 1, truePositiveRate: 1)
    // What rounding left of the last point, or the end where thinning stopped before it.
    if drawn >= 2 - 1e-9 { result[result.count - 1] = end } else { result.append(end) }
    return result
  }

  /// Tenths of the rows by prediction; rows of one prediction stay together, so there may be fewer.
  ///
  /// Limits are Wilson's; with clusters at the sample size that their variance leaves, see ``ClusteredShare``.
  func tenths(level: Double) -> [RegressionResult.CalibrationPoint] {
    var result: [RegressionResult.CalibrationPoint] = []
    let wilson = ProportionInterval(.wilson, level: level)
    let total = events + others
    var passed = 0.0
    var current = 0
    var open = (n: 0.0, events: 0.0, predicted: 0.0)
    var places = 0..<0
    func close() {
      guard open.n > 0 else { return }
      let limits =
        members.isEmpty
        ? wilson.limits(events: min(open.events, open.n), of: open.n) ?? (0, 1)
        : ClusteredShare(members[places]).limits(wilson)
      result.append(
        RegressionResult.CalibrationPoint(
          predicted: open.predicted / open.n, observed: open.events / open.n, low: limits.low,
          high: limits.high,
          n: open.n, events: open.events))
      open = (0, 0, 0)
      places = 0..<0
    }
    for tie in ties {
      let size = tie.events + tie.others
      // A tie goes to the tenth in which its middle lies.
      let tenth = min(9, Int((passed + size / 2) / total * 10))
      if tenth != current { close() }
      current = tenth
      open.n += size
      open.events += tie.events
      open.predicted += tie.predicted
      places = (places.isEmpty ? tie.places.lowerBound : places.lowerBound)..<tie.places.upperBound
      passed += size
    }
    close()
    return result
  }
}
