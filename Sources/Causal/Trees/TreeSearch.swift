/// The best tree of depth 0, 1 or 2: the one with the largest sum of each patient's score of the action that it gives.
///
///     maximise Σ w Γ(i, tree(xᵢ)) over all trees with leaves of at least `smallestLeaf` patients
///
/// Every threshold between two values of a covariate is looked at. For two questions: patients go one value of the first question's
/// covariate after another to one side, and on that side the best second question is read from a ``PrefixTree`` for each covariate, which
/// costs about log n an added patient.
///
/// Shapes: scores one array an action; weights are how often a patient counts (0 = left out), empty = once.
/// Grade: canonical; among equal trees the one of fewer questions, then of the first covariate and the lowest threshold.
/// Not: for missing covariates, or more than eight actions. Scores are rounded as ``TreeRows`` has it.
/// Source: what is maximised is policytree's, Zhou, Athey & Wager (2023), "Offline multi-action policy learning" (cited from memory); the
/// search is written here.
public struct TreeSearch: Sendable {
  public static let mostActions = 8

  public let tree: PolicyTree
  /// The sum of scores that the tree gathers.
  public let gain: Double

  /// `nil` where there are fewer patients than a leaf needs.
  public init?(_ covariates: [[Double]], scores: [[Double]], weights: [Int] = [], _ options: TreeOptions) {
    precondition((1...Self.mostActions).contains(scores.count), "one to eight actions")
    let count = scores[0].count
    let rows = TreeRows(
      covariates, scores: scores, weights: weights.isEmpty ? Array(repeating: 1, count: count) : weights)
    let smallest = max(1, options.smallestLeaf)
    let all = (0..<count).filter { rows.weights[$0] > 0 }
    guard var best = ShallowTree(rows, all, smallest: smallest, isLeaf: options.depth < 1) else { return nil }
    if options.depth > 1, rows.actions > 1,
      let split = SecondQuestions(rows, smallest: smallest).best(above: best.gain)
    {
      let rank = rows.ranks[split.covariate]
      let sides = [true, false].map { isBelow in
        ShallowTree(
          rows, all.filter { (rank[$0] <= split.rank) == isBelow }, smallest: smallest, isLeaf: false)
      }
      if let below = sides[0], let above = sides[1] {
        best = ShallowTree(
          tree: .split(
            covariate: split.covariate,
            threshold: Self.threshold(rows.values[split.covariate], after: split.rank), below: below.tree,
            above: above.tree), gain: below.gain + above.gain)
      }
    }
    tree = best.tree
    gain = best.gain * rows.unit
  }

  /// Half way between a value and the next.
  static func threshold(_ values: [Double], after rank: Int) -> Double {
    let middle = values[rank] / 2 + values[rank + 1] / 2
    return middle < values[rank + 1] ? middle : values[rank]
  }
}
