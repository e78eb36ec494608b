/// The mean score of an arm around a day, with its t interval.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct TrajectoryPoint: Sendable, Equatable {
  public var arm: String
  public var scale: String
  /// The day, or the middle of the run of days that were put together.
  public var day: Double
  public var n: Int
  public var mean: Double
  public var standardDeviation: Double?
  public var confLow: Double?
  public var confHigh: Double?

  public init(
    arm: String, scale: String, day: Double, n: Int, mean: Double, standardDeviation: Double?,
    confLow: Double?, confHigh: Double?
  ) {
    self.arm = arm
    self.scale = scale
    self.day = day
    self.n = n
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.confLow = confLow
    self.confHigh = confHigh
  }
}
