/// What is to be done at each step of a patient's road, by what is known when the step begins.
///
///     step 2: if intolerant then SWITCH_WITHIN else if baseline >= 30 then AUGMENT_AAP else SWITCH_OUT; step 3: KETAMINE or ECT
///
/// Each step has a rule: conditions, tried in their order, each with a choice; the last may be without one (`else`). A choice is one
/// strategy, several by chance (`A or B` in equal shares, `60 % A, 40 % B`), `as observed` (what clinicians did), or `stay` (no further
/// step begins). Steps before the first that is named are as observed. A whole policy may be `as observed` or `stay`.
///
/// Source: Documentation/Roadmap/README.md, "Policies as text"
public struct TreatmentPolicy: Sendable, Hashable {
  /// What is done with the patients that a rule holds for.
  public enum Choice: Sendable, Hashable {
    /// Strategies with their shares, which come to 1; one alone has share 1.
    case strategies([Share])
    case asObserved
    /// No further step begins.
    case stay
  }

  public struct Share: Sendable, Hashable {
    public var strategy: String
    public var share: Double

    public init(_ strategy: String, _ share: Double = 1) { (self.strategy, self.share) = (strategy, share) }
  }

  /// One branch of a rule: whoever the condition holds for and no branch before it did.
  public struct Branch: Sendable, Hashable {
    /// `nil` = everybody who is left.
    public var condition: Filter?
    public var choice: Choice
  }

  public struct Rule: Sendable, Hashable {
    /// From 1.
    public var step: Int
    public var branches: [Branch]

    /// Whether the last branch takes everybody who is left.
    public var isTotal: Bool { branches.last?.condition == nil }
  }

  /// Ascending by step, one after the other.
  public let rules: [Rule]
  /// What holds where the policy is one choice from the first decision on; `nil` where it has rules.
  public let whole: Choice?

  /// A name or strategy in the text, with the step that it was written for and its column.
  struct Mention: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case strategy, name, step }

    var kind: Kind
    var text: String
    var step: Int
    var column: Int
  }

  let text: String
  let mentions: [Mention]

  public static let asObserved = TreatmentPolicy(
    rules: [], whole: .asObserved, text: "as observed", mentions: [])

  /// What learning gave that no text says.
  public static let unreadable = TreatmentPolicy(rules: [], whole: nil, text: "", mentions: [])

  init(rules: [Rule], whole: Choice?, text: String, mentions: [Mention]) {
    (self.rules, self.whole, self.text, self.mentions) = (rules, whole, text, mentions)
  }

  /// Equal where they say the same, however it was written.
  public static func == (a: TreatmentPolicy, b: TreatmentPolicy) -> Bool {
    a.rules == b.rules && a.whole == b.whole
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rules)
    hasher.combine(whole)
  }

  /// The step's rule; `nil` where the policy says nothing of it.
  public func rule(at step: Int) -> Rule? {
    // Whoever stays has begun somewhere.
    if let whole {
      return Rule(step: step, branches: [Branch(condition: nil, choice: step == 1 ? .asObserved : whole)])
    }
    if let rule = rules.first(where: { $0.step == step }) { return rule }
    guard let first = rules.first, step < first.step else { return nil }
    return Rule(step: step, branches: [Branch(condition: nil, choice: .asObserved)])
  }

  /// The columns that the conditions of a step read, each once, and how.
  public func columns(at step: Int) -> [CovariateRequest] {
    var result: [CovariateRequest] = []
    for branch in rule(at: step)?.branches ?? [] {
      for column in branch.condition?.flatColumns ?? [] where !result.contains(column) {
        result.append(column)
      }
    }
    return result
  }

  /// Whether some rule gives strategies by chance.
  public var drawsLots: Bool {
    rules.contains { rule in
      rule.branches.contains { branch in
        if case .strategies(let shares) = branch.choice { shares.count > 1 } else { false }
      }
    }
  }

  /// Whether some rule lets it be so.
  public func lets(_ choice: Choice) -> Bool {
    whole == choice || rules.contains { $0.branches.contains { $0.choice == choice } }
  }

  /// Strategies that the rule of a step names, each once, in the order of the text.
  public func strategies(at step: Int) -> [String] {
    var result: [String] = []
    for branch in rule(at: step)?.branches ?? [] {
      guard case .strategies(let shares) = branch.choice else { continue }
      for share in shares where !result.contains(share.strategy) { result.append(share.strategy) }
    }
    return result
  }
}

extension TreatmentPolicy.Choice {
  /// Whether a strategy is what the choice gives, or may give by chance.
  public func gives(_ strategy: String) -> Bool {
    switch self {
    case .asObserved: true
    case .stay: false
    case .strategies(let shares): shares.contains { $0.strategy == strategy }
    }
  }
}

extension TreatmentPolicy: CustomStringConvertible {
  /// The policy in its canonical spelling, which parses back to the same policy.
  public var description: String {
    if let whole { return whole.description }
    return rules.map { rule in
      "step \(rule.step): "
        + rule.branches.map { branch in
          (branch.condition.map { "if \($0) then " } ?? "") + branch.choice.description
        }.joined(separator: " else ")
    }.joined(separator: "; ")
  }
}

extension TreatmentPolicy.Choice: CustomStringConvertible {
  public var description: String {
    switch self {
    case .asObserved: return "as observed"
    case .stay: return "stay"
    case .strategies(let shares):
      func spelled(_ share: TreatmentPolicy.Share) -> String {
        TokenReader.text(of: share.strategy, keywords: PolicyParser.keywords, signs: PolicyParser.signs)
      }
      if shares.count == 1 { return spelled(shares[0]) }
      // Equal shares are the same number each, so that they are told by comparison.
      if shares.allSatisfy({ $0.share == 1 / Double(shares.count) }) {
        return shares.map(spelled).joined(separator: " or ")
      }
      return shares.map { "\(TokenReader.text(of: $0.percent)) % \(spelled($0))" }.joined(separator: ", ")
    }
  }
}

extension TreatmentPolicy.Share {
  /// In percent, as it was written: a share is a number of hundredths of a percent.
  var percent: Double { (share * 1e6).rounded() / 1e4 }
}
