import Causal
import Treatment

extension Roadmap {
  /// Who is in each branch of the policy's rule at a step, who of them got what it gives, and what becomes of them under it.
  func branches(
    of policy: TreatmentPolicy, at decision: RoadDecision, _ judged: JudgedPolicy, _ part: Part
  ) -> [RoadmapTable.Branch] {
    guard let rule = policy.rule(at: decision.step) else { return [] }
    let acted = decision.acted
    let places = RoadStages.branchPlaces(of: policy, at: acted)
    let scores = scores(judged, part, at: decision.step)
    let actions = part.stages.cohort.actions(at: decision.step)
    var result: [RoadmapTable.Branch] = []
    for (place, branch) in rule.branches.enumerated() {
      let rows = places.indices.filter { places[$0] == place }
      let had = actions.map { name in rows.count { acted.action[$0] == name } }
      let followed = zip(actions, had).reduce(0) { $0 + (branch.choice.gives($1.0) ? $1.1 : 0) }
      var own = RoadmapTable.Branch(
        step: decision.step, place: place, patients: rows.count, followed: followed, chance: nil, had: had)
      // Whoever stays gains nothing more, which needs no estimate.
      if branch.choice != .stay { own.chance = mean(scores, of: rows.map { acted.patients[$0] }) }
      result.append(own)
    }
    return result
  }

  /// By place among the cohort's roads, the doubly robust score of what is gained from a step on.
  private func scores(_ judged: JudgedPolicy, _ part: Part, at step: Int) -> [Int: Double] {
    guard let number = part.stages.decisions.firstIndex(where: { $0.step == step }) else { return [:] }
    let stage = part.stages.places[number]
    let patients = part.stages.rows.stages[stage].patients.map { part.stages.patients[$0] }
    return Dictionary(uniqueKeysWithValues: zip(patients, judged.scores(from: stage)))
  }

  /// The mean score of some patients, with limits that are robust to clusters; `nil` of fewer than two.
  private func mean(_ scores: [Int: Double], of patients: [Int]) -> EffectEstimate? {
    let own = patients.compactMap { scores[$0] }
    guard own.count > 1, own.count == patients.count else { return nil }
    let n = Double(own.count)
    let mean = own.reduce(0, +) / n
    var squares = 0.0
    if cohort.clusters.isEmpty {
      for score in own { squares += (score - mean) * (score - mean) }
    } else {
      var sums = [Double](repeating: 0, count: Int(cohort.clusters.max() ?? 0) + 1)
      for (patient, score) in zip(patients, own) { sums[Int(cohort.clusters[patient])] += score - mean }
      for sum in sums { squares += sum * sum }
    }
    return EffectEstimate(
      estimate: mean, standardError: squares.squareRoot() / n, level: cohort.options.effects.level)
  }

  /// Patients whose own road the policy would have given them, to its end: the outcome, or the last step without it.
  func followers(of policy: TreatmentPolicy) -> RoadmapTable.Followers {
    var result = RoadmapTable.Followers(patients: 0, events: 0)
    var following: Set<Int>?
    for decision in cohort.decisions {
      let choices = RoadStages.choices(of: policy, at: decision)
      var next: Set<Int> = []
      for (row, patient) in decision.patients.enumerated() where following?.contains(patient) ?? true {
        guard let choice = choices[row] else { continue }
        // Who is to stay has come to the end of the road without the outcome.
        if choice == .stay {
          result.patients += 1
          continue
        }
        guard let action = decision.action[row], choice.gives(action), !decision.outcome[row].isNaN else {
          continue
        }
        if decision.outcome[row] == 1 {
          result.patients += 1
          result.events += 1
        } else if decision.step == cohort.decisions.last?.step {
          result.patients += 1
        } else {
          next.insert(patient)
        }
      }
      following = next
    }
    return result
  }
}
