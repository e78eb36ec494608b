import Foundation
import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

extension StudyRun {
  /// The study's models, each a section of the report; one that has no answer says so in its section.
  func predictors() async throws -> (sections: [PredictorSection], grades: [Provenance.Entry]) {
    var sections: [PredictorSection] = []
    var grades: [Provenance.Entry] = []
    for model in study.predictors {
      do {
        let (section, grade) = try await section(of: model)
        sections.append(section)
        grades.append(.init("predictors-\(model.name)", grade.rawValue))
      } catch {
        let method: RegressionOptions.Method = model.method == "firth" ? .firth : .ml
        // What was worded already stays as it is but for the names of options.
        let failure = ModelFailure(place: .study, method: method, rule: study.disclosure.rule()).failure(
          error)
        guard failure.family == .noAnswer else { throw failure }
        sections.append(unanswered(model, failure))
        grades.append(.init("predictors-\(model.name)", LogisticRegression.grade.rawValue))
      }
    }
    return (sections, grades)
  }

  /// The section of a model without an answer: which, why, and the way out.
  private func unanswered(_ model: PredictorSpecification, _ failure: Failure) -> PredictorSection {
    PredictorSection(
      name: model.name, heading: heading(of: model), failure: failure.message,
      definition: ["Model '\(model.name)': \(model.formula)"])
  }

  private func heading(of model: PredictorSpecification) -> String {
    let outcome = (try? Formula(parsing: model.formula))?.outcomeColumns ?? []
    return model.heading ?? "Predictors of \(outcome.joined(separator: ", "))"
  }

  private func section(
    of model: PredictorSpecification
  ) async throws -> (section: PredictorSection, grade: Grade) {
    let formula = try Formula(parsing: model.formula)
    let outcome = formula.outcomeColumns
    let roles = CohortTable.roles.filter { !outcome.contains($0.key) }
      .merging(try CovariateRole.roles(model.roles)) { $1 }
    let report = try LeakageGuard(rule: model.outcomeRule, roles: roles, allowing: model.allowedLeakage)
      .check(formula.leakageTerms)
    var rows = CohortModelTable(cohort, formula)
    (rows.scale, rows.baseline, rows.endpoint, rows.missing) = (
      model.scale, model.baseline, model.endpoint, model.missing
    )
    if let named = study.common.scales, named.count == 1 { rows.studyScale = named.first }
    rows.filter = try RatesQuestion(by: "", filter: model.filter, catalogue: cohort.cohort.catalogue)
      .condition()
    (rows.parameters, rows.rule) = (study.derivation, model.outcomeRule)
    let isFirth = model.method == "firth"
    let wantsProfile = (model.interval ?? (isFirth ? "profile" : "wald")) == "profile"
    let clusters = !rows.isOfPatients && model.clustersByPatient && !wantsProfile
    let rule = study.disclosure.rule()
    let polynomials = PolynomialRows(rawValue: model.polynomialRows) ?? .used
    let found = try await ModelFailure.worded(.study, under: rule) {
      try await rows.fitted(
        options: { isClustered in
          var options = RegressionOptions()
          options.method = isFirth ? .firth : .ml
          options.standardErrors =
            model.standardErrors.flatMap(RegressionOptions.StandardErrors.init)
            ?? (isClustered ? .cr1 : .model)
          options.allowsFewEvents = model.allowsFewEvents
          options.interval =
            model.interval.flatMap(RegressionOptions.Interval.init) ?? (isFirth ? .profile : .wald)
          options.level = model.level
          return options
        }, cluster: clusters ? CohortTable.cluster : nil, isClusterOptional: model.standardErrors == nil,
        polynomials: polynomials)
    }
    let fitted = FittedModel(
      found.fit, under: rule, declared: rareLevels.declared(formula.columns),
      rare: try await rows.rareLevels(rareLevels, of: found.fit))
    let section = PredictorSection(
      name: model.name, heading: heading(of: model),
      definition: definition(of: model, rows, rows.sentences(of: found.rows, under: rule)),
      model: fitted.shown,
      curves: try fitted.curves(level: model.level, under: rule), names: names,
      notes: independence(fitted, rows, asked: clusters) + report.sentences
        + MissingRowsText(fitted.kept, under: rule).sentences
        + fitted.basisSentences(polynomials).map(ModelFailure.asKeys) + rows.cautions)
    return (section, found.fit.grade)
  }

  /// What is said where several rows of one patient are taken as independent.
  private func independence(_ fitted: FittedModel, _ rows: CohortModelTable, asked clusters: Bool) -> [String]
  {
    if rows.isOfPatients || clusters { return [] }
    return [CohortModelTable.independence]
  }

  /// Formula, outcome, rows and time zero, in sentences.
  private func definition(
    of model: PredictorSpecification, _ rows: CohortModelTable, _ sentences: [String]
  ) -> [String] {
    let outcome =
      rows.isOfPatients
      ? "Outcome: resistant by \(model.outcomeRule ?? ""), one row a patient."
      : "Outcome against the \(model.baseline == .step ? "step's" : "patient's") baseline, endpoint \(model.endpoint.label), "
        + "missing endpoints: \(model.missing.rawValue); one row a step."
    return ["Model: \(model.formula)", outcome, sentences.joined(separator: " ")]
      + (model.filter.map { ["Kept: \($0)."] } ?? [])
  }
}
