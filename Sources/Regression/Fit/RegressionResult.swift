/// A fitted logistic regression, apart from how it is printed.
///
/// Shapes: `covariance` is row-major over the columns that are estimated (`terms` without the aliased ones).
/// Units: estimates and limits are log odds; see ``Term/oddsRatio``.
public struct RegressionResult: Sendable, Equatable {
  public var options: RegressionOptions
  public var terms: [Term]
  /// Columns that repeat others, in the order of the design: no estimate.
  public var aliased: [String]
  public var covariance: [Double]
  public var summary: Summary
  /// One a term of the formula: likelihood-ratio (penalised for Firth) and score tests.
  public var tests: [TermTest]
  public var calibration: [CalibrationPoint]
  public var roc: [ROCPoint]
  public var rows: Rows?
  /// What the reader must know: few events for each parameter, few clusters, columns left out.
  public var notes: [String]

  public init(
    options: RegressionOptions, terms: [Term], aliased: [String] = [], covariance: [Double], summary: Summary,
    tests: [TermTest] = [], calibration: [CalibrationPoint] = [], roc: [ROCPoint] = [], rows: Rows? = nil,
    notes: [String] = []
  ) {
    self.options = options
    self.terms = terms
    self.aliased = aliased
    self.covariance = covariance
    self.summary = summary
    self.tests = tests
    self.calibration = calibration
    self.roc = roc
    self.rows = rows
    self.notes = notes
  }

  public struct Term: Sendable, Equatable {
    public var term: String
    public var estimate: Double
    public var standardError: Double
    public var statistic: Double
    public var pValue: Double
    public var confLow: Double
    public var confHigh: Double
    /// Of the t distribution that p-value and limits are from; `nil` = the normal one.
    public var degreesOfFreedom: Double?

    public init(
      term: String, estimate: Double, standardError: Double, statistic: Double, pValue: Double,
      confLow: Double, confHigh: Double, degreesOfFreedom: Double? = nil
    ) {
      self.term = term
      self.estimate = estimate
      self.standardError = standardError
      self.statistic = statistic
      self.pValue = pValue
      self.confLow = confLow
      self.confHigh = confHigh
      self.degreesOfFreedom = degreesOfFreedom
    }
  }

  public struct Summary: Sendable, Equatable {
    public var rows = 0
    /// Sum of the weights, and of the weights times y.
    public var n = 0.0
    public var events = 0.0
    public var parameters = 0
    public var logLikelihood = 0.0
    /// With Jeffreys' penalty; Firth only.
    public var penalisedLogLikelihood: Double?
    public var nullLogLikelihood = 0.0
    public var deviance = 0.0
    public var nullDeviance = 0.0
    public var aic = 0.0
    public var bic = 0.0
    public var mcFadden = 0.0
    public var nagelkerke = 0.0
    /// Apparent: judged on the rows that the model was fitted to.
    public var auc: Double?
    public var aucLow: Double?
    public var aucHigh: Double?
    public var brier = 0.0
    public var calibrationIntercept: Double?
    public var calibrationSlope: Double?
    public var rounds = 0
    public var clusters: Int?
    /// Distinct covariate patterns, where rows were collapsed.
    public var patterns: Int?

    public init() {}
  }

  public struct TermTest: Sendable, Equatable {
    public var term: String
    public var degreesOfFreedom: Int
    public var likelihoodRatio: Double?
    public var likelihoodRatioP: Double?
    public var score: Double?
    public var scoreP: Double?
    public var wald: Double?
    public var waldP: Double?
    /// Of F = Wald / df, where its p-value is from the F distribution; `nil` = chi-squared.
    public var waldDenominator: Double?

    public init(term: String, degreesOfFreedom: Int) {
      self.term = term
      self.degreesOfFreedom = degreesOfFreedom
    }
  }

  /// A tenth of the rows by predicted risk: mean prediction, observed share and its Wilson limits.
  public struct CalibrationPoint: Sendable, Equatable {
    public var predicted: Double
    public var observed: Double
    public var low: Double
    public var high: Double
    public var n: Double
    public var events: Double

    public init(predicted: Double, observed: Double, low: Double, high: Double, n: Double, events: Double) {
      self.predicted = predicted
      self.observed = observed
      self.low = low
      self.high = high
      self.n = n
      self.events = events
    }
  }

  public struct ROCPoint: Sendable, Equatable {
    public var falsePositiveRate: Double
    public var truePositiveRate: Double

    public init(falsePositiveRate: Double, truePositiveRate: Double) {
      self.falsePositiveRate = falsePositiveRate
      self.truePositiveRate = truePositiveRate
    }
  }

  public struct Rows: Sendable, Equatable {
    public var fitted: [Double]
    public var linearPredictor: [Double]
    public var hat: [Double]
    public var cook: [Double]

    public init(fitted: [Double], linearPredictor: [Double], hat: [Double], cook: [Double]) {
      self.fitted = fitted
      self.linearPredictor = linearPredictor
      self.hat = hat
      self.cook = cook
    }
  }
}
