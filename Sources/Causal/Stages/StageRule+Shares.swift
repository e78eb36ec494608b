extension StageRule {
  /// The share of an action in a row, given what the row had.
  func share(of action: Int, _ row: Int, taken: Int, actions: Int) -> Double {
    switch self {
    case .actions(let chosen):
      (chosen[row] == Self.asObserved ? taken : chosen[row]) == action ? 1 : 0
    case .shares(let shares): shares[row * actions + action]
    }
  }

  /// Whether the row is left to what it had, so that nothing is to be weighted for.
  func isObserved(_ row: Int) -> Bool {
    if case .actions(let chosen) = self { return chosen[row] == Self.asObserved }
    return false
  }

  /// Rows that the rule says nothing, or nothing sensible, of.
  func holes(_ rows: Int, actions: Int) -> Int {
    switch self {
    case .actions(let chosen):
      let known = chosen.prefix(rows).count { $0 == Self.asObserved || (0..<actions).contains($0) }
      return max(rows, chosen.count) - known
    case .shares(let shares):
      guard shares.count == rows * actions else { return abs(rows - shares.count / max(1, actions)) + 1 }
      return (0..<rows).count { row in
        let own = shares[row * actions..<(row + 1) * actions]
        return !own.allSatisfy { $0 >= 0 } || abs(own.reduce(0, +) - 1) > 1e-9
      }
    }
  }

  /// Which actions the rule gives to anybody.
  func used(at stage: StageDecisions) -> [Bool] {
    var result = [Bool](repeating: false, count: stage.actions.count)
    for row in 0..<stage.count {
      for action in result.indices where !result[action] {
        result[action] =
          share(of: action, row, taken: stage.taken[row], actions: stage.actions.count) > 0
      }
    }
    return result
  }
}
