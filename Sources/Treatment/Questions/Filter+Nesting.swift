extension Filter {
  /// Whether every step that this filter keeps is kept by the other one, as far as their words show it: each condition of the
  /// other is one of these, a wider bound of the same number, or a longer list of the same name.
  ///
  /// Not: a proof that it is otherwise. `false` where only the data would tell.
  public func isPart(of other: Filter) -> Bool {
    let own = root.conjuncts
    return other.root.conjuncts.allSatisfy { wanted in own.contains { $0.implies(wanted) } }
  }
}

extension Filter.Condition {
  fileprivate var conjuncts: [Self] {
    if case .all(let parts) = self { parts } else { [self] }
  }

  fileprivate func implies(_ other: Self) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (_, .any(let parts)): return parts.contains { implies($0) }
    case (.text(let name, equal: true, let value), .texts(let wider, let values)):
      return name == wider && values.contains(value)
    case (.texts(let name, let values), .texts(let wider, let others)):
      return name == wider && values.allSatisfy(others.contains)
    case (.number(let name, .equal, let value), .numbers(let wider, let values)):
      return name == wider && values.contains(value)
    case (.numbers(let name, let values), .numbers(let wider, let others)):
      return name == wider && values.allSatisfy(others.contains)
    case (.number(let name, let comparison, let value), .number(let wider, let bound, let limit)):
      return name == wider && Self.isWithin(comparison, value, bound, limit)
    default: return false
    }
  }

  private static func isWithin(
    _ comparison: Filter.Comparison, _ value: Double, _ bound: Filter.Comparison, _ limit: Double
  ) -> Bool {
    switch (comparison, bound) {
    case (.below, .below), (.below, .atMost), (.atMost, .atMost), (.equal, .atMost): value <= limit
    case (.atMost, .below), (.equal, .below): value < limit
    case (.above, .above), (.above, .atLeast), (.atLeast, .atLeast), (.equal, .atLeast): value >= limit
    case (.atLeast, .above), (.equal, .above): value > limit
    default: false
    }
  }
}
