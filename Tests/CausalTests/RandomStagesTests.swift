import Causal
import Regression
import TestSupport
import Testing

@Suite("Roads of random length")
struct RandomStagesTests {
  private func roads(sharesModel: Bool) throws -> StagedRows {
    let rows = try referenceRows("policy-random-stages/input.csv")
    func number(_ row: Int, _ name: String) -> Double { rows[row][name].flatMap(Double.init) ?? .nan }
    let patients = Set(rows.indices.map { number($0, "id") }).count
    var stages: [StageDecisions] = []
    for place in 1...3 {
      let own = rows.indices.filter { number($0, "stage") == Double(place) && number($0, "event") == 0 }
      let columns = ["X", "B"].map { name in own.map { number($0, name) } }
      var stage = StageDecisions(
        name: "stage \(place)", actions: ["0", "1"], patients: own.map { Int(number($0, "id")) - 1 },
        taken: own.map { Int(number($0, "A")) },
        design: design(columns, names: ["X", "B"], count: own.count),
        // What comes in the patient's next row.
        reward: own.map { number($0 + 1, "U") })
      stage.certainRewards = [own.map { _ in 0 }, columns[0].map { -$0 }]
      stages.append(stage)
    }
    var result = try StagedRows(
      count: patients, stages: stages, kind: .continuous,
      entry: rows.indices.filter { number($0, "stage") == 1 }.map { number($0, "U") })
    result.sharesTreatmentModel = sharesModel
    return result
  }

  /// Who computed: `Datasets/reference/policy-random-stages/make.R`, R 4.2.2.
  @Test(
    "Values are R's, with one model of who got what over all stages and with one a stage",
    arguments: ["one for all stages", "one a stage"])
  func values(model: String) throws {
    let tolerance = Tolerance(absolute: 1e-12, relative: 1e-9, reason: "two solvers")
    let rows = try roads(sharesModel: model == "one for all stages")
    var options = EffectOptions()
    (options.variance, options.normalisesWeights) = (.influence, false)
    let models = try StagedModels(rows, options)
    let known = try referenceRows("policy-random-stages/expected.csv").filter { $0["model"] == model }
    #expect(known.count == 9)
    for row in known {
      let rules = rows.stages.indices.map { place -> StageRule in
        switch row["policy"] {
        case "always 0": .always(0, at: rows.stages[place])
        case "always 1": .always(1, at: rows.stages[place])
        default: .actions(rows.column("X", at: place).map { $0 < 0.5 ? 1 : 0 })
        }
      }
      let method: EffectMethod =
        switch row["type"] {
        case "dr": .doublyRobust
        case "ipw": .weighting
        default: .standardisation
        }
      let found = try models.value(method, of: StagedPolicy(name: row["policy"] ?? "", rules: rules))
      #expect(
        tolerance.admits(found.value.estimate, for: try #require(row["estimate"].flatMap(Double.init))),
        "\(row)")
      guard let error = row["se"].flatMap(Double.init) else { continue }
      #expect(
        tolerance.admits(models.standardError(of: try #require(found.influence)), for: error), "\(row)")
    }
  }

  @Test(
    "The error of weighting by one model over all stages is the bootstrap's, and not that of a model a stage")
  func sharedError() throws {
    let shared = try StagedModels(try roads(sharesModel: true))
    let apart = try StagedModels(try roads(sharesModel: false))
    let policy = StagedPolicy(name: "always 1", rules: shared.rows.stages.map { .always(1, at: $0) })
    let one = try #require(try shared.value(.weighting, of: policy).value.standardError)
    let other = try #require(try apart.value(.weighting, of: policy).value.standardError)
    #expect(one != other)
    let bootstrap = try shared.bootstrapErrors(of: policy, [.weighting], samples: 24)
    #expect(bootstrap.failed == 0)
    let drawn = try #require(bootstrap.errors[0])
    #expect(Tolerance(relative: 0.4, reason: "24 samples leave a seventh").admits(one, for: drawn))
  }
}
