import Causal
import Intake
import Regression
import Reporting
import Statistics
import Treatment

extension StudyRun {
  /// The study's roadmap; one without any value says so in its section.
  func roadmap() async throws -> StudyRoadmap? {
    guard let asked = study.roadmap else { return nil }
    var options = RoadmapOptions(adjustment: asked.adjustment)
    (options.outcome, options.lastStep, options.fewest) = (asked.outcome, asked.lastStep, asked.fewest)
    (options.strategies, options.cluster, options.modifiers) = (
      asked.strategies, asked.cluster, asked.modifiers
    )
    (options.effects.modelMethod, options.effects.level) = (
      asked.method == "firth" ? .firth : .ml, asked.level
    )
    (options.effects.leastProbability, options.effects.folds, options.effects.seed) = (
      asked.leastProbability, asked.folds, asked.seed
    )
    if !asked.treeBy.isEmpty {
      var learning = RoadLearning(.tree)
      learning.by = asked.treeBy
      (learning.tree.depth, learning.tree.smallestLeaf, learning.tree.bootstraps) = (
        asked.depth, asked.smallestLeaf, asked.bootstraps
      )
      if asked.folds > 1 { learning.folds = asked.folds }
      options.learning = learning
    }
    var question = RoadmapQuestion(cohort: cohort, policies: asked.policies, options: options)
    (question.filter, question.scale, question.endpoint) = (asked.filter, asked.scale, asked.endpoint)
    question.parameters = study.derivation
    (question.roles, question.allowedLeakage) = (asked.roles, asked.allowedLeakage)
    question.disclosure = study.disclosure.rule()
    do {
      let found = try await question.answer()
      return StudyRoadmap(
        heading: asked.heading, table: found.table, notes: found.notes.map(ModelFailure.asKeys))
    } catch let error as RoadmapError {
      guard case .stages = error else { throw error }
      return StudyRoadmap(
        heading: asked.heading, failure: ModelFailure.asKeys(error.words(study.disclosure.rule().amount)))
    }
  }
}
