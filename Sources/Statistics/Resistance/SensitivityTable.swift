public import Regression

/// Resistance in every cell of the grid, and strategies with their response for every way to make the steps.
public struct SensitivityTable: Sendable, Equatable {
  public var level: Double
  public var interval: IntervalMethod
  /// Patients of whose antidepressants the files tell.
  public var n: Int
  public var cells: [Cell] = []
  public var strategies: [Strategies] = []

  public struct Cell: Sendable, Equatable {
    public var overlapSwitchMax: Int
    public var minTrialDays: Int
    public var eraGapDays: Int
    public var unknownDose: String
    public var intoleranceCounts: Bool
    /// The cell of the run's own parameters.
    public var isChosen: Bool
    public var resistant: Int
    public var possible: Int
    public var indeterminate: Int
    public var estimate: Double?
    public var confLow: Double?
    public var confHigh: Double?
  }

  /// Steps and response by strategy; trial days, unknown doses and intolerance do not change them.
  public struct Strategies: Sendable, Equatable {
    public var overlapSwitchMax: Int
    public var eraGapDays: Int
    public var rates: RateTable
  }
}
