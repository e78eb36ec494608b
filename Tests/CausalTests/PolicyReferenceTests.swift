import Causal
import Regression
import TestSupport
import Testing

@Suite("Values of policies against polle")
struct PolicyReferenceTests {
  private let estimates = Tolerance(
    relative: 1e-6, reason: "polle's glm stops at its default epsilon of 1e-8")
  private let errors = Tolerance(relative: 1e-4, reason: "the promise of the project")

  private var options: EffectOptions {
    var options = EffectOptions()
    (options.variance, options.normalisesWeights) = (.influence, false)
    return options
  }

  private func rows(_ name: String) throws -> StagedRows {
    switch name {
    case "two_stage":
      try stagedRows(
        "policy/two_stage.csv", actions: ["A_1", "A_2"], covariates: [["L_1", "C_1"], ["L_2", "C_2"]],
        rewards: ["U_1", "U_2", "U_3"])
    case "single_stage":
      try stagedRows(
        "policy/single_stage.csv", actions: ["A"], covariates: [["Z", "L", "B"]], rewards: ["U"])
    default:
      try stagedRows(
        "policy/single_stage_binary.csv", actions: ["A"], covariates: [["Z", "L", "B"]], rewards: ["Y"],
        kind: .binary)
    }
  }

  private func policy(_ name: String, _ rows: StagedRows) -> StagedPolicy {
    func above(_ column: String, at stage: Int) -> StageRule {
      .actions(rows.column(column, at: stage).map { $0 > 0 ? 1 : 0 })
    }
    let rules: [StageRule] =
      switch name {
      case "always 0": rows.stages.map { .always(0, at: $0) }
      case "always 1": rows.stages.map { .always(1, at: $0) }
      case "1 if Z > 0": [above("Z", at: 0)]
      default: [above("L_1", at: 0), above("C_2", at: 1)]
      }
    return StagedPolicy(name: name, rules: rules)
  }

  @Test(
    "Values of fixed policies over one and two stages are polle's, by all three estimators",
    arguments: [("single_stage", 9), ("single_stage_binary", 6), ("two_stage", 9)])
  func polle(name: String, count: Int) throws {
    let rows = try rows(name)
    let models = try StagedModels(rows, options)
    let known = try referenceRows("policy/expected.csv").filter {
      $0["case"] == name && $0["policy"]?.hasPrefix("Q-learning") == false
    }
    #expect(known.count == count)
    for row in known {
      let method: EffectMethod =
        switch row["type"] {
        case "dr": .doublyRobust
        case "ipw": .weighting
        default: .standardisation
        }
      let found = try models.value(method, of: policy(row["policy"] ?? "", rows))
      #expect(
        estimates.admits(found.value.estimate, for: try #require(row["estimate"].flatMap(Double.init))),
        "\(row)")
      guard let error = row["se"].flatMap(Double.init) else { continue }
      #expect(
        errors.admits(models.standardError(of: try #require(found.influence)), for: error), "\(row)")
    }
  }

  @Test(
    "What Q-learning finds is what polle's finds, for every patient at both stages, and so is its value in sample"
  )
  func learned() throws {
    let rows = try rows("two_stage")
    let learned = try StagedModels(rows, options).learned(.backwardInduction, name: "learned")
    let known = try referenceRows("policy/two_stage_ql_actions.csv")
    #expect(known.count == 1200)
    var wrong = 0
    for row in known {
      let stage = try #require(row["stage"].flatMap(Int.init)) - 1
      let patient = try #require(row["id"].flatMap(Int.init)) - 1
      guard case .actions(let chosen) = learned.policy.rules[stage] else { continue }
      if String(chosen[patient]) != row["d"] { wrong += 1 }
    }
    #expect(wrong == 0)
    let row = try #require(
      try referenceRows("policy/expected.csv").first { $0["policy"]?.hasPrefix("Q-learning") == true })
    let found = learned.inSample.value(.doublyRobust).value
    #expect(estimates.admits(found.estimate, for: try #require(row["estimate"].flatMap(Double.init))))
    #expect(
      errors.admits(try #require(found.standardError), for: try #require(row["se"].flatMap(Double.init))))
  }
}
