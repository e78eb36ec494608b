/// The Massachusetts General Hospital staging score: continuous, without an upper bound.
///
///     1   a failed antidepressant trial, adequate in dose and of six weeks or more
///     0.5 a failed trial whose dose was optimised (0.75 of the usual maximum or more, P-05)
///     0.5 a failed trial whose duration was optimised (12 weeks or more, P-06)
///     0.5 a failed trial that was augmented or combined without success shown
///     3   failed ECT, once
///
/// Each half point counts at most once a trial (P-04).
/// Source: points: Hägg 2020, PMC7392234, Panel 1 (verified); wording: Petersen 2005, Fava 2003 (from memory);
/// Documentation/Treatment/Staging.md, "Massachusetts General Hospital (MGH-s)".
public struct MGHStaging: Sendable, Hashable {
  public let score: Double

  public init(failed: Int, doseOptimised: Int, durationOptimised: Int, augmented: Int, failedECT: Bool) {
    score =
      Double(failed) + 0.5 * Double(doseOptimised + durationOptimised + augmented) + (failedECT ? 3 : 0)
  }

  /// Days that a failed trial must have lasted.
  public static let shortestTrial: Int32 = 42
  /// Days from which a trial's duration is optimised.
  public static let optimisedDays: Int32 = 84
  /// Part of the usual maximum from which a dose is optimised.
  public static let optimisedDosePart = 0.75
}
