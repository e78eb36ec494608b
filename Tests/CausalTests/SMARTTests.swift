import Causal
import Regression
import TestSupport
import Testing

@Suite("A two-stage SMART")
struct SMARTTests {
  /// Who computed: `Datasets/reference/policy-smart/make.R`, R 4.2.2.
  @Test(
    "The four policies in it have R's values and errors, where only who did not respond was randomised again")
  func embedded() throws {
    let rows = try referenceRows("policy-smart/input.csv")
    func number(_ row: Int, _ name: String) -> Double { rows[row][name].flatMap(Double.init) ?? .nan }
    let again = rows.indices.filter { number($0, "r") == 0 }
    let early = ["o11", "o12", "o13", "o14"]
    let late = early + ["a1", "o21", "o22"]
    func stage(_ name: String, _ patients: [Int], _ covariates: [String], _ action: String) -> StageDecisions
    {
      var stage = StageDecisions(
        name: name, actions: ["-1", "1"], patients: patients,
        taken: patients.map { number($0, action) > 0 ? 1 : 0 },
        design: design(
          covariates.map { column in patients.map { number($0, column) } }, names: covariates,
          count: patients.count),
        reward: patients.map { action == "a1" && number($0, "r") == 0 ? 0 : number($0, "y") })
      stage.treatmentColumns = [0]
      return stage
    }
    let staged = try StagedRows(
      count: rows.count,
      stages: [stage("first", Array(rows.indices), early, "a1"), stage("second", again, late, "a2")],
      kind: .continuous)
    let models = try StagedModels(staged)
    let estimates = Tolerance(relative: 1e-10, reason: "least squares in two orders")
    let errors = Tolerance(relative: 1e-6, reason: "the script differentiates its equations numerically")
    let known = try referenceRows("policy-smart/expected.csv")
    #expect(known.count == 12)
    for row in known {
      let rules = zip(staged.stages, ["first", "second"]).map { stage, name in
        StageRule.always(row[name] == "1" ? 1 : 0, at: stage)
      }
      let method = try #require(EffectMethod(rawValue: row["method"] ?? ""))
      let found = try models.value(method, of: StagedPolicy(name: "embedded", rules: rules)).value
      #expect(
        estimates.admits(found.estimate, for: try #require(row["estimate"].flatMap(Double.init))), "\(row)")
      #expect(
        errors.admits(try #require(found.standardError), for: try #require(row["se"].flatMap(Double.init))),
        "\(row)")
    }
  }
}
