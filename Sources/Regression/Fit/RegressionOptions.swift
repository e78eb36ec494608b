/// How a logistic regression is fitted and what is said of it.
public struct RegressionOptions: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable, Codable { case ml, firth }

  public enum StandardErrors: String, Sendable, Hashable, CaseIterable, Codable {
    case model, hc0, hc1, cr0, cr1, cr2

    /// Whether rows are taken together by their clusters.
    public var isClustered: Bool { [.cr0, .cr1, .cr2].contains(self) }
  }

  public enum Interval: String, Sendable, Hashable, CaseIterable, Codable { case wald, profile }

  public var method = Method.ml
  public var standardErrors = StandardErrors.model
  public var interval = Interval.wald
  public var level = 0.95
  /// Corrects the intercept of a Firth fit so that predicted events add up to the observed ones (FLIC).
  public var flic = false
  /// Goes on with fewer than three events for each parameter.
  public var allowsFewEvents = false
  public var threads = 1
  /// Hat values, Cook's distances and fitted values, one a row.
  public var wantsRows = false
  /// A likelihood-ratio and a score test for each term of the formula: one more fit each.
  public var wantsTests = true

  public init() {}
}
