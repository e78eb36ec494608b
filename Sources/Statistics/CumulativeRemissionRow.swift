/// Remission by the end of each step, in the three readings that must stand together.
public struct CumulativeRemissionRow: Sendable, Equatable {
  public var scale: String
  public var step: Int
  /// Patients who began this step.
  public var entered: Int
  /// Of them, those whose endpoint in this step is known.
  public var scored: Int
  /// Of those, the ones in remission.
  public var remitted: Int
  /// 1 - product of (1 - remitted / scored) over steps up to this one: assumes that everyone goes on.
  public var chained: Double?
  /// Patients whose state by this step is known: in remission by now, or scored in this step and not.
  public var observedN: Int
  public var observedEvents: Int
  public var observed: Double?
  /// All patients who began the first step; whoever is not known to have remitted has not.
  public var worstCaseN: Int
  public var worstCaseEvents: Int
  public var worstCase: Double?

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
