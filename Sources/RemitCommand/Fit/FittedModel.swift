import Reporting
import Statistics
import Treatment

/// A model that was fitted to a table, with what disclosure control shows of it.
struct FittedModel {
  let design: Design
  let coding: ModelCoding
  let kept: MissingRows
  let result: RegressionResult
  let shown: SuppressedRegression
  /// The column that grouped rows; `nil` where rows are taken as independent.
  let cluster: String?

  /// Fits the formula; patients of a cohort are clusters where any has several rows, unless the options say otherwise.
  ///
  /// Throws: ``DesignError``, ``StatisticError``.
  init(
    _ formula: Formula, to table: FlatTable, event: String? = nil, weights: String? = nil, cluster: String?,
    optionalCluster: Bool, options: (_ isClustered: Bool) -> RegressionOptions, under rule: Disclosure
  ) throws {
    var cluster = cluster
    var (design, coding, kept) = try table.design(formula, event: event, weights: weights, cluster: cluster)
    if optionalCluster, Set(design.clusters).count == design.count {
      cluster = nil
      design.clusters = []
    }
    result = try LogisticRegression(options(cluster != nil)).fit(design)
    shown = rule.applied(to: result, cells: RegressionCells(design))
    self.design = design
    self.coding = coding
    self.kept = kept
    self.cluster = cluster
  }

  func curves(level: Double) throws -> [RegressionCurve] {
    try SplineCurves(coding, result, level: level).all
  }
}

extension CohortTable {
  /// What the columns of a scored step are to its outcome: those that come about with it or after it.
  static let roles: [String: CovariateRole] = [
    "endpoint": .outcome, "score_end": .outcome, "response": .outcome, "remission": .outcome,
    "end_day": .after,
  ]
}
