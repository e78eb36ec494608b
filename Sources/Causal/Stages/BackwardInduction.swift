import Regression

/// Outcome models of policies from the last stage to the first, each policy's upon its own value at the next.
///
///     Vₖ(h) = Σ p(a | h) Qₖ(a, h)      Qₖ(a, h) = E(rₖ + Vₖ₊₁ | Aₖ = a, h), fitted to those who were not lost
///     Zₖ = Vₖ + p(A | h) 1[not lost] / (π ρ) (rₖ + Zₖ₊₁ - Qₖ(A, h))
///
/// A set of patients has models of its own at every stage, so that no model of a fold saw one of its patients at any stage.
struct BackwardInduction {
  private let models: StagedModels
  private var rows: StagedRows { models.rows }
  /// Whether a rule is learned from all rows at once, or for each set from those that its models are made of.
  private let learnsTogether: Bool

  init(_ models: StagedModels, learnsTogether: Bool = true) {
    self.models = models
    self.learnsTogether = learnsTogether
  }

  /// What is known of one policy on the way back.
  private struct Road {
    let source: RuleSource
    var error: PolicyError?
    var rules: [StageRule] = []
    var values: [[Double]] = []
    var own: [[Double]] = []
    var fits: [[StageOutcome]] = []
    var trees: [PolicyTree] = []
    var stability: [SplitStability] = []
    /// V and Z of the next stage, a set each.
    var next: [[Double]]
    var scores: [[Double]]
  }

  func outcomes(_ sources: [RuleSource]) -> [Result<PolicyOutcomes, PolicyError>] {
    let none = [[Double]](repeating: [], count: models.sets.count)
    var roads = sources.map { Road(source: $0, next: none, scores: none) }
    for place in rows.stages.indices.reversed() {
      let outcomes = fits(place, &roads)
      for number in roads.indices where roads[number].error == nil {
        do throws(PolicyError) {
          try step(place, &roads[number], outcomes[number])
        } catch {
          roads[number].error = error
        }
      }
    }
    return roads.map { road in
      if let error = road.error { return .failure(error) }
      return .success(
        PolicyOutcomes(
          policy: StagedPolicy(name: road.source.name, rules: road.rules.reversed()),
          values: road.values.reversed(), own: road.own.reversed(), fits: road.fits.reversed(),
          trees: road.trees.reversed(),
          stability: road.stability.reversed()))
    }
  }

  /// What each row gained at the stage and, by the next stage's `later`, after it.
  private func gains(_ place: Int, _ later: [Double]) -> [Double] {
    let stage = rows.stages[place]
    var result = stage.reward
    for (row, next) in rows.following[place].enumerated() where next >= 0 { result[row] += later[next] }
    return result
  }

  /// The models of the stage for each policy, by set and in the order of their layouts.
  private func fits(_ place: Int, _ roads: inout [Road]) -> [[[StageOutcome]]] {
    let stage = rows.stages[place]
    let had = Set(stage.taken)
    let layouts = OutcomeLayout.all(stage, present: stage.actions.indices.filter(had.contains))
    let used = roads.map { road -> [Bool] in
      if case .fixed(let policy) = road.source { return policy.rules[place].used(at: stage) }
      return stage.actions.indices.map(had.contains)
    }
    var result = roads.map { _ in models.sets.map { _ in [StageOutcome]() } }
    for set in models.sets.indices {
      let outcomes = roads.map { $0.error == nil ? gains(place, $0.next[set]) : [] }
      for layout in layouts {
        var fits = StageFits(
          stage, layout, isTrained: { models.isTrained($0, set) }, kind: rows.kind,
          knowsDoubt: !models.isCrossFitted, models.options)
        for number in roads.indices where roads[number].error == nil {
          guard layout.actions.contains(where: { used[number][$0] }) else { continue }
          do throws(PolicyError) {
            result[number][set].append(try fits.fit(outcomes[number]))
          } catch {
            roads[number].error = error
          }
        }
      }
    }
    return result
  }

  private func step(_ place: Int, _ road: inout Road, _ fits: [[StageOutcome]]) throws(PolicyError) {
    let stage = rows.stages[place]
    let set = stage.patients.map { models.fold[$0] }
    let known = fits.map { Self.byAction($0, stage) }
    let rules: [StageRule]
    switch road.source {
    case .fixed(let policy): rules = models.sets.map { _ in policy.rules[place] }
    case .learned(_, let learn):
      let later = road.scores.map { gains(place, $0) }
      let scores = models.sets.indices.map { own in
        StageScores(outcomes: known[own], doublyRobust: doublyRobust(place, known[own], later[own], own))
      }
      if learnsTogether {
        let found = try learn(place, Self.joined(scores, set), Array(0..<stage.count))
        rules = models.sets.map { _ in found.rule }
        if let tree = found.tree { road.trees.append(tree) }
        if let stability = found.stability { road.stability.append(stability) }
      } else {
        var found: [StageRule] = []
        for own in models.sets.indices {
          let trained = (0..<stage.count).filter { models.isTrained(stage.patients[$0], own) }
          found.append(try learn(place, scores[own], trained).rule)
        }
        rules = found
      }
      road.scores = models.sets.indices.map { own in
        var result = value(rules[own], stage, known[own])
        for row in 0..<stage.count {
          let ratio = models.ratio(rules[own], place, row, own).value
          guard ratio > 0 else { continue }
          result[row] += ratio * (later[own][row] - known[own][stage.taken[row]][row])
        }
        return result
      }
    }
    road.next = models.sets.indices.map { value(rules[$0], stage, known[$0]) }
    road.rules.append(Self.joined(rules, set, stage))
    road.values.append(set.indices.map { road.next[set[$0]][$0] })
    road.own.append(
      set.indices.map { row in
        let values = known[set[row]][stage.taken[row]]
        return values.isEmpty ? 0 : values[row]
      })
    road.fits.append(models.isCrossFitted ? [] : fits[0])
  }

  private static func byAction(_ fits: [StageOutcome], _ stage: StageDecisions) -> [[Double]] {
    stage.actions.indices.map { action in fits.lazy.map { $0.values[action] }.first { !$0.isEmpty } ?? [] }
  }

  private func value(_ rule: StageRule, _ stage: StageDecisions, _ known: [[Double]]) -> [Double] {
    let actions = stage.actions.count
    return (0..<stage.count).map { row in
      var sum = 0.0
      for action in 0..<actions where !known[action].isEmpty {
        let share = rule.share(of: action, row, taken: stage.taken[row], actions: actions)
        if share > 0 { sum += share * known[action][row] }
      }
      return sum
    }
  }

  private func doublyRobust(
    _ place: Int, _ known: [[Double]], _ later: [Double], _ set: Int
  ) -> [[Double]] {
    let stage = rows.stages[place]
    var result = known
    for row in 0..<stage.count where !stage.isLost[row] {
      let action = stage.taken[row]
      let weight = 1 / (models.probability(place, row, set).value * models.seen(place, row, set))
      result[action][row] += weight * (later[row] - known[action][row])
    }
    return result
  }

  /// Each row by its own set.
  private static func joined(_ scores: [StageScores], _ set: [Int]) -> StageScores {
    guard scores.count > 1 else { return scores[0] }
    func pick(_ path: (StageScores) -> [[Double]]) -> [[Double]] {
      let all = scores.map(path)
      return all[0].indices.map { action in
        all[0][action].isEmpty ? [] : set.indices.map { all[set[$0]][action][$0] }
      }
    }
    return StageScores(outcomes: pick(\.outcomes), doublyRobust: pick(\.doublyRobust))
  }

  private static func joined(_ rules: [StageRule], _ set: [Int], _ stage: StageDecisions) -> StageRule {
    guard rules.count > 1, !rules.allSatisfy({ $0 == rules[0] }) else { return rules[0] }
    // Learned rules name an action.
    return .actions(
      set.indices.map { row in
        if case .actions(let chosen) = rules[set[row]] { return chosen[row] }
        preconditionFailure("a learned rule names actions")
      })
  }
}
