extension JudgedPolicy {
  /// The doubly robust score of what each row of a stage gains from there on under the policy, whatever came before.
  ///
  ///     ψ = Vₖ(h) + Σ over j >= k of Π over k <= i <= j of p / (πᵢ ρᵢ) (rⱼ + Vⱼ₊₁ - Qⱼ)
  ///
  /// Shapes: one value a row of the stage. Their mean over patients who are told apart by what was known there is those patients' value; its
  /// error is that of a mean, as if the models were known.
  ///
  /// Grade: canonical
  public func scores(from stage: Int) -> [Double] {
    let rows = models.rows
    var terms = [[Double]](repeating: [], count: rows.stages.count)
    for place in rows.stages.indices.reversed() where place >= stage {
      let own = rows.stages[place]
      terms[place] = [Double](repeating: 0, count: own.count)
      for (row, next) in rows.following[place].enumerated() {
        let ratio = models.ratio(policy.rules[place], place, row, models.fold[own.patients[row]]).value
        guard ratio > 0 else { continue }
        let later = next < 0 ? 0 : outcomes.values[place + 1][next]
        let rest = own.reward[row] + later - outcomes.own[place][row]
        terms[place][row] = ratio * (rest + (next < 0 ? 0 : terms[place + 1][next]))
      }
    }
    return zip(outcomes.values[stage], terms[stage]).map { $0 + $1 }
  }
}
