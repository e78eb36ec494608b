import Summaries

extension StagedModels {
  /// The models of the outcome of each policy; a policy that is refused does not stop the others.
  public func judged(_ policies: [StagedPolicy]) -> [Result<JudgedPolicy, PolicyError>] {
    var checked: [Result<RoadWeights, PolicyError>] = []
    for policy in policies {
      do throws(PolicyError) { checked.append(.success(try check(policy))) } catch {
        checked.append(.failure(error))
      }
    }
    let sound = policies.indices.filter { if case .success = checked[$0] { true } else { false } }
    let outcomes = BackwardInduction(self).outcomes(sound.map { .fixed(policies[$0]) })
    var result: [Result<JudgedPolicy, PolicyError>] = checked.map { $0.flatMap { _ in .failure(.noStages) } }
    for (place, number) in sound.enumerated() {
      result[number] = checked[number].flatMap { weights in
        outcomes[place].map { JudgedPolicy(self, $0, weights) }
      }
    }
    return result
  }

  /// One policy alone.
  public func judged(_ policy: StagedPolicy) throws(PolicyError) -> JudgedPolicy {
    try judged([policy])[0].get()
  }

  /// The value of a policy by one method.
  public func value(_ method: EffectMethod, of policy: StagedPolicy) throws(PolicyError) -> PolicyValue {
    try judged(policy).value(method)
  }

  /// A policy's weights, if it can have a value.
  ///
  /// Throws: `otherStages`, `hole`, `nobodyHad`, `supportEnds`.
  func check(_ policy: StagedPolicy) throws(PolicyError) -> RoadWeights {
    guard policy.rules.count == rows.stages.count else {
      throw .otherStages(policy: policy.name, rules: policy.rules.count, stages: rows.stages.count)
    }
    for (stage, rule) in zip(rows.stages, policy.rules) {
      let holes = rule.holes(stage.count, actions: stage.actions.count)
      if holes > 0 { throw .hole(policy: policy.name, stage: stage.name, patients: holes) }
      let had = Set(stage.taken)
      for (action, isUsed) in rule.used(at: stage).enumerated() where isUsed && !had.contains(action) {
        throw .nobodyHad(policy: policy.name, stage: stage.name, action: stage.actions[action])
      }
    }
    let weights = RoadWeights(self, policy)
    for (place, stage) in rows.stages.enumerated() {
      // Whom the policy would have ended before has no need of a follower here.
      let isReached = place == 0 || weights.reached(place, of: rows) > 0
      if isReached, !weights.weights[place].contains(where: { $0 > 0 }) {
        throw .supportEnds(policy: policy.name, stage: stage.name)
      }
    }
    return weights
  }

  /// The first policy's value less the second's, with the error of their joint influence.
  ///
  /// Not: for values of two methods, or of other models than these.
  public func difference(_ first: PolicyValue, _ second: PolicyValue) -> EffectEstimate {
    var error: Double?
    if let one = first.influence, let other = second.influence {
      error = standardError(of: one.indices.map { one[$0] - other[$0] })
    }
    return EffectEstimate(
      estimate: first.value.estimate - second.value.estimate, standardError: error, level: options.level)
  }

  /// The standard error of a mean with this influence, robust to clusters.
  public func standardError(of influence: [Double]) -> Double {
    var squares = 0.0
    if rows.clusters.isEmpty {
      squares = RowProducts.sum(influence.map { $0 * $0 })
    } else {
      var sums = [Double](repeating: 0, count: Int(rows.clusters.max() ?? 0) + 1)
      for (patient, cluster) in rows.clusters.enumerated() { sums[Int(cluster)] += influence[patient] }
      squares = RowProducts.sum(sums.map { $0 * $0 })
    }
    return squares.squareRoot() / Double(rows.count)
  }
}
