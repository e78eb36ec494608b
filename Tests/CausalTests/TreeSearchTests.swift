import Causal
import TestSupport
import Testing

@Suite("The best tree by exact search")
struct TreeSearchTests {
  /// Covariates with so many values each, and scores of actions that hang on two of them and on chance.
  private func drawn(
    _ count: Int, values: [Int], actions: Int, seed: UInt64
  ) -> (covariates: [[Double]], scores: [[Double]]) {
    var draws = SplitMix64(seed: seed)
    let covariates = values.map { many in
      (0..<count).map { _ in (draws.uniform() * Double(many)).rounded(.down) }
    }
    let scores = (0..<actions).map { action in
      (0..<count).map { row in
        let (one, other) = (covariates[0][row] / Double(values[0]), covariates[1][row] / Double(values[1]))
        let effect = action == 1 ? one - 0.5 : action == 2 ? (one - 0.4) * (other - 0.6) * 3 : 0
        return effect + draws.uniform() - 0.5
      }
    }
    return (covariates, scores)
  }

  private func gathered(_ tree: PolicyTree, _ covariates: [[Double]], _ scores: [[Double]]) -> Double {
    scores[0].indices.reduce(0) { sum, row in sum + scores[tree.action { covariates[$0][row] }][row] }
  }

  @Test(
    "No tree gathers more than the one that is found, in 200 patients, for leaves of any least size",
    arguments: [(2, 1), (3, 10), (4, 25), (6, 15)])
  func bruteForce(actions: Int, smallest: Int) throws {
    let (covariates, scores) = drawn(200, values: [9, 7, 5], actions: actions, seed: 17)
    let tolerance = Tolerance(relative: 1e-12, reason: "sums in another order")
    for depth in 0...2 {
      var options = TreeOptions()
      (options.depth, options.smallestLeaf) = (depth, smallest)
      let found = try #require(TreeSearch(covariates, scores: scores, options))
      let best = try #require(
        bestGain(covariates, scores: scores, of: Array(0..<200), depth: depth, smallest: smallest))
      #expect(tolerance.admits(found.gain, for: best), "depth \(depth)")
      #expect(tolerance.admits(gathered(found.tree, covariates, scores), for: best), "depth \(depth)")
    }
  }

  @Test("So it is where every patient has values of their own")
  func manyValues() throws {
    let (covariates, scores) = drawn(45, values: [1_000_000, 1_000_000], actions: 3, seed: 5)
    let tolerance = Tolerance(relative: 1e-12, reason: "sums in another order")
    for smallest in [1, 4, 11] {
      var options = TreeOptions()
      (options.depth, options.smallestLeaf) = (2, smallest)
      let found = try #require(TreeSearch(covariates, scores: scores, options))
      let best = try #require(
        bestGain(covariates, scores: scores, of: Array(0..<45), depth: 2, smallest: smallest))
      #expect(tolerance.admits(found.gain, for: best), "leaves of \(smallest)")
    }
  }

  @Test("A patient of weight 2 is the patient twice, and one of weight 0 is not there")
  func weights() throws {
    let (covariates, scores) = drawn(120, values: [11, 6, 4], actions: 3, seed: 3)
    let weights = (0..<120).map { $0 % 3 }
    let repeated = (0..<120).flatMap { Array(repeating: $0, count: weights[$0]) }
    let weighted = try #require(TreeSearch(covariates, scores: scores, weights: weights, TreeOptions()))
    let plain = try #require(
      TreeSearch(
        covariates.map { column in repeated.map { column[$0] } },
        scores: scores.map { own in repeated.map { own[$0] } }, TreeOptions()))
    #expect(weighted.tree == plain.tree)
    #expect(weighted.gain == plain.gain)
  }

  @Test("Of equal trees the one of fewer questions and of the first covariate is taken")
  func ties() throws {
    var options = TreeOptions()
    (options.depth, options.smallestLeaf) = (2, 1)
    let column = (0..<20).map { Double($0) }
    let same = (0..<20).map { _ in 0.3 }
    #expect(TreeSearch([column], scores: [same, same], options)?.tree == .leaf(action: 0))
    let late = column.map { $0 >= 12 ? 1.1 : -0.7 }
    let found = try #require(TreeSearch([column, column], scores: [same.map { _ in 0 }, late], options))
    #expect(
      found.tree
        == .split(covariate: 0, threshold: 11.5, below: .leaf(action: 0), above: .leaf(action: 1)))
  }
}
