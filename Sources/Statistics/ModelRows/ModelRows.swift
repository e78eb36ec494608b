public import Regression
public import Treatment

/// The rows of a model from a cohort, with what a reader has to know of the scores that they rest on.
public struct ModelRows: ModelTable, Equatable {
  /// `nil` where covariate patterns were too many to be counted.
  public var table: FlatTable?
  /// Baselines by scale, ascending by name; empty where they stand in a file of steps.
  public var baselines: [(scale: String, loss: BaselineLoss)]
  /// Trials that a score decides, in the order of the catalogue's scales; empty for a model of steps (F44).
  public var trials: [ResistanceTable.ScaleTrials]

  public static func == (a: ModelRows, b: ModelRows) -> Bool {
    a.table == b.table && a.trials == b.trials && a.baselines.map(\.scale) == b.baselines.map(\.scale)
      && a.baselines.map(\.loss) == b.baselines.map(\.loss)
  }
}
