/// Refuses covariates that a definition of resistance is built from, or that are known only after the prediction.
///
/// A model of resistance on the number of prior trials predicts the definition from itself. Known names are judged by
/// ``LeakageNames``; other columns by the role that is declared of them, and by their day.
/// Not: a proof that nothing leaks. A column under a name of the study's own needs a declared role.
public struct LeakageGuard: Sendable {
  /// A term of the formula with the variables that it is made of.
  public struct Term: Sendable, Hashable {
    public var label: String
    public var variables: [String]

    public init(_ label: String, variables: [String]) {
      self.label = label
      self.variables = variables
    }
  }

  public let rule: String?
  private let roles: [String: CovariateRole]
  private let allowing: [String]
  /// The day on which a variable is known, where it is dated.
  private let days: [String: Int32]
  private let time: PredictionTime?

  /// A guard of models of the outcome that `rule` defines; `nil` where the outcome is no definition of resistance.
  public init(
    rule: String? = nil, roles: [String: CovariateRole] = [:], days: [String: Int32] = [:],
    at time: PredictionTime? = nil, allowing: [String] = []
  ) throws(LeakageError) {
    if let rule {
      let known = ResistanceRules.all.map(\.id)
      guard known.contains(rule.lowercased()) else {
        throw .unknownRule(name: rule, known: known, nearest: NearestName.nearest(rule, among: known))
      }
    }
    self.rule = rule?.lowercased()
    self.roles = Dictionary(
      roles.map { (LeakageNames.folded($0.key), $0.value) }, uniquingKeysWith: Self.graver)
    self.days = days
    self.time = time
    self.allowing = allowing
  }

  private static func graver(_ first: CovariateRole, _ second: CovariateRole) -> CovariateRole {
    first == .baseline ? second : first
  }

  /// What is to be said of the terms; throws every leak at once.
  public func check(_ terms: [Term]) throws(LeakageError) -> LeakageReport {
    let names = terms.flatMap { [$0.label] + $0.variables }
    for name in allowing where !names.contains(name) {
      throw .nothingToAllow(name: name, terms: terms.map(\.label))
    }
    var allowed: [LeakageFinding] = []
    var refused: [LeakageFinding] = []
    for term in terms {
      guard let finding = finding(in: term) else { continue }
      let isAllowed = allowing.contains(term.label) || leaks(in: term).allSatisfy(allowing.contains)
      if isAllowed { allowed.append(finding) } else { refused.append(finding) }
    }
    guard refused.isEmpty else { throw .leaks(refused) }
    let hasBasis = rule != nil || !roles.isEmpty || !days.isEmpty && time != nil
    var undeclared: [String] = []
    for variable in terms.flatMap(\.variables) where roles[LeakageNames.folded(variable)] == nil {
      if !undeclared.contains(variable) { undeclared.append(variable) }
    }
    return LeakageReport(
      status: !allowed.isEmpty ? .allowed : hasBasis ? .checked : .notChecked, rule: rule, allowed: allowed,
      undeclared: hasBasis ? undeclared : [])
  }

  /// The same for terms that are single variables.
  public func check(variables: [String]) throws(LeakageError) -> LeakageReport {
    try check(variables.map { Term($0, variables: [$0]) })
  }

  private func leaks(in term: Term) -> [String] { term.variables.filter { reason(for: $0) != nil } }

  private func finding(in term: Term) -> LeakageFinding? {
    for variable in term.variables {
      guard let reason = reason(for: variable) else { continue }
      return LeakageFinding(term: term.label, variable: variable, reason: reason)
    }
    return nil
  }

  private func reason(for variable: String) -> String? {
    switch roles[LeakageNames.folded(variable)] {
    case .outcome: return "\(variable) is declared to be the outcome, or a form of it."
    case .after: return "\(variable) is declared to come about after the prediction time."
    case .definition: return "the definition of the outcome is declared to be built from \(variable)."
    case .baseline, nil: break
    }
    if let day = days[variable], let time, day > time.landmark {
      return "\(variable) is dated day \(day), after the prediction time (day \(time.landmark))."
    }
    return rule.flatMap { LeakageNames.reason(for: variable, rule: $0) }
  }
}
