/// The first question of the best tree of depth 2.
///
/// For each covariate of the first question and each of the second, patients are added to a side in the order of the first, and the side's
/// best second question is read off. The best under the smallest leaf is worked out only where the best without it is better than what is known.
struct SecondQuestions {
  private let rows: TreeRows
  private let smallest: Int
  private let pairs: ActionPairs
  /// By group of pairs, then patient.
  private let differences: [[PrefixTree.Lanes]]

  init(_ rows: TreeRows, smallest: Int) {
    self.rows = rows
    self.smallest = smallest
    let pairs = ActionPairs(actions: rows.actions)
    self.pairs = pairs
    differences = (0..<pairs.groups).map { group in
      (0..<rows.count).map { pairs.differences(rows.scores, $0, group: group) }
    }
  }

  /// The question whose two sides gather the most, and more than `gain`: patients up to the rank go below.
  func best(above gain: Double) -> (covariate: Int, rank: Int)? {
    var best = gain
    var found: (covariate: Int, rank: Int)?
    var trees = rows.values.map { PrefixTree(places: $0.count) }
    for covariate in rows.orders.indices {
      let order = rows.orders[covariate]
      let below = side(covariate, order, &trees)
      let above = side(covariate, order.reversed(), &trees)
      for rank in 0..<max(0, rows.values[covariate].count - 1) {
        let sum = below[rank] + above[rank + 1]
        if sum > best {
          best = sum
          found = (covariate, rank)
        }
      }
    }
    return found
  }

  /// By the rank of the last patient that was added, the most that the patients so far gather with at most one question.
  private func side(
    _ covariate: Int, _ order: some Collection<Int32>, _ trees: inout [PrefixTree]
  ) -> [Double] {
    let rank = rows.ranks[covariate]
    var result = leaves(rank, order)
    for second in rows.orders.indices where rows.values[second].count > 1 {
      for group in 0..<pairs.groups {
        trees[second].clear()
        question(second, group, rank, order, &trees[second], &result)
      }
    }
    return result
  }

  private func leaves(_ rank: [Int32], _ order: some Collection<Int32>) -> [Double] {
    var result = [Double](repeating: -.infinity, count: Int(rank.max() ?? 0) + 1)
    var totals = [Double](repeating: 0, count: rows.actions)
    var size = 0
    for place in order {
      let row = Int(place)
      for action in totals.indices { totals[action] += rows.scores[action][row] }
      size += rows.weights[row]
      result[Int(rank[row])] = size >= smallest ? totals.max() ?? 0 : -.infinity
    }
    return result
  }

  private func question(
    _ second: Int, _ group: Int, _ rank: [Int32], _ order: some Collection<Int32>, _ tree: inout PrefixTree,
    _ result: inout [Double]
  ) {
    let own = rows.ranks[second]
    var counts = [Int](repeating: 0, count: rows.values[second].count)
    // The first place with enough patients up to it, and the last with enough from it on.
    var (low, upToLow) = (counts.count - 1, 0)
    var (high, fromHigh) = (0, 0)
    var totals = [Double](repeating: 0, count: rows.actions)
    var last = -1
    func read() {
      guard last >= 0, low < high, upToLow >= smallest, fromHigh >= smallest else { return }
      if pairs.best(totals, group: group, tree.ends) > result[last] {
        let ends = tree.ends(from: low, through: high - 1)
        result[last] = max(result[last], pairs.best(totals, group: group, ends))
      }
    }
    for place in order {
      let row = Int(place)
      if Int(rank[row]) != last {
        read()
        last = Int(rank[row])
      }
      let (at, weight) = (Int(own[row]), rows.weights[row])
      tree.add(differences[group][row], at: at)
      for action in totals.indices { totals[action] += rows.scores[action][row] }
      counts[at] += weight
      if at <= low { upToLow += weight }
      while low > 0, upToLow - counts[low] >= smallest {
        upToLow -= counts[low]
        low -= 1
      }
      if at >= high { fromHigh += weight }
      while high < counts.count - 1, fromHigh - counts[high] >= smallest {
        fromHigh -= counts[high]
        high += 1
      }
    }
    read()
  }
}
