/// How the log odds move with one variable, the others held: the curve of a spline.
public struct RegressionCurve: Sendable, Equatable {
  /// Log odds against the reference value, with limits.
  public struct Point: Sendable, Equatable {
    public var x: Double
    public var estimate: Double
    public var low: Double
    public var high: Double

    public init(x: Double, estimate: Double, low: Double, high: Double) {
      self.x = x
      self.estimate = estimate
      self.low = low
      self.high = high
    }
  }

  /// The formula's term: `rcs(baseline, 4)`.
  public var term: String
  public var variable: String
  public var points: [Point]
  /// Quantiles of the data (never single values of the outermost patients), marked below the curve.
  public var quantiles: [Double]
  /// The value against which odds ratios are drawn.
  public var reference: Double

  public init(
    term: String, variable: String, points: [Point], quantiles: [Double] = [], reference: Double
  ) {
    self.term = term
    self.variable = variable
    self.points = points
    self.quantiles = quantiles
    self.reference = reference
  }
}
