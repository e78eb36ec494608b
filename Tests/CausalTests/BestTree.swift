import Causal

/// The best tree by trying them all, slow and plain: every covariate, every value as a threshold, every action in every leaf.
///
/// Shapes: one array a covariate, one an action. `nil` where a leaf would be too small.
func bestGain(
  _ covariates: [[Double]], scores: [[Double]], of members: [Int], depth: Int, smallest: Int
) -> Double? {
  guard members.count >= smallest else { return nil }
  var best = scores.map { own in members.reduce(0.0) { $0 + own[$1] } }.max() ?? 0
  guard depth > 0 else { return best }
  for column in covariates {
    for threshold in Set(members.map { column[$0] }) {
      let below = members.filter { column[$0] <= threshold }
      let above = members.filter { column[$0] > threshold }
      if let one = bestGain(covariates, scores: scores, of: below, depth: depth - 1, smallest: smallest),
        let other = bestGain(covariates, scores: scores, of: above, depth: depth - 1, smallest: smallest)
      {
        best = max(best, one + other)
      }
    }
  }
  return best
}
