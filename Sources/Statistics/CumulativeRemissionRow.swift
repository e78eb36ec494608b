public import Regression

/// Remission by the end of each step among those who began the first, in the three readings that must stand together.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct CumulativeRemissionRow: Sendable, Equatable {
  public var scale: String
  public var step: Int
  /// Patients who began the first step and were never assessed on the scale, outside every reading.
  public var notAssessed = 0
  /// Patients who began the first step, were assessed, and began this one.
  public var entered: Int
  /// Of them, those whose endpoint in this step is known.
  public var scored: Int
  /// Of those, the ones in remission.
  public var remitted: Int
  /// 1 - product of (1 - remitted / scored) over steps up to this one: assumes that everyone goes on.
  public var chained: Double?
  /// Limits by the delta method; `nil` where it gives them no width.
  public var chainedLow: Double?
  public var chainedHigh: Double?
  /// Patients whose state by this step is known: in remission by now, or not at the end of the last step they began.
  public var observedN: Int
  public var observedEvents: Int
  public var observed: Double?
  public var observedLow: Double?
  public var observedHigh: Double?
  /// All patients who began the first step; whoever is not known to have remitted has not.
  public var worstCaseN: Int
  public var worstCaseEvents: Int
  public var worstCase: Double?
  public var worstCaseLow: Double?
  public var worstCaseHigh: Double?
  /// How the limits of observed and worst case are made.
  public var interval = IntervalMethod.wilson

  public init(
    scale: String, step: Int, entered: Int, scored: Int, remitted: Int, chained: Double?,
    observedN: Int, observedEvents: Int, observed: Double?, worstCaseN: Int, worstCaseEvents: Int,
    worstCase: Double?
  ) {
    self.scale = scale
    self.step = step
    self.entered = entered
    self.scored = scored
    self.remitted = remitted
    self.chained = chained
    self.observedN = observedN
    self.observedEvents = observedEvents
    self.observed = observed
    self.worstCaseN = worstCaseN
    self.worstCaseEvents = worstCaseEvents
    self.worstCase = worstCase
  }
}
