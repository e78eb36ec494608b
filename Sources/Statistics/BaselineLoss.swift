public import Summaries
internal import Treatment

/// How many starts have no baseline, and how many would have none with wider windows.
///
/// Source: Documentation/Formats/Scores.md.
public struct BaselineLoss: Mergeable, Equatable {
  public private(set) var starts = 0
  public private(set) var without = 0
  /// One a window of ``BaselineWindow/wider``.
  public private(set) var withoutWider = BaselineWindow.wider.map { _ in 0 }

  public init() {}

  /// Adds a start; `inWider` tells of each wider window whether it holds a baseline.
  public mutating func add(hasBaseline: Bool, inWider: (Int) -> Bool) {
    starts += 1
    if !hasBaseline { without += 1 }
    for place in withoutWider.indices where !inWider(place) { withoutWider[place] += 1 }
  }

  public mutating func merge(_ other: BaselineLoss) {
    starts += other.starts
    without += other.without
    for place in withoutWider.indices { withoutWider[place] += other.withoutWider[place] }
  }
}
