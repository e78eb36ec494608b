import Regression
import Summaries

/// Who got what and who was seen, at each stage, by models of one set of patients: all, or all but one fold.
///
/// Shapes: predictions of every row, whoever was fitted.
struct TrainingModels: Sendable {
  /// A stage; the same for all where they share a model.
  let treatment: [ActionShares]
  /// By stage and action.
  let seen: [[NuisanceModel]]

  init(_ rows: StagedRows, isTrained: (Int) -> Bool, _ options: EffectOptions) throws(PolicyError) {
    var (treatment, seen): ([ActionShares], [[NuisanceModel]]) = ([], [])
    for stage in rows.stages {
      let fitted = (0..<stage.count).filter { isTrained(stage.patients[$0]) }
      if !rows.sharesTreatmentModel { treatment.append(try Self.treatment(stage, fitted, options)) }
      var models: [NuisanceModel] = []
      for action in stage.actions.indices {
        models.append(try Self.seen(stage, fitted.filter { stage.taken[$0] == action }, options))
      }
      seen.append(models)
    }
    if rows.sharesTreatmentModel {
      let joined = try rows.joinedStages()
      let fitted = (0..<joined.count).filter { isTrained(joined.patients[$0]) }
      let model = try Self.treatment(joined, fitted, options)
      treatment = rows.stages.map { _ in model }
    }
    self.treatment = treatment
    self.seen = seen
  }

  private static func treatment(
    _ stage: StageDecisions, _ fitted: [Int], _ options: EffectOptions
  ) throws(PolicyError) -> ActionShares {
    do {
      return try ActionShares(
        stage.design, fitted: fitted, taken: stage.taken, actions: stage.actions.count,
        columns: stage.treatmentColumns, options)
    } catch {
      throw .propensity(stage: stage.name, error)
    }
  }

  private static func seen(
    _ stage: StageDecisions, _ own: [Int], _ options: EffectOptions
  ) throws(PolicyError) -> NuisanceModel {
    if own.allSatisfy({ !stage.isLost[$0] }) { return NuisanceModel(constant: 1, count: stage.count) }
    if own.allSatisfy({ stage.isLost[$0] }) { return NuisanceModel(constant: 0, count: stage.count) }
    let marks = own.map { stage.isLost[$0] ? 0.0 : 1.0 }
    do {
      return try NuisanceModel(
        stage.design, fitted: own, outcome: marks, columns: stage.lossColumns, kind: .binary, options)
    } catch {
      // A few who were lost have no estimate by maximum likelihood; the penalised one is finite and near to 1.
      var penalised = options
      penalised.modelMethod = .firth
      do {
        return try NuisanceModel(
          stage.design, fitted: own, outcome: marks, columns: stage.lossColumns, kind: .binary, penalised)
      } catch {
        throw .lost(stage: stage.name, error)
      }
    }
  }
}

extension StagedRows {
  /// The rows of all stages one after another, for a model that they share.
  func joinedStages() throws(PolicyError) -> StageDecisions {
    guard let first = stages.first else { throw .noStages }
    for stage in stages
    where stage.actions != first.actions || stage.design.columns != first.design.columns
      || stage.treatmentColumns != first.treatmentColumns
    {
      throw .cannotShare(stage: stage.name)
    }
    var result = StageDecisions(
      name: "all steps", actions: first.actions, patients: stages.flatMap(\.patients),
      taken: stages.flatMap(\.taken),
      design: Design(
        columns: first.design.columns, assignment: first.design.assignment, terms: first.design.terms,
        count: stages.reduce(0) { $0 + $1.count }, x: stages.flatMap(\.design.x), y: []),
      reward: stages.flatMap(\.reward), isLost: stages.flatMap(\.isLost))
    result.treatmentColumns = first.treatmentColumns
    return result
  }

  /// Where a stage's rows begin among those of its treatment model.
  func treatmentOffset(of stage: Int) -> Int {
    sharesTreatmentModel ? stages[..<stage].reduce(0) { $0 + $1.count } : 0
  }
}
