import Causal
import LinearAlgebra
import Regression
import TestSupport
import Testing

@Suite("Bounds under confounding that was not measured")
struct ConfoundingBoundsTests {
  @Test("An odds ratio of 1 is the weighted value, and larger ones hold smaller ones")
  func nested() throws {
    let rows = try drawnRoads(200, seed: 8, losing: 0.1)
    let judged = try StagedModels(rows).judged(rows.always([1, 2]))
    let value = judged.value(.weighting).value.estimate
    let close = Tolerance(absolute: 1e-12, relative: 1e-10, reason: "sums in another order")
    let one = judged.bounds(oddsRatio: 1)
    #expect(close.admits(one.low, for: value) && close.admits(one.high, for: value))
    let (two, four) = (judged.bounds(oddsRatio: 2), judged.bounds(oddsRatio: 4))
    #expect(four.low < two.low && two.low < value && value < two.high && two.high < four.high)
  }

  @Test("No choice of weights within the bounds has a mean beyond them")
  func extremes() throws {
    let rows = try drawnRoads(26, seed: 2)
    let stage = rows.stages[0]
    let one = try StagedRows(count: 26, stages: [stage], kind: .continuous)
    var options = EffectOptions()
    options.allowsFewEvents = true
    let judged = try StagedModels(one, options).judged(one.always([1]))
    let bounds = judged.bounds(oddsRatio: 3)
    // π from the fitted logistic model, by hand.
    let fit = try LogisticRegression(RegressionOptions()).estimate(
      Design(
        columns: stage.design.columns, assignment: stage.design.assignment, terms: stage.design.terms,
        count: 26,
        x: stage.design.x, y: stage.taken.map(Double.init)))
    let followers = (0..<26).filter { stage.taken[$0] == 1 }
    let odds = followers.map { row in
      exponential(-(fit.coefficients[0] + fit.coefficients[1] * stage.design.x[row * 2 + 1]))
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    for choice in 0..<(1 << followers.count) {
      let weights = followers.indices.map { 1 + odds[$0] * (choice >> $0 & 1 == 1 ? 3 : 1.0 / 3) }
      let sum = followers.indices.reduce(0) { $0 + weights[$1] * stage.reward[followers[$1]] }
      let mean = sum / weights.reduce(0, +)
      (low, high) = (min(low, mean), max(high, mean))
    }
    let close = Tolerance(relative: 1e-8, reason: "two fits of one model")
    #expect(close.admits(bounds.low, for: low) && close.admits(bounds.high, for: high))
  }

  @Test(
    "With a hidden cause that moves the odds by at most Λ the bounds hold the truth, and the estimate does not find it"
  )
  func hidden() throws {
    var draws = SplitMix64(seed: 77)
    let count = 3000
    var (taken, reward): ([Int], [Double]) = ([], [])
    for _ in 0..<count {
      // Odds of 2 or 1/2 given the hidden cause, 1 without it: a factor of 2 either way.
      let hidden = draws.below(2)
      taken.append(draws.uniform() < (hidden == 1 ? 2.0 / 3 : 1.0 / 3) ? 1 : 0)
      reward.append(draws.uniform() < (hidden == 1 ? 0.8 : 0.2) ? 1 : 0)
    }
    let stage = StageDecisions(
      name: "step 1", actions: ["A", "B"], patients: Array(0..<count), taken: taken,
      design: Design(
        columns: ["(Intercept)"], assignment: [-1], terms: [], count: count,
        x: Array(repeating: 1, count: count),
        y: Array(repeating: 0, count: count)), reward: reward)
    let rows = try StagedRows(count: count, stages: [stage], kind: .continuous)
    let judged = try StagedModels(rows).judged(rows.always([1]))
    let found = judged.value(.weighting).value
    #expect(try #require(found.low) > 0.5)
    let bounds = judged.bounds(oddsRatio: 2)
    #expect(bounds.low < 0.5 && bounds.high > 0.5)
  }
}
