import Statistics

/// A ``TrajectoryPoint`` after disclosure control: all or nothing of its numbers.
public struct SuppressedTrajectoryPoint: Sendable, Equatable {
  public var arm: String
  public var scale: String
  public var day: Double
  public var n: Int?
  public var mean: Double?
  public var standardDeviation: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var suppressed: Suppression

  init(_ point: TrajectoryPoint) {
    arm = point.arm
    scale = point.scale
    day = point.day
    n = point.n
    mean = point.mean
    standardDeviation = point.standardDeviation
    confLow = point.confLow
    confHigh = point.confHigh
    suppressed = .none
  }

  mutating func hide(_ reason: Suppression) {
    n = nil
    mean = nil
    standardDeviation = nil
    confLow = nil
    confHigh = nil
    suppressed = suppressed.joined(with: reason)
  }
}

extension SuppressedTrajectoryPoint {
  /// Keeps the mean and its spread beside the rounded n, to a decimal: limits, and scores to every digit, would give
  /// n back.
  mutating func round() {
    guard let n = Rounding.shown(n) else { return hide(.primary) }
    self.n = n
    mean = mean.map(Rounding.toADecimal)
    standardDeviation = standardDeviation.map(Rounding.toADecimal)
    confLow = nil
    confHigh = nil
    suppressed = .secondary
  }
}
