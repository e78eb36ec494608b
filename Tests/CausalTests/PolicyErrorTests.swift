import Causal
import Regression
import Summaries
import TestSupport
import Testing

@Suite("Policies that have no value")
struct PolicyErrorTests {
  private func refusal(_ body: () throws -> Void) -> PolicyError? {
    do {
      try body()
      return nil
    } catch {
      return error as? PolicyError
    }
  }

  @Test("A strategy that nobody had, a policy with a hole, and one of other steps are refused with the step")
  func rules() throws {
    let rows = try drawnRoads(200, seed: 1)
    let models = try StagedModels(rows)
    var stage = rows.stages[1]
    stage = StageDecisions(
      name: stage.name, actions: stage.actions + ["KETAMINE"], patients: stage.patients, taken: stage.taken,
      design: stage.design, reward: stage.reward)
    let wider = try StagedModels(
      StagedRows(count: rows.count, stages: [rows.stages[0], stage], kind: .continuous))
    let unknown = refusal { _ = try wider.judged(wider.rows.always([0, 3])) }
    #expect(unknown == .nobodyHad(policy: "always [0, 3]", stage: "step 2", action: "KETAMINE"))
    let hole = StagedPolicy(
      name: "hole", rules: [.always(0, at: rows.stages[0]), .actions(Array(repeating: 1, count: 3))])
    let missing = rows.stages[1].count - 3
    #expect(
      refusal { _ = try models.judged(hole) } == .hole(policy: "hole", stage: "step 2", patients: missing))
    let uneven = StagedPolicy(
      name: "uneven",
      rules: [
        .always(0, at: rows.stages[0]), .shares(rows.stages[1].patients.flatMap { _ in [0.5, 0.2, 0.2] }),
      ])
    #expect(
      refusal { _ = try models.judged(uneven) }
        == .hole(policy: "uneven", stage: "step 2", patients: rows.stages[1].count))
    let short = StagedPolicy(name: "short", rules: [.always(0, at: rows.stages[0])])
    #expect(
      refusal { _ = try models.judged(short) } == .otherStages(policy: "short", rules: 1, stages: 2))
  }

  @Test(
    "A policy that nobody followed is refused with the step at which support ends, and stops no other policy")
  func support() throws {
    let rows = try drawnRoads(200, seed: 2)
    let stage = rows.stages[1]
    let first = Set(rows.stages[0].patients.filter { rows.stages[0].taken[$0] == 1 })
    // Whoever had B first had A again.
    let taken = stage.patients.indices.map { first.contains(stage.patients[$0]) ? 0 : stage.taken[$0] }
    let cut = StageDecisions(
      name: stage.name, actions: stage.actions, patients: stage.patients, taken: taken, design: stage.design,
      reward: stage.reward)
    let models = try StagedModels(
      StagedRows(count: rows.count, stages: [rows.stages[0], cut], kind: .continuous))
    let found = models.judged([models.rows.always([1, 1]), models.rows.always([0, 1])])
    #expect(throws: PolicyError.supportEnds(policy: "always [1, 1]", stage: "step 2")) { try found[0].get() }
    #expect(throws: Never.self) { try found[1].get() }
  }

  @Test("Steps out of order, and patients who come back after they were lost, are refused")
  func order() throws {
    let rows = try drawnRoads(100, seed: 3)
    let turned = refusal { _ = try StagedRows(count: 100, stages: rows.stages.reversed(), kind: .continuous) }
    let missing = 100 - rows.stages[1].count
    #expect(turned == .outOfOrder(stage: "step 1", patients: missing))
    let stage = rows.stages[0]
    let back = StageDecisions(
      name: stage.name, actions: stage.actions, patients: stage.patients, taken: stage.taken,
      design: stage.design, reward: stage.reward, isLost: stage.patients.map { _ in true })
    #expect(
      refusal { _ = try StagedRows(count: 100, stages: [back, rows.stages[1]], kind: .continuous) }
        == .outOfOrder(stage: "step 2", patients: rows.stages[1].count))
    #expect(refusal { _ = try StagedRows(count: 100, stages: [], kind: .continuous) } == .noStages)
  }

  @Test("An outcome that is known for too few is refused with step and strategy")
  func fewSeen() throws {
    let rows = try drawnRoads(100, seed: 4)
    let stage = rows.stages[1]
    var seen = 0
    let reward = stage.reward.indices.map { row -> Double in
      guard stage.taken[row] == 2 else { return stage.reward[row] }
      seen += 1
      return seen > 3 ? .nan : stage.reward[row]
    }
    let cut = StageDecisions(
      name: stage.name, actions: stage.actions, patients: stage.patients, taken: stage.taken,
      design: stage.design, reward: reward)
    let models = try StagedModels(
      StagedRows(count: 100, stages: [rows.stages[0], cut], kind: .continuous))
    #expect(
      refusal { _ = try models.judged(models.rows.always([0, 2])) }
        == .fewSeen(stage: "step 2", action: "C", seen: 3))
  }

  @Test("Separation in a step's propensity names the step and the term, and Firth as the way out")
  func separation() throws {
    let rows = try drawnRoads(200, seed: 5)
    let stage = rows.stages[1]
    let x = rows.column("x", at: 1)
    let parted = StageDecisions(
      name: stage.name, actions: stage.actions, patients: stage.patients,
      taken: x.indices.map { x[$0] < 0.5 ? 0 : 1 + $0 % 2 }, design: stage.design, reward: stage.reward)
    let staged = try StagedRows(count: 200, stages: [rows.stages[0], parted], kind: .continuous)
    let error = try #require(refusal { _ = try StagedModels(staged) })
    guard case .propensity("step 2", .separated("x", _)) = error else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(error.description.contains("step 2") && error.description.contains("--method firth"))
    var options = EffectOptions()
    options.modelMethod = .firth
    #expect(throws: Never.self) { try StagedModels(staged, options) }
  }

  @Test("Gains outside 0 to 1 have no logistic model, and other covariates no shared one")
  func models() throws {
    let rows = try drawnRoads(100, seed: 6)
    let shares = try StagedRows(count: 100, stages: rows.stages, kind: .binary)
    let refused = refusal { _ = try StagedModels(shares).judged(shares.always([0, 1])) }
    #expect(refused == .notShare(stage: "step 2"))
    var joined = rows
    joined.sharesTreatmentModel = true
    #expect(refusal { _ = try StagedModels(joined) } == .cannotShare(stage: "step 2"))
    var options = EffectOptions()
    options.folds = 100
    #expect(refusal { _ = try StagedModels(rows, options) } == .tooFewPatients(folds: 100, patients: 100))
  }

  @Test("A tree needs covariates that are known, and patients for a leaf")
  func trees() throws {
    let rows = try drawnRoads(100, seed: 7)
    let models = try StagedModels(rows)
    var covariates = rows.stages.indices.map {
      TreeCovariates(names: ["x"], columns: [rows.column("x", at: $0)])
    }
    var options = TreeOptions()
    options.smallestLeaf = 90
    let few = refusal { _ = try models.learned(.trees(covariates, options), name: "tree") }
    #expect(few == .noTree(stage: "step 2", reason: "it has fewer patients than the smallest leaf (90)"))
    covariates[1] = TreeCovariates(names: ["x"], columns: [rows.stages[1].patients.map { _ in .nan }])
    let unknown = try #require(
      refusal { _ = try models.learned(.trees(covariates, TreeOptions()), name: "tree") })
    #expect(unknown.description.contains("'x' is not known of every patient"))
  }
}
