/// A policy in words, as people read it back.
///
///     At step 2: if the step before was not tolerated, switch within the class; otherwise switch to another class.
public struct PolicyWords: Sendable {
  /// What people read for a column, for one of its values, and for a strategy.
  public var column: @Sendable (String) -> String
  public var value: @Sendable (_ value: String, _ column: String) -> String
  public var strategy: @Sendable (String) -> String

  public init(
    column: @escaping @Sendable (String) -> String = { $0 },
    value: @escaping @Sendable (String, String) -> String = { value, _ in value },
    strategy: @escaping @Sendable (String) -> String = { Strategy.words(for: $0) ?? $0 }
  ) {
    (self.column, self.value, self.strategy) = (column, value, strategy)
  }

  /// A sentence a step.
  public func sentences(of policy: TreatmentPolicy) -> [String] {
    if let whole = policy.whole {
      return whole == .stay
        ? ["No further step begins after the first."] : ["At each step: what clinicians did."]
    }
    return policy.rules.map { rule in
      var parts: [String] = []
      for (place, branch) in rule.branches.enumerated() {
        let choice = words(of: branch.choice)
        if let condition = branch.condition {
          parts.append((place == 0 ? "if " : "otherwise, if ") + words(of: condition) + ", " + choice)
        } else {
          parts.append((place == 0 ? "" : "otherwise ") + choice)
        }
      }
      return "At step \(rule.step): " + parts.joined(separator: "; ") + "."
    }
  }

  /// What is done, beginning small where it begins with a common word.
  public func words(of choice: TreatmentPolicy.Choice) -> String {
    switch choice {
    case .asObserved: return "as observed"
    case .stay: return "stay with what there is"
    case .strategies(let shares):
      if shares.count == 1 { return begun(shares[0].strategy) }
      let names = shares.map { begun($0.strategy) }
      if shares.allSatisfy({ $0.share == shares[0].share }) {
        return names.joined(separator: " or ") + ", by chance in equal shares"
      }
      return zip(shares, names).map { "\(TokenReader.text(of: $0.percent)) % \($1)" }.joined(separator: ", ")
        + ", by chance"
    }
  }

  private func begun(_ strategy: String) -> String {
    let words = self.strategy(strategy)
    let isCommon = words.dropFirst().first?.isLowercase ?? false
    return isCommon ? words.prefix(1).lowercased() + words.dropFirst() : words
  }

  public func words(of filter: Filter) -> String { phrase(filter.root) }

  private func phrase(_ condition: Filter.Condition) -> String {
    switch condition {
    case .all(let parts): return parts.map { inner($0) }.joined(separator: " and ")
    case .any(let parts): return parts.map { inner($0) }.joined(separator: " or ")
    case .not(let part): return negation(part)
    case .missing(let name, let isMissing):
      return "\(named(name)) is \(isMissing ? "not known" : "known")"
    case .number(let name, let comparison, let number):
      if let state = state(name.text, comparison, number) { return state }
      return "\(named(name)) is \(words(comparison)) \(TokenReader.text(of: number))"
    case .numbers(let name, let numbers):
      return "\(named(name)) is \(numbers.map(TokenReader.text(of:)).joined(separator: " or "))"
    case .text(let name, let equal, let text):
      return "\(named(name)) is \(equal ? "" : "not ")\(valued(text, name.text))"
    case .texts(let name, let texts):
      return "\(named(name)) is \(texts.map { valued($0, name.text) }.joined(separator: " or "))"
    }
  }

  private func inner(_ condition: Filter.Condition) -> String {
    switch condition {
    case .all, .any: "(\(phrase(condition)))"
    default: phrase(condition)
    }
  }

  private func negation(_ condition: Filter.Condition) -> String {
    if case .number(let name, .equal, 1) = condition, let state = state(name.text, .equal, 0) { return state }
    return "not: \(inner(condition))"
  }

  /// Phrases of names that stand alone.
  private func state(_ name: String, _ comparison: Filter.Comparison, _ number: Double) -> String? {
    guard comparison == .equal, number == 0 || number == 1 else { return nil }
    let holds = number == 1
    if let thing = PolicyNames.triedStrategy(name) {
      return "\(begun(thing)) was \(holds ? "" : "not ")tried before"
    }
    switch name {
    case "intolerant": return holds ? "the step before was not tolerated" : "the step before was tolerated"
    case "responded":
      return holds ? "the step before brought response" : "the step before brought no response"
    case "failed": return holds ? "the step before brought no response" : "the step before brought response"
    default: return nil
    }
  }

  private func words(_ comparison: Filter.Comparison) -> String {
    switch comparison {
    case .equal: "equal to"
    case .unequal: "not equal to"
    case .below: "below"
    case .atMost: "at most"
    case .above: "above"
    case .atLeast: "at least"
    }
  }

  private func valued(_ text: String, _ column: String) -> String {
    let isStrategy =
      column == "prior_strategy" || PolicyNames.numberedStep(column).map { $0.what == "strategy" } ?? false
    return isStrategy ? strategy(text) : value(text, column)
  }

  private func named(_ name: Filter.Name) -> String {
    if let (what, step) = PolicyNames.numberedStep(name.text) {
      switch what {
      case "strategy": return "the strategy of step \(step)"
      case "outcome": return "the outcome of step \(step)"
      case "baseline": return "the score at the start of step \(step)"
      default: return "why step \(step) ended"
      }
    }
    switch name.text {
    case "baseline": return "the score at the step's start"
    case "last_score": return "the last score"
    case "entry": return "the score at entry"
    case "days": return "the number of days since the first step began"
    case "prior_strategy": return "the strategy before"
    case "prior_outcome": return "the outcome of the step before"
    case "prior_stop_reason": return "why the step before ended"
    case "failures": return "the number of steps without response"
    default: return column(name.text)
    }
  }
}
