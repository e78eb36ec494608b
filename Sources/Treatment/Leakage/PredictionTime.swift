/// When a prediction is made: time zero, and the landmark up to which covariates may be known.
///
/// Units: days since time zero.
public struct PredictionTime: Sendable, Hashable {
  /// What day 0 is: `the start of the first step of the episode`.
  public var timeZero: String
  /// The last day on which a covariate may be known; the outcome is looked for after it.
  public var landmark: Int32
  /// The last day on which the outcome counts; `nil` = to the end of the data.
  public var horizon: Int32?

  public init(timeZero: String, landmark: Int32 = 0, horizon: Int32? = nil) {
    self.timeZero = timeZero
    self.landmark = landmark
    self.horizon = horizon
  }

  /// What an output prints above the model.
  public var sentences: [String] {
    let known =
      landmark == 0
      ? "Predictions are made at time zero (landmark: day 0): covariates are those known by then."
      : "Predictions are made at the landmark, day \(landmark): covariates are those known by then, and patients whose "
        + "outcome is settled before it are not in the model."
    let until =
      horizon.map { "The outcome is looked for after it, up to day \($0)." }
      ?? "The outcome is looked for after it, to the end of each patient's data, which is not equally long for all."
    return ["Time zero is \(timeZero).", known, until]
  }
}
