import LinearAlgebra
import Summaries

/// How the rule of one stage is chosen from its scores.
enum StageLearning: Sendable {
  case highest
  /// - Parameter isStable: whether to ask samples of patients.
  case tree([TreeCovariates], TreeOptions, isStable: Bool)

  func rule(
    _ place: Int, _ scores: StageScores, _ trained: [Int], of rows: StagedRows, seed: UInt64
  ) throws(PolicyError) -> LearnedRule {
    let stage = rows.stages[place]
    switch self {
    case .highest: return LearnedRule(rule: .actions(Self.highest(scores.outcomes, stage.count)))
    case .tree(let covariates, let options, let isStable):
      guard covariates.count == rows.stages.count,
        covariates[place].columns.allSatisfy({ $0.count == stage.count })
      else { throw .noTree(stage: stage.name, reason: "it needs covariates for every step and patient") }
      return try Self.tree(
        covariates[place], options, isStable: isStable, stage, scores.doublyRobust, trained,
        numbers: rows.streamNumbers, seed: seed)
    }
  }

  /// The first action of the highest value in each row.
  private static func highest(_ outcomes: [[Double]], _ count: Int) -> [Int] {
    (0..<count).map { row in
      var best: Int?
      for action in outcomes.indices where !outcomes[action].isEmpty {
        if let known = best, outcomes[action][row] <= outcomes[known][row] { continue }
        best = action
      }
      return best ?? 0
    }
  }

  private static func tree(
    _ covariates: TreeCovariates, _ options: TreeOptions, isStable: Bool, _ stage: StageDecisions,
    _ scores: [[Double]], _ trained: [Int], numbers: [UInt64], seed: UInt64
  ) throws(PolicyError) -> LearnedRule {
    let actions = scores.indices.filter { !scores[$0].isEmpty }
    guard actions.count <= TreeSearch.mostActions else {
      throw .noTree(
        stage: stage.name,
        reason: "there are more than \(TreeSearch.mostActions) strategies; join the rarer ones")
    }
    for (name, column) in zip(covariates.names, covariates.columns) where !column.allSatisfy(\.isFinite) {
      throw .noTree(
        stage: stage.name, reason: "'\(name)' is not known of every patient; leave it out, or those patients")
    }
    func search(_ weights: [Int]) -> PolicyTree? {
      TreeSearch(
        covariates.columns.map { column in trained.map { column[$0] } },
        scores: actions.map { action in trained.map { scores[action][$0] } }, weights: weights, options)?.tree
    }
    guard let found = search([]) else {
      throw .noTree(
        stage: stage.name, reason: "it has fewer patients than the smallest leaf (\(options.smallestLeaf))")
    }
    let tree = found.renamed(actions)
    let chosen = (0..<stage.count).map { row in tree.action { covariates.columns[$0][row] } }
    var result = LearnedRule(rule: .actions(chosen), tree: tree)
    guard isStable, options.bootstraps > 0 else { return result }
    let draws = PatientDraws(numbers: trained.map { numbers[stage.patients[$0]] }, seed: seed)
    let firsts = (0..<options.bootstraps).map { sample in search(draws.counts(sample))?.firstCovariate }
    result.stability = SplitStability(stage: stage.name, firsts, own: tree.firstCovariate)
    return result
  }
}
