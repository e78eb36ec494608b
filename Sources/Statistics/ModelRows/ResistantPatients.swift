public import Regression
public import Summaries
public import Treatment

/// The patients of a cohort as a flat table for a model of resistance: one row a patient with a step.
///
/// Columns: `resistant` (1 by the rule, 0 not; missing where the rule leaves it open, where it was settled by time
/// zero, and where the files tell of no antidepressant: `no_history`),
/// `baseline` (the score at the start of the current episode's first step), and the covariates of patients.
/// Time zero is the start of the current episode's first step.
///
/// Shapes: rows in the cohort's order; or a row a covariate pattern, with its frequency.
///
/// Grade: exact
/// Not: a cohort followed for equally long. Who is followed for less has less time to become resistant.
/// Throws: ``StatisticError/noRows(wanted:)``
public struct ResistantPatients: RowStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = ModelRows

  public static let outcome = "resistant"
  static let baseline = "baseline"

  /// Names that are covariates, whose kinds the caller has to say.
  public static func covariates(among names: [String]) -> [String] {
    names.filter { $0 != outcome && $0 != baseline && $0 != CohortTable.cluster }
  }

  public static let time = PredictionTime(timeZero: "the start of the first step of the current episode")

  public private(set) var holding = RowHolding.rows
  let rule: any ResistanceRule
  let context: RuleContext
  let covariates: [CovariateRequest]
  let filter: Filter?

  public init(
    by rule: any ResistanceRule, in context: RuleContext, covariates: [CovariateRequest] = [],
    where filter: Filter? = nil
  ) {
    self.rule = rule
    self.context = context
    self.covariates = covariates
    self.filter = filter
  }

  public func holding(_ holding: RowHolding) -> ResistantPatients {
    var result = self
    result.holding = holding
    return result
  }

  public var request: PageRequest {
    var request = PageRequest(scales: [], columns: .histories, covariates: covariates)
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: CohortRows { CohortRows(holding) }

  public func add(_ page: PatientPage, to summary: inout CohortRows) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    var derivation = StepDerivation(
      context.catalogue, formulary: context.formulary, parameters: context.parameters)
    let judge = TrialJudge(context)
    var history = PatientHistory()
    var record = TreatmentRecord()
    var kept: [Int] = []
    var outcomes: [Double] = []
    var baselines: [Double] = []
    var scoring = StepScoring(context.parameters)
    scoring.makesMarks = true
    for patient in 0..<page.histories.count where mask?[patient] ?? true {
      page.histories.copy(patient, to: &history)
      derivation.derive(history, into: &record)
      guard let first = record.steps.firstIndex(where: { $0.episode == record.currentEpisode }) else {
        continue
      }
      judge.judge(history, into: &record)
      let answer = rule.answer(for: record, of: history, in: context)
      kept.append(patient)
      outcomes.append(Self.value(of: answer, at: record.steps[first].start))
      let scores = record.scale.map {
        scoring.scores(
          ofStep: first, of: record, in: history, on: $0, context.formulary)
      }
      baselines.append(scores?.baseline ?? .nan)
      guard let scores, let scale = record.scale else { continue }
      summary.baselines.update(context.catalogue.scales[scale].id, default: BaselineLoss()) { loss in
        loss.add(hasBaseline: !scores.baseline.isNaN) {
          scores.marks.contains(.hasBaseline(wider: $0, .step))
        }
      }
      let scored = record.trials.count { $0.episode == record.currentEpisode && $0.isScored }
      summary.trials.add(scale, count: scored)
    }
    guard !kept.isEmpty else { return }
    var columns = [
      FlatColumn(Self.outcome, .numbers(outcomes)), FlatColumn(Self.baseline, .numbers(baselines)),
    ]
    for covariate in covariates { columns.append(column(covariate, of: kept, in: page)) }
    summary.rows.add(
      FlatTable(columns, rowCount: kept.count), page: page.place, groups: page.patientCount)
  }

  private static func value(of answer: ResistanceJudgement, at start: Int32) -> Double {
    switch answer.status {
    case .resistant: answer.day <= start ? .nan : 1
    case .notResistant: 0
    case .possible, .indeterminate, .noHistory: .nan
    }
  }

  private func column(_ covariate: CovariateRequest, of patients: [Int], in page: PatientPage) -> FlatColumn {
    switch page.patientCovariate(covariate.name, as: covariate.kind) {
    case .number(let numbers): return FlatColumn(covariate.name, .numbers(patients.map { numbers[$0] }))
    case .text(let codes):
      let texts = patients.map { codes[$0] == Vocabulary.missing ? nil : page.vocabulary.text(of: codes[$0]) }
      return FlatColumn(covariate.name, texts: texts)
    }
  }

  public func finish(_ summary: CohortRows) throws(StatisticError) -> ModelRows {
    guard !summary.rows.isEmpty else { throw .noRows(wanted: "patients with a derived step") }
    return summary.rows(
      known: [Self.outcome, Self.baseline] + covariates.map(\.name), of: context.catalogue.scales)
  }
}
