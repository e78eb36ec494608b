public import Regression
public import Summaries
public import Treatment

/// The scored steps of a cohort as a flat table for a regression: one row a patient x episode x step x scale.
///
/// Columns by name: `strategy, agent, agents, step, episode, scale, start_day, end_day`, `baseline` (the score that the
/// step or, with `.entry`, the patient started from), `endpoint`, `entry`; `response` and `remission` by the scale's own
/// rule, 0 or 1, missing where the rule or the reading of missing endpoints does not judge the step; a steps file's
/// `score_start`, `score_end` and `score_entry` name the first score, the endpoint and the entry score. Any other name is
/// a covariate. ``cluster`` is a column of its own that numbers the patients, where rows are held.
///
/// Shapes: rows in the cohort's order, whatever the number of workers; or a row a covariate pattern, with its frequency.
/// Grade: exact
/// Not: pooled over scales. More than one scale in the rows is an error, unless `scale` is among the columns.
/// Throws: ``StatisticError/noRows(wanted:)``, ``StatisticError/notAvailable(outcome:scale:reason:)``
public struct CohortTable: RowStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = ModelRows

  /// The name of the column that numbers the patients; the identifiers themselves are in no page.
  public static let cluster = "patient_id"

  static let reserved: [String] = [
    "strategy", "agent", "agents", "step", "episode", "scale", "start_day", "end_day", "baseline", "endpoint",
    "entry",
    "response", "remission", "score_start", "score_end", "score_entry",
  ]

  /// The names that are covariates, whose kinds the caller has to say.
  public static func covariates(among names: [String]) -> [String] {
    names.filter { !reserved.contains($0) && $0 != cluster }
  }

  public private(set) var holding = RowHolding.rows
  let names: [String]
  let covariates: [CovariateRequest]
  private let clustersByPatient: Bool
  let scale: String?
  let baseline: BaselineKind
  let endpoint: Endpoint
  let missing: MissingReading
  let filter: Filter?

  /// `names` are the columns that the formula reads; `covariates` say the kinds of those that are covariates.
  public init(
    _ names: [String], covariates: [CovariateRequest] = [], clustersByPatient: Bool = true,
    scale: String? = nil,
    baseline: BaselineKind = .step, endpoint: Endpoint = .last, missing: MissingReading = .observed,
    where filter: Filter? = nil
  ) {
    self.names = names.filter(Self.reserved.contains)
    self.covariates = covariates
    // Who the patient is predicts nothing: a formula that names the column finds none.
    self.clustersByPatient = clustersByPatient && !names.contains(Self.cluster)
    self.scale = scale
    self.baseline = baseline
    self.endpoint = endpoint
    self.missing = missing
    self.filter = filter
  }

  public func holding(_ holding: RowHolding) -> CohortTable {
    var result = self
    result.holding = holding
    return result
  }

  /// Patterns are of no one patient.
  var numbersPatients: Bool { clustersByPatient && holding == .rows }

  public var request: PageRequest {
    var request = PageRequest(scales: scale.map { [$0] }, endpoint: endpoint, covariates: covariates)
    if let filter { request.read(filter.reads) }
    let wanted = Set(names)
    if baseline == .entry || !wanted.isDisjoint(with: ["entry", "score_entry"]) {
      request.columns.insert(.entry)
    }
    if missing == .locf || missing == .locfBaseline { request.columns.insert(.last) }
    if wanted.contains("episode") { request.columns.insert(.episode) }
    if !wanted.isDisjoint(with: ["agent", "agents"]) { request.columns.insert(.agents) }
    if !wanted.isDisjoint(with: ["start_day", "end_day"]) { request.columns.insert(.days) }
    return request
  }

  public var empty: CohortRows { CohortRows(holding) }

  public func finish(_ summary: CohortRows) throws(StatisticError) -> ModelRows {
    guard !summary.rows.isEmpty else { throw .noRows(wanted: "the model") }
    let scales = summary.scales.ordered.map(\.key)
    let outcomes = [Outcome.response, .remission].filter { names.contains($0.rawValue) }
    if scales.count > 1, !names.contains("scale") {
      throw .notAvailable(
        outcome: outcomes.first?.rawValue ?? "the model", scale: scales.joined(separator: " and "),
        reason: "scales are never pooled, and --scale names one of them")
    }
    if let reason = summary.unavailable {
      throw .notAvailable(outcome: reason.outcome, scale: reason.scale, reason: reason.reason)
    }
    return summary.rows(known: Self.reserved + covariates.map(\.name), of: [])
  }
}
