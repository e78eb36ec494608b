/// What the doubt of the models' coefficients adds to an influence, by the stacked estimating equations.
extension JudgedPolicy {
  /// The models of who got what and of who was lost.
  ///
  /// - Parameter terms: what the equation holds, of a patient, that has the patient's weight at the stage as a factor.
  func addTreatment(to influence: inout [Double], _ terms: (_ stage: Int, _ patient: Int) -> Double) {
    let set = models.sets[0]
    var joined: [Double] = []
    for (place, stage) in models.rows.stages.enumerated() {
      let rule = policy.rules[place]
      let own = (0..<stage.count).map { row in
        weights.weights[place][row] == 0 ? 0 : terms(place, stage.patients[row])
      }
      // Where nothing was weighted for, or the probability was cut, nothing moves.
      let treated = (0..<stage.count).map { row in
        rule.isObserved(row) || weights.isTruncated[place][row] ? 0 : own[row]
      }
      if models.rows.sharesTreatmentModel {
        joined += treated
      } else if let found = set.treatment[place].correction(treated, stage.design, taken: stage.taken) {
        for (row, patient) in stage.patients.enumerated() { influence[patient] += found[row] }
      }
      for action in stage.actions.indices {
        let model = set.seen[place][action]
        // ∂(1/ρ)/∂η = -(1 - ρ) / ρ
        let derivatives = (0..<stage.count).map { row in
          stage.taken[row] == action && model.slopes[row] != 0 ? -own[row] * (1 - model.values[row]) : 0
        }
        guard derivatives.contains(where: { $0 != 0 }) else { continue }
        var found = [Double](repeating: 0, count: stage.count)
        model.addCorrection(derivatives, stage.design, to: &found)
        for (row, patient) in stage.patients.enumerated() { influence[patient] += found[row] }
      }
    }
    if models.rows.sharesTreatmentModel, let all = try? models.rows.joinedStages(),
      let found = set.treatment[0].correction(joined, all.design, taken: all.taken)
    {
      for (row, patient) in all.patients.enumerated() { influence[patient] += found[row] }
    }
  }

  /// The models of the outcome, from the first stage to the last: a model's coefficients hang on those of the next stage by the value
  /// that they were fitted to.
  ///
  ///     d₁(a) = p(a) Q'₁(a)      dₖ₊₁(a) = (x A⁻¹ Σ dₖ x [+ wₖ]) p(a) Q'ₖ₊₁(a)      [each less 1[A = a] wₖ Q'ₖ(a)]
  ///
  /// in brackets what weights add.
  func addOutcomes(to influence: inout [Double], isWeighted: Bool) {
    var through = [Double](repeating: 1, count: models.rows.stages.first?.count ?? 0)
    for (place, stage) in models.rows.stages.enumerated() {
      let rule = policy.rules[place]
      var later = [Double](
        repeating: 0, count: place + 1 < models.rows.stages.count ? models.rows.stages[place + 1].count : 0)
      for model in outcomes.fits[place] {
        let derivatives = stage.actions.indices.map { action -> [Double] in
          let slopes = model.slopes[action]
          if slopes.isEmpty { return [] }
          return (0..<stage.count).map { row in
            let share = rule.share(
              of: action, row, taken: stage.taken[row], actions: stage.actions.count)
            let weight = isWeighted && stage.taken[row] == action ? weights.weights[place][row] : 0
            return (through[row] * share - weight) * slopes[row]
          }
        }
        let carried = model.carried(derivatives, stage)
        for (row, patient) in stage.patients.enumerated() {
          influence[patient] += carried[row] * model.residuals[row]
          let next = models.rows.following[place][row]
          if next >= 0 { later[next] += carried[row] }
        }
      }
      if isWeighted {
        for (row, next) in models.rows.following[place].enumerated() where next >= 0 {
          later[next] += weights.weights[place][row]
        }
      }
      through = later
    }
  }
}
