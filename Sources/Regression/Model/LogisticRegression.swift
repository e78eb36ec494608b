import LinearAlgebra
public import Summaries

/// A logistic regression by maximum likelihood or with Firth's bias reduction.
///
///     log(μ / (1 - μ)) = offset + x β      maximise Σ w (y log μ + (1 - y) log(1 - μ)) [+ log det(Xᵀ W X) / 2 for Firth]
///
/// Standard errors are those of the information at the estimate, for Firth too, as Heinze & Schemper (2002) and `brglm2`
/// have it (newer `logistf` takes the penalised information), or robust ones; with robust ones the interval is Wald's.
///
/// Units: log odds.
/// Grade: canonical; the same bits on any processor, with any BLAS kernel and any number of threads.
/// Not: marginal tests; each term is tested with all others left in.
/// Throws: `separated` where the maximum-likelihood estimate is infinite; `fewEvents` below three a parameter;
/// `constantOutcome`, `notFinite`, `badWeights`, `fewClusters`, `largeClusters`, `noRows`, `rankDeficient`, `notConverged`.
/// Source: McCullagh & Nelder (1989); Firth (1993); Heinze & Schemper (2002) (cited from memory); every number checked
/// against R in `Datasets/reference`.
public struct LogisticRegression: Sendable {
  public static let grade = Grade.canonical

  public let options: RegressionOptions

  public init(_ options: RegressionOptions) { self.options = options }

  /// Coefficients with the model's covariance and the deviance, and nothing that needs another pass.
  public struct Estimate: Sendable, Equatable {
    /// In the order of the design, without the aliased columns.
    public let coefficients: [Double]
    /// The places of the columns that have a coefficient.
    public let kept: [Int]
    /// The inverse of the information.
    public let covariance: [Double]
    public let deviance: Double
    public let rounds: Int
  }

  /// Fits without tests, intervals and judgements of the predictions.
  public func estimate(_ design: Design) throws(StatisticError) -> Estimate {
    let fit = try LogisticFit(design, options)
    return Estimate(
      coefficients: fit.coefficients, kept: fit.choice.kept, covariance: fit.modelCovariance.elements,
      deviance: 2 * (fit.prepared.saturated - fit.maximum.logLikelihood), rounds: fit.maximum.rounds)
  }

  public func fit(_ design: Design) throws(StatisticError) -> RegressionResult {
    let fit = try LogisticFit(design, options)
    return try FitReport(fit, design).result()
  }
}
