/// The pairs of actions, a lane each, that the two sides of a question may have.
///
/// Of two actions a < b below and above a threshold the sum is `S(b) + Σ below (Γa - Γb)`, and the other way round `S(a) - Σ below (Γa - Γb)`,
/// where S is the sum over both sides.
struct ActionPairs<Lanes: SIMD> where Lanes.Scalar == Double {
  private let first: [Int]
  private let second: [Int]

  init(actions: Int) {
    var (first, second): ([Int], [Int]) = ([], [])
    for a in 0..<actions {
      for b in a + 1..<actions {
        first.append(a)
        second.append(b)
      }
    }
    precondition(first.count <= Lanes.scalarCount, "a lane a pair")
    (self.first, self.second) = (first, second)
  }

  /// `Γa - Γb` of each pair.
  func differences(_ scores: [[Double]], _ row: Int) -> Lanes {
    var result = Lanes.zero
    for lane in first.indices { result[lane] = scores[first[lane]][row] - scores[second[lane]][row] }
    return result
  }

  /// The best that two sides can have, from the largest and the least sum below.
  func best(_ totals: [Double], most: Lanes, least: Lanes) -> Double {
    var result = -Double.infinity
    for lane in first.indices {
      result = max(result, totals[second[lane]] + most[lane], totals[first[lane]] - least[lane])
    }
    return result
  }
}
