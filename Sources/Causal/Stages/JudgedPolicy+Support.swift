extension JudgedPolicy {
  /// Who stands behind the value, stage by stage.
  public var support: PolicySupport {
    let rows = models.rows
    var shares = [Double](repeating: 1, count: rows.count)
    var stages: [StageSupport] = []
    for (place, stage) in rows.stages.enumerated() {
      let own = weights.weights[place]
      for (row, patient) in stage.patients.enumerated() { shares[patient] = weights.followed[place][row] }
      stages.append(
        StageSupport(
          stage: stage.name, reached: weights.reached(place, of: rows),
          weights: WeightDistribution(
            own.filter { $0 > 0 }, truncated: weights.isTruncated[place].count { $0 })))
    }
    return PolicySupport(
      policy: policy.name, stages: stages, modelShare: 1 - RowProducts.sum(shares) / Double(rows.count))
  }
}
