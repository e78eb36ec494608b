public import Summaries

/// Why a formula has no fit on rows that make a design.
public enum RegressionRefusal: Error, Sendable {
  /// The fit has no answer; the cells of the design tell which levels may stand behind it.
  case unanswered(StatisticError, RegressionOptions.Method, RegressionCells)
  /// Firth's estimate exists, but robust standard errors of it mean nothing where the outcome is separated.
  case robustOfSeparated
}
