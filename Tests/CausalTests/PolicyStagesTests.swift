import Causal
import Regression
import TestSupport
import Testing

/// The drawn roads of `Datasets/reference/policy-stages`, and what its script says of them.
@Suite("Policies over a random number of stages against R")
struct PolicyStagesTests {
  private static let actions = [["0", "1"], ["a", "b", "c"], ["0", "1"]]

  private func roads(isRemission: Bool) throws -> StagedRows {
    let rows = try referenceRows("policy-stages/input.csv")
    func number(_ row: Int, _ name: String) -> Double? { rows[row][name].flatMap(Double.init) }
    var stages: [StageDecisions] = []
    for place in 0..<3 {
      let patients = rows.indices.filter { number($0, "a\(place + 1)") != nil }
      func column(_ name: String) -> [Double] { patients.map { number($0, "\(name)\(place + 1)") ?? .nan } }
      stages.append(
        StageDecisions(
          name: "stage \(place + 1)", actions: Self.actions[place], patients: patients,
          taken: column("a").map { Int($0) },
          design: design([column("x"), column("z")], names: ["x", "z"], count: patients.count),
          reward: column(isRemission ? "r" : "u"), isLost: column("l").map { $0 == 1 }))
    }
    return try StagedRows(
      count: rows.count, stages: stages, kind: isRemission ? .binary : .continuous,
      entry: isRemission ? [] : rows.indices.map { number($0, "u0") ?? .nan },
      clusters: rows.indices.map { Int32(number($0, "site") ?? 0) - 1 })
  }

  private func policy(_ name: String, _ rows: StagedRows) -> StagedPolicy {
    let stages = rows.stages
    func x(_ stage: Int) -> [Double] { rows.column("x", at: stage) }
    let rules: [StageRule] =
      switch name {
      case "0, 0, 0": stages.map { .always(0, at: $0) }
      case "1, 2, 1": zip(stages, [1, 2, 1]).map { .always($1, at: $0) }
      case "by x":
        [
          .actions(x(0).map { $0 > 0 ? 1 : 0 }), .actions(x(1).map { $0 > 0 ? 1 : 2 }),
          .actions(x(2).map { $0 < 0.5 ? 1 : 0 }),
        ]
      case "by chance":
        [
          .shares(stages[0].patients.flatMap { _ in [0.5, 0.5] }),
          .shares(stages[1].patients.flatMap { _ in [0.2, 0.3, 0.5] }), .always(1, at: stages[2]),
        ]
      case "as observed, then 1":
        [
          .always(StageRule.asObserved, at: stages[0]), .always(1, at: stages[1]),
          .always(StageRule.asObserved, at: stages[2]),
        ]
      default: StagedPolicy.asObserved(rows).rules
      }
    return StagedPolicy(name: name, rules: rules)
  }

  /// Who computed: `Datasets/reference/policy-stages/make.R`, R 4.2.2.
  @Test(
    "Estimates and errors with patients who end, patients who are lost and three actions are R's, with sites and without",
    arguments: ["score", "remission"])
  func values(outcome: String) throws {
    let estimates = Tolerance(
      absolute: 1e-10, relative: 1e-8, reason: "the script solves its equations to some 1e-10")
    let errors = Tolerance(relative: 1e-6, reason: "the script differentiates its equations numerically")
    let rows = try roads(isRemission: outcome == "remission")
    let known = try referenceRows("policy-stages/expected.csv").filter { $0["outcome"] == outcome }
    #expect(known.count == 30)
    func judged(_ variance: EffectVariance, isNormalised: Bool) throws -> [String: JudgedPolicy] {
      var options = EffectOptions()
      (options.variance, options.normalisesWeights) = (variance, isNormalised)
      let models = try StagedModels(rows, options)
      var result: [String: JudgedPolicy] = [:]
      for found in models.judged(Set(known.compactMap { $0["policy"] }).sorted().map { policy($0, rows) }) {
        let one = try found.get()
        result[one.policy.name] = one
      }
      return result
    }
    let stacked = try judged(.stacked, isNormalised: true)
    let plain = try judged(.stacked, isNormalised: false)
    let influence = try judged(.influence, isNormalised: true)
    for row in known {
      let name = row["policy"] ?? ""
      let isPlain = row["method"] == "iptw-plain"
      let method = try #require(EffectMethod(rawValue: isPlain ? "iptw" : row["method"] ?? ""))
      let one = try #require((isPlain ? plain : stacked)[name]).value(method)
      func number(_ column: String) throws -> Double { try #require(row[column].flatMap(Double.init)) }
      #expect(estimates.admits(one.value.estimate, for: try number("estimate")), "\(row)")
      #expect(errors.admits(try #require(one.value.standardError), for: try number("se_site")), "\(row)")
      let squares = try #require(one.influence).reduce(0) { $0 + $1 * $1 }
      #expect(errors.admits(squares.squareRoot() / Double(rows.count), for: try number("se")), "\(row)")
      guard !isPlain, method != .standardisation else { continue }
      let judged = try #require(influence[name])
      let own = try #require(judged.value(method).influence)
      #expect(
        errors.admits(
          own.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(rows.count), for: try number("se_known")),
        "\(row)")
    }
  }
}
