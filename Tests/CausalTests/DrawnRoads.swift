import Causal
import Regression
import TestSupport

/// Two stages drawn from a seed: half end after the first, the second has three actions, some are lost where asked for.
func drawnRoads(
  _ count: Int, seed: UInt64, losing: Double = 0, effect: Double = 0.3,
  kind: ActionRows.OutcomeKind = .continuous
) throws -> StagedRows {
  var draws = SplitMix64(seed: seed)
  var x: [[Double]] = [[], []]
  var (taken, reward, lost, second): ([[Int]], [[Double]], [[Bool]], [Int]) = (
    [[], []], [[], []], [[], []], []
  )
  for patient in 0..<count {
    var state = draws.uniform()
    for stage in 0..<2 {
      x[stage].append(state)
      let many = stage + 2
      let action = draws.uniform() < 0.25 + 0.4 * state ? 1 : stage == 0 ? 0 : 2 * draws.below(2)
      taken[stage].append(action % many)
      let chance = 0.2 + effect * (action == 1 ? state : 0.1)
      let gain = draws.uniform() < chance ? 1.0 : 0.0
      reward[stage].append(kind == .binary ? gain : gain + 0.5 * state)
      lost[stage].append(draws.uniform() < losing)
      let goesOn = gain == 0 && draws.uniform() < 0.8
      state = 0.5 * state + 0.5 * draws.uniform()
      if stage == 0 {
        if lost[0].last == true || !goesOn { break }
        second.append(patient)
      }
    }
  }
  let patients = [Array(0..<count), second]
  return try StagedRows(
    count: count,
    stages: (0..<2).map { stage in
      StageDecisions(
        name: "step \(stage + 1)", actions: ["A", "B", "C"].prefix(stage + 2).map { $0 },
        patients: patients[stage], taken: taken[stage],
        design: design([x[stage]], names: ["x"], count: patients[stage].count), reward: reward[stage],
        isLost: lost[stage])
    }, kind: kind)
}

extension StagedRows {
  /// The same action for everybody at each stage.
  func always(_ actions: [Int]) -> StagedPolicy {
    StagedPolicy(
      name: "always \(actions)", rules: zip(stages, actions).map { .always($1, at: $0) })
  }
}
