public import Regression
import Statistics

/// A ``CumulativeRemissionRow`` after disclosure control.
public struct SuppressedCumulativeRow: Sendable, Equatable {
  public var scale: String
  public var step: Int
  public var entered: Int?
  public var scored: Int?
  public var remitted: Int?
  public var notAssessed: Int?
  public var chained: Double?
  public var chainedLow: Double?
  public var chainedHigh: Double?
  public var observedN: Int?
  public var observedEvents: Int?
  public var observed: Double?
  public var observedLow: Double?
  public var observedHigh: Double?
  public var worstCaseN: Int?
  public var worstCaseEvents: Int?
  public var worstCase: Double?
  public var worstCaseLow: Double?
  public var worstCaseHigh: Double?
  public var interval: IntervalMethod
  public var suppressed: Suppression

  init(_ row: CumulativeRemissionRow) {
    scale = row.scale
    step = row.step
    entered = row.entered
    scored = row.scored
    remitted = row.remitted
    notAssessed = row.notAssessed
    chained = row.chained
    chainedLow = row.chainedLow
    chainedHigh = row.chainedHigh
    observedN = row.observedN
    observedEvents = row.observedEvents
    observed = row.observed
    observedLow = row.observedLow
    observedHigh = row.observedHigh
    worstCaseN = row.worstCaseN
    worstCaseEvents = row.worstCaseEvents
    worstCase = row.worstCase
    worstCaseLow = row.worstCaseLow
    worstCaseHigh = row.worstCaseHigh
    interval = row.interval
    suppressed = .none
  }
}

extension SuppressedCumulativeRow {
  /// Rates come from the rounded counts; chained remission cannot be made from them and is hidden.
  mutating func round(level: Double, _ recomputation: Recomputation) {
    entered = Rounding.shown(entered)
    scored = Rounding.shown(scored)
    remitted = Rounding.shown(remitted)
    observedN = Rounding.shown(observedN)
    observedEvents = Rounding.shown(observedEvents)
    worstCaseN = Rounding.shown(worstCaseN)
    worstCaseEvents = Rounding.shown(worstCaseEvents)
    func rate(_ events: Int?, _ n: Int?) -> Recomputation.Limits? {
      guard let events, let n else { return nil }
      return recomputation.rate(events, n, interval, level)
    }
    notAssessed = Rounding.shown(notAssessed)
    (chained, chainedLow, chainedHigh) = (nil, nil, nil)
    let known = rate(observedEvents, observedN)
    (observed, observedLow, observedHigh) = (known?.estimate, known?.low, known?.high)
    let worst = rate(worstCaseEvents, worstCaseN)
    (worstCase, worstCaseLow, worstCaseHigh) = (worst?.estimate, worst?.low, worst?.high)
    let isWhole = entered != nil && remitted != nil && observed != nil && worstCase != nil
    suppressed = isWhole ? .secondary : .primary
  }
}
