extension JudgedPolicy {
  /// Who stands behind the value, stage by stage.
  public var support: PolicySupport {
    let rows = models.rows
    var isOnRoad = [Bool](repeating: true, count: rows.count)
    var stages: [StageSupport] = []
    for (place, stage) in rows.stages.enumerated() {
      let own = weights.weights[place]
      for (row, patient) in stage.patients.enumerated() { isOnRoad[patient] = own[row] > 0 }
      stages.append(
        StageSupport(
          stage: stage.name, reached: weights.reached(place, of: rows),
          weights: WeightDistribution(
            own.filter { $0 > 0 }, truncated: weights.isTruncated[place].count { $0 })))
    }
    return PolicySupport(
      policy: policy.name, stages: stages, patients: rows.count, onRoad: isOnRoad.count { $0 })
  }
}
