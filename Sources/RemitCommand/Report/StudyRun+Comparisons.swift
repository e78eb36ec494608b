import Causal
import Intake
import Regression
import Reporting
import Statistics
import Treatment

extension StudyRun {
  /// The study's comparisons; one without an adjusted estimate says so in its section.
  func comparisons() async throws -> StudyComparisons? {
    if study.comparisons.isEmpty { return nil }
    var entries: [StudyComparisons.Entry] = []
    for comparison in study.comparisons {
      let question = question(comparison)
      let found = try await question.answer()
      entries.append(
        StudyComparisons.Entry(
          stem: comparison.name == "effects" ? "effects" : "effects-" + comparison.name,
          heading: comparison.heading ?? heading(comparison), trial: found.trial,
          notes: found.notes.map(ModelFailure.asKeys),
          table: found.table,
          failure: found.failure.map { ModelFailure.asKeys($0.words(under: study.disclosure.rule())) }))
    }
    return StudyComparisons(entries)
  }

  private func heading(_ comparison: ComparisonSpecification) -> String {
    let words = StrategyQuestion.words
    let others = comparison.strategies.filter { $0 != comparison.reference }.map(words)
    return "\(others.joined(separator: ", ")) against \(words(comparison.reference))"
      + (comparison.filter.map { ", \($0)" } ?? "")
  }

  private func question(_ comparison: ComparisonSpecification) -> StrategyQuestion {
    var question = StrategyQuestion(
      cohort: cohort, strategies: comparison.strategies, reference: comparison.reference,
      adjustment: comparison.adjustment)
    (question.at, question.outcome, question.scale) = (
      comparison.filter, comparison.outcome, comparison.scale
    )
    (question.baseline, question.endpoint) = (comparison.baseline, comparison.endpoint)
    (question.landmark, question.parameters) = (comparison.landmark, study.derivation)
    (question.roles, question.allowedLeakage) = (comparison.roles, comparison.allowedLeakage)
    (question.bootstrap, question.negativeControl) = (comparison.bootstrap, comparison.negativeControl)
    question.disclosure = study.disclosure.rule()
    question.options.population = EffectPopulation(rawValue: comparison.population) ?? .everybody
    question.options.modelMethod = comparison.method == "firth" ? .firth : .ml
    (question.options.level, question.options.leastProbability) = (
      comparison.level, comparison.leastProbability
    )
    (question.options.folds, question.options.seed) = (comparison.folds, comparison.seed)
    question.options.allowsFewEvents = comparison.allowsFewEvents
    return question
  }
}
