public import Summaries
public import Treatment

/// The rows of a model from a cohort, with what a reader has to know of the scores that they rest on.
public struct ModelRows: Sendable, Equatable {
  public var table: FlatTable
  /// Baselines by scale, ascending by name; empty where they stand in a file of steps.
  public var baselines: [(scale: String, loss: BaselineLoss)]
  /// Trials that a score decides, in the order of the catalogue's scales; empty for a model of steps (F44).
  public var trials: [ResistanceTable.ScaleTrials]

  public static func == (a: ModelRows, b: ModelRows) -> Bool {
    a.table == b.table && a.trials == b.trials && a.baselines.map(\.scale) == b.baselines.map(\.scale)
      && a.baselines.map(\.loss) == b.baselines.map(\.loss)
  }
}

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
