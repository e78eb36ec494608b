import Regression
import Reporting
import Statistics
import Summaries
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
    optionalCluster: Bool, polynomials: PolynomialRows = .used, place: ModelFailure.Place = .command,
    options: (_ isClustered: Bool) -> RegressionOptions, under rule: Disclosure
  ) throws {
    var cluster = cluster
    var (design, coding, kept) = try table.design(
      formula, event: event, weights: weights, cluster: cluster, polynomials: polynomials)
    if optionalCluster, Set(design.clusters).count == design.count {
      cluster = nil
      design.clusters = []
    }
    let chosen = options(cluster != nil)
    if chosen.method == .firth, chosen.standardErrors != .model { try Self.refuseIfSeparated(design, chosen) }
    do {
      result = try LogisticRegression(chosen).fit(design)
    } catch {
      throw ModelFailure(
        place: place, method: chosen.method, rule: rule, rareLevels: ModelFailure.rareLevels(of: design)
      ).failure(error)
    }
    shown = rule.applied(to: result, cells: RegressionCells(design))
    self.design = design
    self.coding = coding
    self.kept = kept
    self.cluster = cluster
  }

  /// Where a group has no event, the sandwich takes the certainty of its rows for that of its estimate.
  private static func refuseIfSeparated(_ design: Design, _ options: RegressionOptions) throws {
    var plain = options
    plain.method = .ml
    plain.standardErrors = .model
    plain.allowsFewEvents = true
    do {
      _ = try LogisticRegression(plain).estimate(design)
    } catch {
      guard case .separated = error else { return }
      throw Failure(
        .noAnswer,
        "Robust standard errors are far too small where the outcome is separated, as it is here. Take rows as independent with "
          + "--cluster none, so that Firth's limits are those of its profile, and say so."
      )
    }
  }

  /// Of which rows the basis of a polynomial is, where that makes a difference.
  func basisSentences(_ rows: PolynomialRows) -> [String] {
    let isPolynomial = coding.variables.contains { if case .polynomial = $0.coding { true } else { false } }
    guard isPolynomial, kept.used < kept.total else { return [] }
    return [
      rows == .used
        ? "The basis of poly() is of the rows that are used; R's is of every row that has its column (--poly-rows all)."
        : "The basis of poly() is of every row that has its column, as R's."
    ]
  }

  /// Below this many rows the 5th and 95th percentiles lie near the values of single patients.
  private static let fewRows = 100

  private func hidesQuantiles(under rule: Disclosure) -> Bool {
    if case .none = rule { return false }
    return design.count < Self.fewRows
  }

  /// Curves of splines and polynomials; none where their ends would tell of single patients.
  func curves(level: Double, under rule: Disclosure) throws -> [RegressionCurve] {
    hidesQuantiles(under: rule) ? [] : try SplineCurves(coding, result, level: level).all
  }

  /// The coding as a model file may hold it.
  func coding(under rule: Disclosure) -> ModelCoding {
    guard hidesQuantiles(under: rule) else { return coding }
    var shown = coding
    for place in shown.inputs.indices { shown.inputs[place].quantiles = [] }
    return shown
  }
}

extension CohortTable {
  /// What the columns of a scored step are to its outcome: those that come about with it or after it.
  static let roles: [String: CovariateRole] = [
    "endpoint": .outcome, "score_end": .outcome, "response": .outcome, "remission": .outcome,
    "end_day": .after,
  ]
}
