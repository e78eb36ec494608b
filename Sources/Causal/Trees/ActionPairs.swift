/// The pairs of actions, a lane each, that the two sides of a question may have.
///
/// Of two actions a < b below and above a threshold the sum is `S(b) + Σ below (Γa - Γb)`, and the other way round `S(a) - Σ below (Γa - Γb)`,
/// where S is the sum over both sides.
///
/// Shapes: pairs come eight at a time, the last of them filled up with pairs of an action with itself.
struct ActionPairs {
  private var first: [Int] = []
  private var second: [Int] = []

  init(actions: Int) {
    for a in 0..<actions {
      for b in a + 1..<actions {
        first.append(a)
        second.append(b)
      }
    }
    while first.count % PrefixTree.Lanes.scalarCount != 0 {
      first.append(0)
      second.append(0)
    }
  }

  var groups: Int { first.count / PrefixTree.Lanes.scalarCount }

  /// `Γa - Γb` of each pair.
  func differences(_ scores: [[Double]], _ row: Int, group: Int) -> PrefixTree.Lanes {
    var result = PrefixTree.Lanes.zero
    for lane in 0..<PrefixTree.Lanes.scalarCount {
      let pair = group * PrefixTree.Lanes.scalarCount + lane
      result[lane] = scores[first[pair]][row] - scores[second[pair]][row]
    }
    return result
  }

  /// The best that two sides can have, from the largest and the least sum below.
  func best(
    _ totals: [Double], group: Int, _ ends: (most: PrefixTree.Lanes, least: PrefixTree.Lanes)
  ) -> Double {
    var result = -Double.infinity
    for lane in 0..<PrefixTree.Lanes.scalarCount {
      let pair = group * PrefixTree.Lanes.scalarCount + lane
      result = max(result, totals[second[pair]] + ends.most[lane], totals[first[pair]] - ends.least[lane])
    }
    return result
  }
}
