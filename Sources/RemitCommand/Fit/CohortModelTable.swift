import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// The rows of a model from a cohort: its scored steps, or, for the outcome `resistant`, its patients.
struct CohortModelTable {
  let cohort: OpenCohort
  let formula: Formula
  /// The scale by name; `nil` = the cohort's only one.
  var scale: String?
  /// The scale that a study names for all its tables, which judges trials where the model names none.
  var studyScale: String?
  var baseline = BaselineKind.step
  var endpoint = Endpoint.last
  var missing = MissingReading.observed
  var filter: Filter?
  var parameters = DerivationParameters()
  /// The definition of the outcome `resistant`.
  var rule: String?

  init(_ cohort: OpenCohort, _ formula: Formula) {
    self.cohort = cohort
    self.formula = formula
  }

  /// Whether a row is a patient and not a step.
  var isOfPatients: Bool { formula.columns.contains(ResistantPatients.outcome) }

  /// What day 0 of a prediction is, where the outcome is looked for, and which scores the rows rest on.
  func sentences(of rows: ModelRows, under disclosure: Disclosure) -> [String] {
    if isOfPatients {
      let context = try? StudyScale(named: scale ?? studyScale).context(of: cohort, parameters)
      return ResistantPatients.time.sentences + [
        "Who has no trial of an antidepressant in the files (no_history) is neither resistant nor not: such a row lacks "
          + "'resistant' and is left out."
      ] + [context?.scaleSentence].compactMap { $0 } + trials(rows, disclosure)
        + baselines(rows, disclosure, of: "Patients' first steps of the current episode")
    }
    return [
      "Time zero is the start of each step, and the landmark: covariates are those known by then. The outcome is judged by "
        + "\(endpoint.words), after its start and before the next step."
    ] + baselines(rows, disclosure, of: "Steps")
  }

  /// How many trials a score on which scale decides (F44).
  private func trials(_ rows: ModelRows, _ disclosure: Disclosure) -> [String] {
    if rows.trials.isEmpty { return [] }
    let counts = rows.trials.map { "\($0.scale) \(disclosure.amount($0.trials))" }
    return [
      "Trials of the current episodes that a score decides, by scale: \(counts.joined(separator: ", "))."
    ]
  }

  /// Which scores the steps start from.
  private func baselines(_ rows: ModelRows, _ disclosure: Disclosure, of starts: String) -> [String] {
    guard cohort.cohort.isRaw else { return [] }
    var losses = BaselineLosses(parameters.baselineWindow, of: starts, under: disclosure)
    for (scale, loss) in rows.baselines { losses.add(loss, on: scale) }
    return losses.sentences
  }

  /// Levels of the formula's factors that too few patients have, by variable: of rows of steps whose patients the fit does not
  /// tell apart. A level of two patients may have many steps.
  func rareLevels(_ levels: RareLevels, of fit: FittedRegression) async throws -> [String: Set<String>] {
    if isOfPatients || fit.cluster == CohortTable.cluster { return [:] }
    let texts = try CovariateTypes(cohort.cohort).requests(CohortTable.covariates(among: formula.columns))
      .filter { $0.kind == .text }
    let keys =
      texts.map { GroupKey.covariate($0.name) } + (formula.columns.contains("strategy") ? [.strategy] : [])
    return try await levels.pools(of: keys, seen: nil).mapValues(\.levels)
  }

  /// What is said where several rows of one patient are taken as independent.
  static let independence =
    "Steps of one patient are taken as independent: limits of the likelihood know no clusters. Where patients have several steps, they "
    + "are too narrow."

  /// What a reader must know of covariates that are not what they seem.
  var cautions: [String] {
    guard cohort.cohort.isRaw else { return [] }
    let names = Set(formula.leakageTerms.flatMap(\.variables))
    var result: [String] = []
    if names.contains("strategy") {
      result.append(
        "A strategy that the decision table makes uses up to \(parameters.overlapSwitchMax) days after the step's start: for prediction, put "
          + "time zero there.")
    }
    for column in ProgrammeColumn.allCases where names.contains(column.rawValue) {
      result.append(
        "'\(column.rawValue)' is known \(parameters.programmeDays) days after the step's start, no sooner: for prediction, put time zero "
          + "there.")
    }
    return result
  }

  /// The formula's regression on these rows, with the rows themselves.
  ///
  /// `isRead` is called after each round, before any fit.
  func fitted(
    options: @escaping @Sendable (_ isClustered: Bool) -> RegressionOptions, cluster: String? = nil,
    isClusterOptional: Bool = false, event: String? = nil, weights: String? = nil,
    polynomials: PolynomialRows, isRead: () -> Void = {}
  ) async throws -> (rows: ModelRows, fit: FittedRegression) {
    func answer<Rows: RowStatistic<PatientPage>>(
      _ rows: Rows
    ) async throws -> (rows: ModelRows, fit: FittedRegression) where Rows.Result == ModelRows {
      var regression = FormulaRegression(formula, on: rows, options: options)
      (regression.event, regression.weights, regression.cluster) = (event, weights, cluster)
      (regression.isClusterOptional, regression.polynomials) = (isClusterOptional, polynomials)
      let result = try await regression.result { round in
        let rows = try await cohort.answer(round)
        isRead()
        return rows
      }
      return (result.rows, result.fit)
    }
    return isOfPatients ? try await answer(patients()) : try await answer(steps())
  }

  private func steps() throws -> CohortTable {
    let names = formula.columns
    let covariates = try CovariateTypes(cohort.cohort).requests(CohortTable.covariates(among: names))
    // A file of steps shows in its rows what it holds; another reading of it would only say so sooner.
    let scales = cohort.cohort.isRaw ? try cohort.cohort.scales() : []
    let named = try scale.map { try identifier(of: $0) } ?? (scales.count == 1 ? scales.first : nil)
    return CohortTable(
      names, covariates: covariates, scale: named, baseline: baseline, endpoint: endpoint, missing: missing,
      where: filter)
  }

  private func patients() throws -> ResistantPatients {
    guard cohort.cohort.isRaw else {
      throw Failure(
        .configuration,
        "'resistant' is judged from exposures and assessments, and this cohort holds steps only. Model response or remission, "
          + "or name a folder with exposures.csv and assessments.csv.")
    }
    guard let rule = rule.flatMap(ResistanceRules.named) else {
      throw Failure(
        .configuration,
        "'resistant' needs its definition: --outcome-rule with one of \(ResistanceRules.all.map(\.id).joined(separator: ", "))."
      )
    }
    if filter?.readsSteps == true {
      throw Failure(
        .configuration, "--where: a model of patients takes a filter about covariates of patients only.")
    }
    let context = try StudyScale(named: scale ?? studyScale).context(of: cohort, parameters)
    if context.scale == nil, context.scales.count > 1, formula.columns.contains("baseline") {
      throw Failure(
        .configuration,
        "'baseline' would hold scores of several scales (\(context.scaleNames.joined(separator: ", "))), which are never pooled. "
          + "Name one with --scale.")
    }
    if let reason = rule.unavailability(in: context) {
      throw Failure(.configuration, "--outcome-rule \(rule.id): \(reason).")
    }
    let names = ResistantPatients.covariates(among: formula.columns)
    return ResistantPatients(
      by: rule, in: context, covariates: try CovariateTypes(cohort.cohort).requests(names), where: filter)
  }

  private func identifier(of name: String) throws -> String {
    let catalogue = cohort.cohort.catalogue
    guard let place = catalogue.scale(named: name) else {
      throw Failure(.configuration, "'\(name)' is no scale of the catalogue.")
    }
    return catalogue.scales[place].id
  }
}
