/// A step as a file of steps states it: what was given, whether that was adequate, and its scores on one scale.
///
/// Units: days from the patient's own day 0; scores on the scale that judges the patient's trials, NaN = none.
/// Source: Documentation/Formats/Cohort.md, "steps.csv".
public struct StatedStep: Sendable, Hashable {
  public var episode: Int32
  public var number: Int32
  public var strategy: Strategy
  /// Places in the catalogue, in the order of the file.
  public var agents: [Int]
  public var start: Int32
  /// ``Day/none`` where the file leaves it blank.
  public var end: Int32
  public var adequacy = Adequacy.unknown
  public var stopReason = StopReason.unknown
  public var baseline = Double.nan
  public var endpoint = Double.nan
  /// ``Day/none`` where the file does not state it.
  public var endpointDay = Day.none

  public init(
    episode: Int32, number: Int32, strategy: Strategy, agents: [Int], start: Int32, end: Int32
  ) {
    self.episode = episode
    self.number = number
    self.strategy = strategy
    self.agents = agents
    self.start = start
    self.end = end
  }
}
