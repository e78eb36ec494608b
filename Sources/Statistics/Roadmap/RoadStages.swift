import Causal
import Regression
import Treatment

/// A cohort's roads as stages, for policies of which none, or one, lets patients stay.
///
/// Each step is a stage. Before each but the first stands another, at which everybody goes on and some are lost: who leaves does so by
/// what came of the step, which the model of who is seen after an action could not know. What came of it (response, intolerance) is in the
/// models of who is lost there and of what comes later, whether or not it is among the covariates; who gets what hangs on these alone.
struct RoadStages {
  let cohort: RoadCohort
  /// By step, who decides there, without those who stay.
  let decisions: [RoadDecision]
  /// The same with those who stay at the step itself, but no step before.
  let asked: [RoadDecision]
  let rows: StagedRows
  /// The places of the stages of steps among all, by step.
  let places: [Int]
  /// Places among the cohort's roads of those who are followed.
  let patients: [Int]

  static let goesOn = "go on"

  /// - Parameter staying: a policy whose `stay` ends roads.
  init(_ cohort: RoadCohort, staying: TreatmentPolicy? = nil) throws {
    self.cohort = cohort
    var (decisions, asked): ([RoadDecision], [RoadDecision]) = ([], [])
    var gone: Set<Int> = []
    for decision in cohort.decisions {
      var mask = decision.patients.map { !gone.contains($0) }
      if decision.step == 1 { mask = zip(mask, decision.action).map { $0 && $1 != nil } }
      var kept = decision.kept(mask)
      asked.append(kept)
      if let staying {
        let stays = Self.choices(of: staying, at: kept).map { $0 == .stay }
        for (patient, stays) in zip(kept.patients, stays) where stays { gone.insert(patient) }
        kept = kept.kept(stays.map { !$0 })
      }
      // Nobody is left where everybody stays.
      if kept.action.allSatisfy({ $0 == nil }) { break }
      decisions.append(kept)
    }
    (self.decisions, self.asked) = (decisions, asked)
    let whole = cohort.decisions.first
    patients = zip(whole?.patients ?? [], whole?.action ?? []).filter { $0.1 != nil }.map(\.0)
    var numbers = [Int](repeating: -1, count: cohort.roads.count)
    for (place, patient) in patients.enumerated() { numbers[patient] = place }
    var stages: [StageDecisions] = []
    var places: [Int] = []
    for (place, decision) in decisions.enumerated() {
      let formula = try RoadCohort.formula(
        cohort.options.adjustment, at: decision.step, among: decision.table)
      let covariates = try decision.design(formula)
      let came = place > 0 ? Self.whatCame(of: decision, cohort) : []
      let design = came.isEmpty ? covariates : covariates.joined(with: came)
      if place > 0, decision.action.contains(where: { $0 == nil }) {
        var end = StageDecisions(
          name: RoadStageName.end(ofStep: decision.step - 1), actions: [Self.goesOn],
          patients: decision.patients.map { numbers[$0] }, taken: decision.patients.map { _ in 0 },
          design: design, reward: decision.patients.map { _ in 0 },
          isLost: decision.action.map { $0 == nil })
        end.leaveOut(cohort.options)
        stages.append(end)
      }
      places.append(stages.count)
      var stage = Self.stage(decision, of: cohort, design, next: decisions, gone, numbers)
      if !came.isEmpty {
        let own = Array(covariates.columns.indices)
        let known = came.indices.filter { Self.tells(came[$0].values, of: decision, cohort) }
        stage.treatmentColumns = own
        stage.outcomeColumns = own + known.map { own.count + $0 }
      }
      stage.leaveOut(cohort.options)
      stages.append(stage)
    }
    self.places = places
    rows = try StagedRows(
      count: patients.count, stages: stages, kind: .binary,
      clusters: cohort.clusters.isEmpty ? [] : patients.map { cohort.clusters[$0] },
      numbers: patients.map(UInt64.init))
  }

  /// What came of the step before, by which patients leave or stay, whether or not it is among the covariates.
  private static func whatCame(of decision: RoadDecision, _ cohort: RoadCohort) -> [(
    name: String, values: [Double]
  )] {
    let before = decision.patients.map { cohort.roads[$0][decision.step - 2] }
    return [
      ("response before", before.map { $0.response == 1 ? 1 : 0 }),
      ("intolerance before", before.map { $0.reason == StopReason.intolerance.rawValue ? 1 : 0 }),
    ].filter { Set($0.1).count > 1 }
  }

  /// Whether what came of the step before can be in a model of the step's outcome: on either side enough are seen with it and without, as
  /// of a strategy that stands by its own name.
  private static func tells(_ came: [Double], of decision: RoadDecision, _ cohort: RoadCohort) -> Bool {
    var counts = [0, 0, 0, 0]
    for row in came.indices where decision.action[row] != nil && !decision.outcome[row].isNaN {
      counts[(came[row] == 1 ? 2 : 0) + (decision.outcome[row] == 1 ? 1 : 0)] += 1
    }
    return (counts.min() ?? 0) >= max(1, cohort.options.fewestEvents)
  }

  private static func stage(
    _ decision: RoadDecision, of cohort: RoadCohort, _ design: Design, next: [RoadDecision], _ gone: Set<Int>,
    _ numbers: [Int]
  ) -> StageDecisions {
    let acted = decision.acted
    let actions = cohort.actions(at: decision.step)
    let followers = next.first { $0.step == decision.step + 1 }.map { Set($0.patients) }
    // Whoever should decide again and is not there lacks a covariate.
    let isLost = acted.patients.indices.map { row in
      acted.outcome[row] == 0 && !(followers?.contains(acted.patients[row]) ?? true)
        && !gone.contains(acted.patients[row])
    }
    var stage = StageDecisions(
      name: RoadStageName.step(decision.step), actions: actions, patients: acted.patients.map { numbers[$0] },
      taken: acted.action.map { name in actions.firstIndex { $0 == name } ?? 0 },
      design: design.kept(decision.action.map { $0 != nil }), reward: acted.outcome, isLost: isLost)
    stage.modifierColumns = design.columns.indices.filter { column in
      let term = design.assignment[column]
      return design.terms.indices.contains(term) && cohort.options.modifiers.contains(design.terms[term])
    }
    return stage
  }

  /// What the policy does with each patient of a decision; `nil` where it says nothing.
  static func choices(of policy: TreatmentPolicy, at decision: RoadDecision) -> [TreatmentPolicy.Choice?] {
    let branches = policy.rule(at: decision.step)?.branches ?? []
    return branchPlaces(of: policy, at: decision).map { $0.map { branches[$0].choice } }
  }

  /// The branch of the policy's rule that each patient of a decision is in.
  static func branchPlaces(of policy: TreatmentPolicy, at decision: RoadDecision) -> [Int?] {
    var result = [Int?](repeating: nil, count: decision.patients.count)
    for (place, branch) in (policy.rule(at: decision.step)?.branches ?? []).enumerated() {
      let holds = branch.condition?.mask(of: decision.table)
      for row in result.indices where result[row] == nil && holds?[row] ?? true { result[row] = place }
    }
    return result
  }

  /// The policy for these stages.
  ///
  /// Throws: ``RoadmapError`` for a hole.
  func staged(_ policy: TreatmentPolicy, name: String) throws(RoadmapError) -> StagedPolicy {
    var rules: [StageRule] = []
    for (place, decision) in decisions.enumerated() {
      // Everybody goes on.
      while rules.count < places[place] { rules.append(.always(0, at: rows.stages[rules.count])) }
      let acted = decision.acted
      let choices = Self.choices(of: policy, at: acted)
      let holes = choices.count { $0 == nil }
      if holes > 0 { throw .hole(policy: name, step: decision.step, patients: holes) }
      rules.append(try rule(choices.compactMap(\.self), at: decision.step, of: name))
    }
    return StagedPolicy(name: name, rules: rules)
  }

  private func rule(
    _ choices: [TreatmentPolicy.Choice], at step: Int, of name: String
  ) throws(RoadmapError) -> StageRule {
    let actions = cohort.actions(at: step)
    func place(_ strategy: String) throws(RoadmapError) -> Int {
      guard let place = actions.firstIndex(of: strategy) else {
        throw .nobodyHad(policy: name, step: step, strategy: strategy)
      }
      return place
    }
    let isRandom = choices.contains {
      if case .strategies(let shares) = $0 { shares.count > 1 } else { false }
    }
    if !isRandom {
      var result: [Int] = []
      for choice in choices {
        if case .strategies(let shares) = choice, let only = shares.first {
          result.append(try place(only.strategy))
        } else {
          result.append(StageRule.asObserved)
        }
      }
      return .actions(result)
    }
    var shares = [Double](repeating: 0, count: choices.count * actions.count)
    for (row, choice) in choices.enumerated() {
      guard case .strategies(let parts) = choice else { throw .mixed(policy: name, step: step) }
      for part in parts { shares[row * actions.count + (try place(part.strategy))] = part.share }
    }
    return .shares(shares)
  }
}

extension RoadCohort {
  /// The names that the strategies of a step stand under.
  ///
  /// The first step is one action where nobody's policy decides it.
  public func actions(at step: Int) -> [String] {
    steps.first { $0.number == step }?.names() ?? []
  }
}
