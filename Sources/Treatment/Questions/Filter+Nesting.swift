extension Filter {
  /// Whether every step that this filter keeps is kept by the other one, as far as their words show it: each condition of the
  /// other is one of these, a wider bound of the same number, or a longer list of the same name.
  ///
  /// Not: a proof that it is otherwise. `false` where only the data would tell.
  public func isPart(of other: Filter) -> Bool {
    let own = root.conjuncts
    return other.root.conjuncts.allSatisfy { wanted in own.contains { $0.implies(wanted) } }
  }

  /// Whether no step is kept by both, as far as their words show it: a condition of one excludes one of the other.
  ///
  /// Not: a proof that it is otherwise.
  public func excludes(_ other: Filter) -> Bool {
    root.conjuncts.contains { own in other.root.conjuncts.contains { own.excludes($0) || $0.excludes(own) } }
  }

  /// Whether the steps of a group are kept, where every name of the filter is one of the group's keys; `nil` where it is not.
  ///
  /// - Parameter group: values by key, empty where missing.
  public func keeps(_ group: [String: String]) -> Bool? { root.keeps(group) }
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

  /// One condition of the same name that leaves no value to the other; missing values are kept by neither.
  fileprivate func excludes(_ other: Self) -> Bool {
    switch (self, other) {
    case (.not(let inner), _): return other.implies(inner)
    case (.missing(let name, let isMissing), .missing(let second, let other)):
      return name == second && isMissing != other
    case (.missing(let name, true), .text(let second, _, _)),
      (.missing(let name, true), .texts(let second, _)),
      (.missing(let name, true), .number(let second, _, _)),
      (.missing(let name, true), .numbers(let second, _)):
      return name == second
    case (.text(let name, equal: true, let value), .text(let second, equal: let equal, let other)):
      return name == second && (value == other) != equal
    case (.text(let name, equal: true, let value), .texts(let second, let others)):
      return name == second && !others.contains(value)
    case (.texts(let name, let values), .texts(let second, let others)):
      return name == second && !values.contains(where: others.contains)
    case (.numbers(let name, let values), .number(let second, _, _)):
      return name == second && values.allSatisfy { Self.number(name, .equal, $0).excludes(other) }
    case (.numbers(let name, let values), .numbers(let second, let others)):
      return name == second && !values.contains(where: others.contains)
    case (.number(let name, let comparison, let value), .number(let second, let bound, let limit)):
      return name == second && Self.areApart(comparison, value, bound, limit)
    default: return false
    }
  }

  private static func areApart(
    _ comparison: Filter.Comparison, _ value: Double, _ bound: Filter.Comparison, _ limit: Double
  ) -> Bool {
    switch (comparison, bound) {
    case (.equal, .equal): value != limit
    case (.equal, .unequal): value == limit
    case (.below, .above), (.below, .atLeast), (.atMost, .above), (.equal, .above), (.below, .equal):
      value <= limit
    case (.atMost, .atLeast), (.equal, .atLeast), (.atMost, .equal): value < limit
    default: false
    }
  }

  fileprivate func keeps(_ group: [String: String]) -> Bool? {
    switch self {
    case .all(let parts):
      let kept = parts.map { $0.keeps(group) }
      return kept.contains(nil) ? nil : kept.allSatisfy { $0 == true }
    case .any(let parts):
      let kept = parts.map { $0.keeps(group) }
      return kept.contains(nil) ? nil : kept.contains(true)
    case .not(let part): return part.keeps(group).map { !$0 }
    case .missing(let name, let isMissing): return group[name.text].map { $0.isEmpty == isMissing }
    case .text(let name, let equal, let value):
      return group[name.text].map { !$0.isEmpty && ($0 == value) == equal }
    case .texts(let name, let values): return group[name.text].map { !$0.isEmpty && values.contains($0) }
    case .numbers(let name, let values):
      return group[name.text].flatMap { text in text.isEmpty ? false : Double(text).map(values.contains) }
    case .number(let name, let comparison, let value):
      return group[name.text].flatMap { text in
        text.isEmpty ? false : Double(text).map { Self.holds($0, comparison, value) }
      }
    }
  }

  private static func holds(_ value: Double, _ comparison: Filter.Comparison, _ limit: Double) -> Bool {
    switch comparison {
    case .equal: value == limit
    case .unequal: value != limit
    case .below: value < limit
    case .atMost: value <= limit
    case .above: value > limit
    case .atLeast: value >= limit
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
