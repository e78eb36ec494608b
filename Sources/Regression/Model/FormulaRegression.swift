public import Summaries

/// A logistic regression of a formula on the rows that the pages of a cohort give.
///
/// The first round counts rows by covariate pattern, which is all that a likelihood needs, and what is fitted then is the sums. Where
/// rows have clusters or are told of one by one, it holds them instead; and where patterns turn out to be more than half of the
/// rows, or more than ``PatternCounts/mostPatterns``, a second round does.
///
/// Grade: canonical
/// Not: another fit than ``LogisticRegression/fit(_:)``, which it calls.
/// Throws: ``DesignError``, ``RegressionRefusal``, and what the rows' statistic throws.
public struct FormulaRegression<Rows: RowStatistic>: Procedure {
  public typealias Page = Rows.Page
  public typealias Round = Rows

  /// What was asked of the rows, and the fit to them.
  public struct Result: Sendable {
    public let rows: Rows.Result
    public let fit: FittedRegression
  }

  public let formula: Formula
  let rows: Rows
  /// The outcome's level that is the event.
  public var event: String?
  public var weights: String?
  public var cluster: String?
  /// Whether rows are independent after all where no cluster has two.
  public var isClusterOptional = false
  public var polynomials = PolynomialRows.used
  let options: @Sendable (_ isClustered: Bool) -> RegressionOptions

  /// `options` depend on whether rows have clusters, which the rows themselves may decide.
  public init(
    _ formula: Formula, on rows: Rows,
    options: @escaping @Sendable (_ isClustered: Bool) -> RegressionOptions
  ) {
    self.formula = formula
    self.rows = rows
    self.options = options
  }

  public var grade: Grade { LogisticRegression.grade }

  public var first: Rows {
    let options = options(cluster != nil)
    let needsRows = cluster != nil || options.standardErrors != .model || options.wantsRows
    return rows.holding(needsRows ? .rows : .patterns)
  }

  public func next(after round: Rows, _ answer: Rows.Result) throws -> ProcedureStep<Rows, Result> {
    guard let table = answer.table else { return .ask(rows.holding(.rows)) }
    var (design, coding, missing) = try table.design(
      formula, event: event, weights: weights, cluster: cluster, polynomials: polynomials)
    if !design.frequencies.isEmpty, !design.halvesInPatterns { return .ask(rows.holding(.rows)) }
    var cluster = cluster
    if isClusterOptional, Set(design.clusters).count == design.count {
      cluster = nil
      design.clusters = []
    }
    let result = try result(design, options(cluster != nil))
    return .done(
      Result(
        rows: answer,
        fit: FittedRegression(
          design: design, coding: coding, missing: missing, result: result, grade: grade, cluster: cluster)))
  }

  private func result(_ design: Design, _ options: RegressionOptions) throws(RegressionRefusal)
    -> RegressionResult
  {
    if options.method == .firth, options.standardErrors != .model { try refuseIfSeparated(design, options) }
    do {
      return try LogisticRegression(options).fit(design)
    } catch {
      throw .unanswered(error, options.method, RegressionCells(design))
    }
  }

  /// Where a group has no event, the sandwich takes the certainty of its rows for that of its estimate.
  private func refuseIfSeparated(_ design: Design, _ options: RegressionOptions) throws(RegressionRefusal) {
    var plain = options
    plain.method = .ml
    plain.standardErrors = .model
    plain.allowsFewEvents = true
    do {
      _ = try LogisticRegression(plain).estimate(design)
    } catch {
      if case .separated = error { throw .robustOfSeparated }
    }
  }
}
