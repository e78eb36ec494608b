extension JudgedPolicy {
  /// Who stands behind the value, stage by stage.
  public var support: PolicySupport {
    let rows = models.rows
    var shares = [Double](repeating: 1, count: rows.count)
    var stages: [StageSupport] = []
    for (place, stage) in rows.stages.enumerated() {
      let own = weights.weights[place]
      var reached = stage.count
      if place > 0 {
        reached = zip(rows.following[place - 1], weights.weights[place - 1]).count { $0 >= 0 && $1 > 0 }
      }
      for (row, patient) in stage.patients.enumerated() { shares[patient] = weights.followed[place][row] }
      stages.append(
        StageSupport(
          stage: stage.name, reached: reached,
          weights: WeightDistribution(
            own.filter { $0 > 0 }, truncated: weights.isTruncated[place].count { $0 })))
    }
    return PolicySupport(
      policy: policy.name, stages: stages, modelShare: 1 - RowProducts.sum(shares) / Double(rows.count))
  }
}
