extension StepScoring {
  /// The last score of a step by the parameters of a run.
  public init(_ parameters: DerivationParameters) {
    self.init(parameters.lastEndpoint, baseline: parameters.baselineWindow)
  }
}
