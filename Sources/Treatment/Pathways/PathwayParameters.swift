/// The options by which the records of a patient become a pathway, with the names and defaults of TreatmentPatterns.
///
/// Units: days. A duration is the end less the start, so a record of one day lasts 0.
/// Source: Documentation/Pathways.md, "The rules". Names, defaults and meanings: the reference pages of TreatmentPatterns 3.1 (read).
public struct PathwayParameters: Sendable, Hashable, Codable {
  /// Which of a patient's treatments are kept.
  public enum FilterTreatments: String, Sendable, Codable, CaseIterable {
    /// The first of each treatment and combination.
    case first
    /// One that follows itself is one with it.
    case changes
    case all
  }

  /// What becomes of an overlap that is too short for a combination.
  public enum OverlapMethod: String, Sendable, Codable, CaseIterable {
    /// The older treatment ends where the newer one begins.
    case truncate
    case keep
  }

  /// The day of a target's record from which a window is counted.
  public enum Anchor: String, Sendable, Codable, CaseIterable { case startDate, endDate }

  /// Records that last shorter are left out.
  public var minEraDuration: Int32 = 0
  /// Records of one treatment with at most so many days between them are one.
  public var eraCollapseSize: Int32 = 30
  /// Days that two treatments must share to be a combination.
  public var combinationWindow: Int32 = 30
  /// What lasts shorter once combinations are made is left out.
  public var minPostCombinationDuration: Int32 = 30
  public var filterTreatments = FilterTreatments.first
  /// The most treatments of a pathway.
  public var maxPathLength = 5
  public var overlapMethod = OverlapMethod.truncate
  /// Whether several records of the target make one pathway, and not one each.
  public var concatTargets = true
  public var startAnchor = Anchor.startDate
  public var windowStart: Int32 = 0
  public var endAnchor = Anchor.endDate
  public var windowEnd: Int32 = 0

  public init() {}

  /// The window of a target's record, in which a treatment must begin.
  func window(from start: Int32, to end: Int32) -> (first: Int32, last: Int32) {
    (
      (startAnchor == .startDate ? start : end) + windowStart,
      (endAnchor == .startDate ? start : end) + windowEnd
    )
  }

  /// Whether every window ends before it begins, whatever the target: both ends count from one day.
  public var hasNoWindow: Bool { startAnchor == endAnchor && windowEnd < windowStart }

  /// Names and values in a fixed order, for provenance.
  public var entries: [(name: String, value: String)] {
    [
      ("min_era_duration", "\(minEraDuration)"), ("era_collapse_size", "\(eraCollapseSize)"),
      ("combination_window", "\(combinationWindow)"),
      ("min_post_combination_duration", "\(minPostCombinationDuration)"),
      ("filter_treatments", filterTreatments.rawValue), ("max_path_length", "\(maxPathLength)"),
      ("overlap_method", overlapMethod.rawValue), ("concat_targets", "\(concatTargets)"),
      ("start_anchor", startAnchor.rawValue), ("window_start", "\(windowStart)"),
      ("end_anchor", endAnchor.rawValue), ("window_end", "\(windowEnd)"),
    ]
  }
}
