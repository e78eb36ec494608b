/// How far from a start the score may lie that counts as its baseline.
///
///     the last score with day in [t0 - before, t0]; only if there is none, the first in [t0 + 1, t0 + after]
///
/// Clinics that see people every six weeks have no score within 14 days of most changes of treatment, so the
/// window can be set, is printed, and what wider ones would give is counted (``wider``).
///
/// Units: days.
/// Source: Documentation/Formats/Scores.md, "Baseline".
public struct BaselineWindow: Sendable, Hashable, Codable {
  public var before: Int
  public var after: Int

  public init(before: Int = 14, after: Int = 3) {
    self.before = before
    self.after = after
  }

  /// Days before the start that are tried besides, to say how many baselines they would give.
  public static let wider = [28, 56]

  /// The window in words, as the end of "the baseline is …".
  public var words: String {
    let early =
      before == 0
      ? "the score of the day of the start" : "the last score in the \(before) days up to the start"
    return early + (after == 0 ? "" : ", or, only if there is none, the first within \(after) days after it")
  }
}
