public import Causal
public import Regression

/// Strategies beside a reference: unadjusted, adjusted, and what the adjustment rests on.
public struct EffectTable: Sendable {
  /// The rows of one strategy.
  public struct Arm: Sendable, Equatable {
    public var strategy: String
    /// Rows with every covariate.
    public var rows: Int
    public var patients: Int
    /// Rows whose outcome was seen, and those of them with it.
    public var n: Int
    public var events: Int

    public init(strategy: String, rows: Int, patients: Int, n: Int, events: Int) {
      (self.strategy, self.rows, self.patients, self.n, self.events) = (strategy, rows, patients, n, events)
    }

    /// What leaving out rows without a covariate took from the arm.
    func left(of whole: Arm) -> Arm {
      Arm(
        strategy: strategy, rows: whole.rows - rows, patients: 0, n: whole.n - n,
        events: whole.events - events)
    }
  }

  /// The same estimate for something that no strategy can have changed: what is found of it is confounding.
  public struct NegativeControl: Sendable, Equatable {
    public var column: String
    /// Rows that have it, and rows that are known not to.
    public var events: Int
    public var others: Int
    /// `nil` where there is no estimate.
    public var effect: Effect?

    init(_ column: String, _ values: [Double], _ estimate: () -> Effect?) {
      self.column = column
      (events, others) = (values.count { $0 == 1 }, values.count { $0 == 0 })
      effect = events > 0 && others > 0 ? estimate() : nil
    }
  }

  public struct Pair: Sendable {
    public var first: Arm
    /// The reference.
    public var second: Arm
    /// Rows of each arm that lack a covariate.
    public var left: [Arm] = []
    public var missing = MissingRows()
    /// Whether patients have several rows.
    public var isClustered = false
    public var unadjusted: TwoByTwo?
    /// By method; without one where the pair has no answer.
    public var effects: [Effect] = []
    public var failure: EffectError?
    public var tippingPoint: TippingPoint?
    public var eValue: EValue?
    public var bootstrap: PatientBootstrap?
    public var control: NegativeControl?
    /// Of the first arm and the second.
    public var weights: [WeightDistribution] = []
    public var balance: [CovariateBalance] = []
    public var overlap: Overlap?
    public var cells = RegressionCells.none
    /// The p-value of the main method among all pairs.
    public var holm: Double?
    public var benjaminiHochberg: Double?
    /// The difference by potential outcomes, of a simulated cohort.
    public var truth: Double?

    public init(first: Arm, second: Arm) { (self.first, self.second) = (first, second) }

    /// The estimate that tests and sentences are about: doubly robust, or by weights where that is not defined.
    public var doublyRobust: Effect? {
      effects.first { $0.method == .doublyRobust } ?? effects.first { $0.method == .weighting }
    }

    mutating func fill(from models: ActionModels) throws(EffectError) {
      let methods = EffectMethod.allCases.filter {
        models.options.population != .overlap || ($0 != .standardisation && $0 != .doublyRobust)
      }
      var found: [Effect] = []
      for method in methods { found.append(try models.effect(method)) }
      effects = found
      tippingPoint = doublyRobust.flatMap { models.tippingPoint(of: $0) }
      eValue = doublyRobust?.riskRatio.map(EValue.init)
      weights = [models.weightDistribution(ofFirst: true), models.weightDistribution(ofFirst: false)]
      balance = models.balance
      overlap = models.overlap
    }
  }

  public var pairs: [Pair]
  public var outcome: String
  public var adjustment: String
  public var options: EffectOptions
  public var landmark: Int
  /// Steps that were over before the landmark.
  public var endedBefore: Int

  public init(
    pairs: [Pair], outcome: String, adjustment: String, options: EffectOptions, landmark: Int = 0,
    endedBefore: Int = 0
  ) {
    (self.pairs, self.outcome, self.adjustment) = (pairs, outcome, adjustment)
    (self.options, self.landmark, self.endedBefore) = (options, landmark, endedBefore)
  }
}
