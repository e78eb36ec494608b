/// The best tree of no question, or of one, for some patients.
struct ShallowTree {
  var tree: PolicyTree
  /// In units of the rows.
  var gain: Double

  init(tree: PolicyTree, gain: Double) { (self.tree, self.gain) = (tree, gain) }

  /// `nil` where there are fewer patients than a leaf needs.
  init?(_ rows: TreeRows, _ members: [Int], smallest: Int, isLeaf: Bool) {
    let size = members.reduce(0) { $0 + rows.weights[$1] }
    guard size >= smallest, size > 0 else { return nil }
    var totals = [Double](repeating: 0, count: rows.actions)
    for action in totals.indices { for row in members { totals[action] += rows.scores[action][row] } }
    let leaf = Self.largest(totals)
    self.init(tree: .leaf(action: leaf), gain: totals[leaf])
    if isLeaf || size < 2 * smallest { return }
    var isMember = [Bool](repeating: false, count: rows.count)
    for row in members { isMember[row] = true }
    for (covariate, order) in rows.orders.enumerated() {
      let rank = rows.ranks[covariate]
      var below = [Double](repeating: 0, count: rows.actions)
      var counted = 0
      var last = Int32(-1)
      for place in order {
        let row = Int(place)
        guard isMember[row] else { continue }
        if rank[row] != last, counted >= smallest, size - counted >= smallest {
          let above = totals.indices.map { totals[$0] - below[$0] }
          let (one, other) = (Self.largest(below), Self.largest(above))
          if below[one] + above[other] > gain {
            gain = below[one] + above[other]
            tree = .split(
              covariate: covariate,
              threshold: TreeSearch.threshold(
                [rows.values[covariate][Int(last)], rows.values[covariate][Int(rank[row])]], after: 0),
              below: .leaf(action: one), above: .leaf(action: other))
          }
        }
        for action in below.indices { below[action] += rows.scores[action][row] }
        counted += rows.weights[row]
        last = rank[row]
      }
    }
  }

  private static func largest(_ sums: [Double]) -> Int {
    var best = 0
    for place in sums.indices where sums[place] > sums[best] { best = place }
    return best
  }
}
