import LinearAlgebra

extension RegressionResult.Term {
  /// `exp(estimate)`; infinite or 0 where a limit is.
  public var oddsRatio: Double { LogOdds.odds(estimate) }
  public var oddsRatioLow: Double { LogOdds.odds(confLow) }
  public var oddsRatioHigh: Double { LogOdds.odds(confHigh) }

  /// Whether the term is the intercept, whose odds are no ratio.
  public var isIntercept: Bool { term == "(Intercept)" }
}
