/// A term that leaks, by which variable, and why.
public struct LeakageFinding: Sendable, Hashable {
  public var term: String
  public var variable: String
  /// A sentence without its full stop's subject: `counts treatment trials, which ema is built from.`
  public var reason: String

  public init(term: String, variable: String, reason: String) {
    self.term = term
    self.variable = variable
    self.reason = reason
  }
}

/// What the guard looked at, for the output and the provenance.
public struct LeakageReport: Sendable, Equatable {
  public enum Status: String, Sendable, Hashable {
    case notChecked = "not checked"
    case checked
    /// A leaking term was let through.
    case allowed = "allowed"
  }

  public var status: Status
  public var rule: String?
  /// Leaking terms that were let through.
  public var allowed: [LeakageFinding]
  /// Variables without a declared role, judged by their names alone.
  public var undeclared: [String]

  /// What the output prints, beginning with `leakage:`.
  public var sentences: [String] {
    switch status {
    case .notChecked:
      return [
        "leakage: not checked. Name the definition of the outcome with --outcome-rule, or declare roles of the columns, "
          + "so that covariates which tell the outcome are refused."
      ]
    case .checked, .allowed:
      let basis = rule.map { "against the definition \($0)" } ?? "against the declared roles"
      var sentences = [
        allowed.isEmpty
          ? "leakage: checked \(basis); no covariate is known to leak."
          : "leakage: checked \(basis); allowed all the same: \(allowed.map(\.term).joined(separator: ", "))."
      ]
      sentences += allowed.map {
        "\($0.term) leaks: \($0.reason) Its estimate is no predictor's, and it makes the whole model look better than it is."
      }
      if !undeclared.isEmpty {
        sentences.append(
          "Judged by name alone, since no role is declared: \(undeclared.joined(separator: ", ")).")
      }
      return sentences
    }
  }
}
