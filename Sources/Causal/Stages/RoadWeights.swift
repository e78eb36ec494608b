/// How much each patient's own road stands for the roads of a policy.
///
///     wₖ = Π over j <= k of p(Aⱼ | hⱼ) 1[not lost] / (πⱼ(Aⱼ, hⱼ) ρⱼ(Aⱼ, hⱼ)),    p / π = 1 where the policy leaves a row to what it had
///
/// Shapes: one array a stage, with one value a row of it.
struct RoadWeights: Sendable {
  /// wₖ
  private(set) var weights: [[Double]] = []
  /// `Π p(A) 1[not lost]`: the chance that the policy would have given the same road.
  private(set) var followed: [[Double]] = []
  /// Whether the row's own probability was below the least at this stage.
  private(set) var isTruncated: [[Bool]] = []

  init(_ models: StagedModels, _ policy: StagedPolicy) {
    let rows = models.rows
    for (place, stage) in rows.stages.enumerated() {
      var (weight, follow) = ([Double](repeating: 1, count: stage.count), [Double]())
      follow = weight
      if place > 0 {
        for (row, next) in rows.following[place - 1].enumerated() where next >= 0 {
          (weight[next], follow[next]) = (weights[place - 1][row], followed[place - 1][row])
        }
      }
      var cut = [Bool](repeating: false, count: stage.count)
      let rule = policy.rules[place]
      for row in 0..<stage.count {
        let share = rule.share(
          of: stage.taken[row], row, taken: stage.taken[row], actions: stage.actions.count)
        guard share > 0, !stage.isLost[row], weight[row] > 0 else {
          (weight[row], follow[row]) = (0, 0)
          continue
        }
        let (ratio, isCut) = models.ratio(rule, place, row, models.fold[stage.patients[row]])
        weight[row] *= ratio
        follow[row] *= share
        cut[row] = isCut
      }
      weights.append(weight)
      followed.append(follow)
      isTruncated.append(cut)
    }
  }

  /// Patients at a stage who had followed the policy until then.
  func reached(_ place: Int, of rows: StagedRows) -> Int {
    place == 0
      ? rows.stages[0].count : zip(rows.following[place - 1], weights[place - 1]).count { $0 >= 0 && $1 > 0 }
  }
}

extension StagedModels {
  /// `p(A | h) 1[not lost] / (π ρ)` of a row at one stage, by a set's models.
  func ratio(
    _ rule: StageRule, _ place: Int, _ row: Int, _ set: Int
  ) -> (value: Double, isTruncated: Bool) {
    let stage = rows.stages[place]
    let share = rule.share(of: stage.taken[row], row, taken: stage.taken[row], actions: stage.actions.count)
    if share == 0 || stage.isLost[row] { return (0, false) }
    let rest = 1 / seen(place, row, set)
    if rule.isObserved(row) { return (rest, false) }
    let (own, isTruncated) = probability(place, row, set)
    return (share / own * rest, isTruncated)
  }
}
