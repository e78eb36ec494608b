import Regression
public import Summaries
import Treatment

extension CumulativeRemission {
  public func finish(_ summary: Summary) throws(StatisticError) -> [CumulativeRemissionRow] {
    var result: [CumulativeRemissionRow] = []
    var refusals: [StatisticError] = []
    for (scale, note) in summary.scales.inOrder {
      let reason = summary.hasCrossover ? Self.crossover : note.noRemission
      if let reason {
        refusals.append(.notAvailable(outcome: "cumulative remission", scale: scale, reason: reason))
      } else {
        result += rows(on: scale, summary)
      }
    }
    if result.isEmpty { throw refusals.first ?? .noRows(wanted: "cumulative remission") }
    return result
  }

  /// Why a crossover has none, as the end of a sentence.
  public static let crossover =
    "in a crossover everybody has every treatment, so that a later one is no answer to the failure of an earlier one"

  private func rows(on scale: String, _ summary: Summary) -> [CumulativeRemissionRow] {
    let all = summary.counts.ordered.filter { $0.key.scale == scale }
    guard let start = all.map(\.key.first).min() else { return [] }
    // Whoever begins at a later step has no known history of the steps before it.
    let counts = all.filter { $0.key.first == start }
    func count(_ kind: Summary.Kind, where holds: (Int) -> Bool) -> Int {
      counts.reduce(0) { $0 + ($1.key.kind == kind && holds($1.key.step) ? $1.count : 0) }
    }
    let began = count(.entered) { $0 == start }
    let notAssessed = count(.notAssessed) { _ in true }
    var steps: [(remitted: Int, scored: Int)] = []
    return Set(counts.map(\.key.step)).sorted().map { step in
      let scored = count(.scored) { $0 == step }
      let remitted = count(.remitted) { $0 == step }
      steps.append((remitted, scored))
      let byNow = count(.firstRemission) { $0 <= step }
      let known = byNow + count(.isKnown) { $0 <= step } - count(.isKnownNoMore) { $0 <= step }
      var row = CumulativeRemissionRow(
        scale: scale, step: step, entered: count(.entered) { $0 == step }, scored: scored,
        remitted: remitted, chained: nil, observedN: known, observedEvents: byNow,
        observed: known == 0 ? nil : Double(byNow) / Double(known), worstCaseN: began,
        worstCaseEvents: byNow, worstCase: began == 0 ? nil : Double(byNow) / Double(began))
      row.notAssessed = notAssessed
      row.interval = interval.method
      let chained = ChainedRemission(steps, level: interval.level)
      (row.chained, row.chainedLow, row.chainedHigh) = (chained?.estimate, chained?.low, chained?.high)
      let observed = interval.limits(events: byNow, of: known)
      (row.observedLow, row.observedHigh) = (observed?.low, observed?.high)
      let worst = interval.limits(events: byNow, of: began)
      (row.worstCaseLow, row.worstCaseHigh) = (worst?.low, worst?.high)
      return row
    }
  }
}
