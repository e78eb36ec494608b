public import Statistics

extension Results {
  /// What a study is about to show.
  public init(
    flow: PatientFlow? = nil, baseline: BaselineTable? = nil, rates: [RateTable] = [],
    differences: [RateDifference] = [], level: Double = 0.95, cumulative: [CumulativeRemissionRow] = [],
    trajectories: [TrajectoryPoint] = [], knownTotals: [Int] = []
  ) {
    self.init(level: level, knownTotals: knownTotals)
    self.flow = flow
    self.baseline = baseline
    self.rates = rates
    self.differences = differences
    self.cumulative = cumulative
    self.trajectories = trajectories
  }
}
