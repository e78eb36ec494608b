import Causal
import Regression
import TestSupport
import Testing

@Suite("What values of policies must obey")
struct PolicyLawsTests {
  private let close = Tolerance(absolute: 1e-12, relative: 1e-10, reason: "sums in another order")

  @Test(
    "Of one stage and two actions a policy's value is the effect's mean, with outcomes that are missing too",
    arguments: [EffectMethod.unadjusted, .standardisation, .weighting, .doublyRobust])
  func oneStage(method: EffectMethod) throws {
    let rows = drawnRows(400, seed: 6, seen: 0.85)
    let target = (0..<rows.count).map { rows.design.x[$0 * 3 + 1] > 0.5 }
    let mean = try ActionModels(rows).mean(method, of: target)
    let staged = try StagedRows(
      count: rows.count,
      stages: [
        StageDecisions(
          name: "step 1", actions: ["other", "one"], patients: Array(0..<rows.count),
          taken: rows.design.y.map { Int($0) }, design: rows.design, reward: rows.outcome)
      ], kind: .binary)
    let policy = StagedPolicy(name: "by x", rules: [.actions(target.map { $0 ? 1 : 0 })])
    let found = try StagedModels(staged).value(method, of: policy)
    #expect(close.admits(found.value.estimate, for: mean.estimate))
    let (own, known) = (try #require(found.influence), try #require(mean.influence))
    for row in own.indices { #expect(close.admits(own[row], for: known[row])) }
  }

  @Test("Where nobody is lost, what was observed is the mean of what was gained, whatever the models")
  func observed() throws {
    let rows = try drawnRoads(300, seed: 3)
    var gained = [Double](repeating: 0, count: rows.count)
    for stage in rows.stages {
      for (row, patient) in stage.patients.enumerated() { gained[patient] += stage.reward[row] }
    }
    let mean = gained.reduce(0, +) / 300
    let error = (gained.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot() / 300
    let judged = try StagedModels(rows).judged(.asObserved(rows))
    for method in [EffectMethod.unadjusted, .weighting, .doublyRobust] {
      let found = judged.value(method).value
      #expect(close.admits(found.estimate, for: mean), "\(method)")
      #expect(close.admits(try #require(found.standardError), for: error), "\(method)")
    }
    #expect(judged.support.modelShare == 0)
  }

  @Test("A share of 1 is an action, and half of two policies lies half way between them")
  func shares() throws {
    let rows = try drawnRoads(300, seed: 9, losing: 0.1)
    let models = try StagedModels(rows)
    func mixed(_ share: Double) -> StagedPolicy {
      StagedPolicy(
        name: "mixed",
        rules: [
          .always(0, at: rows.stages[0]),
          .shares(rows.stages[1].patients.flatMap { _ in [0, share, 1 - share] }),
        ])
    }
    for method in [EffectMethod.weighting, .standardisation, .doublyRobust] {
      let one = try models.value(method, of: rows.always([0, 1]))
      #expect(try models.value(method, of: mixed(1)).value == one.value)
      guard method != .weighting else { continue }
      let other = try models.value(method, of: rows.always([0, 2]))
      let half = try models.value(method, of: mixed(0.5))
      #expect(
        close.admits(half.value.estimate, for: (one.value.estimate + other.value.estimate) / 2), "\(method)")
    }
  }

  @Test(
    "A difference has the error of the joint influence: none of a policy from itself, and signs that turn with it"
  )
  func differences() throws {
    let rows = try drawnRoads(300, seed: 4)
    let models = try StagedModels(rows)
    let one = try models.value(.doublyRobust, of: rows.always([1, 1]))
    let other = try models.value(.doublyRobust, of: rows.always([0, 1]))
    let (there, back) = (models.difference(one, other), models.difference(other, one))
    #expect(there.estimate == -back.estimate)
    #expect(there.standardError == back.standardError)
    #expect(models.difference(one, one).standardError == nil)
    let apart = (pow(try #require(one.value.standardError)) + pow(try #require(other.value.standardError)))
      .squareRoot()
    #expect(try #require(there.standardError) != apart)
  }

  private func pow(_ value: Double) -> Double { value * value }

  @Test(
    "Support is counted by hand: who reached a stage having followed, who followed there, and how many that is worth"
  )
  func support() throws {
    let rows = try drawnRoads(200, seed: 12, losing: 0.1)
    let support = try StagedModels(rows).judged(rows.always([1, 2])).support
    let (first, second) = (rows.stages[0], rows.stages[1])
    let followers = Set(first.patients.indices.filter { first.taken[$0] == 1 && !first.isLost[$0] })
    let reached = second.patients.filter(followers.contains)
    let both = second.patients.indices.filter {
      followers.contains(second.patients[$0]) && second.taken[$0] == 2 && !second.isLost[$0]
    }
    #expect(support.stages.map(\.reached) == [200, reached.count])
    #expect(support.stages.map(\.followed) == [followers.count, both.count])
    for stage in support.stages { #expect(stage.effective > 1 && stage.effective <= Double(stage.followed)) }
    let whole = followers.count - reached.count + both.count
    #expect(close.admits(support.modelShare, for: 1 - Double(whole) / 200))
  }

  @Test("Under a policy that draws lots everybody whom it may have given so is on its road")
  func lots() throws {
    let rows = try drawnRoads(200, seed: 12)
    let even = StagedPolicy(
      name: "even",
      rules: rows.stages.map { stage in
        .shares(Array(repeating: 1 / Double(stage.actions.count), count: stage.count * stage.actions.count))
      })
    #expect(try StagedModels(rows).judged(even).support.modelShare == 0)
  }

  @Test("Cross-fitted values lie near the others, and standardised ones have no error that is known")
  func folds() throws {
    let rows = try drawnRoads(400, seed: 21)
    let policy = rows.always([1, 1])
    var options = EffectOptions()
    options.folds = 5
    let folded = try StagedModels(rows, options).value(.doublyRobust, of: policy).value
    let whole = try StagedModels(rows).value(.doublyRobust, of: policy).value
    let error = try #require(whole.standardError)
    #expect(abs(folded.estimate - whole.estimate) < error)
    #expect(folded.estimate != whole.estimate)
    #expect(try StagedModels(rows, options).value(.standardisation, of: policy).influence == nil)
  }

  @Test(
    "A constant between the actions is a smaller model than one an action, and where it holds they agree within chance"
  )
  func modifiers() throws {
    var stage = try drawnRoads(500, seed: 30, effect: 0).stages[0]
    func value(_ columns: [Int]?) throws -> EffectEstimate {
      stage.modifierColumns = columns
      let rows = try StagedRows(count: 500, stages: [stage], kind: .continuous)
      return try StagedModels(rows).value(.standardisation, of: rows.always([1])).value
    }
    let (own, all, constant) = (try value(nil), try value([0, 1]), try value([]))
    #expect(close.admits(all.estimate, for: own.estimate))
    #expect(close.admits(try #require(all.standardError), for: try #require(own.standardError)))
    #expect(constant.estimate != own.estimate)
    let error = try #require(own.standardError)
    #expect(abs(constant.estimate - own.estimate) < error)
  }
}
