public import Causal

/// Why a policy of a roadmap has no value. No case holds a patient's value.
public enum RoadmapError: Error, Equatable, Sendable {
  /// The policy's rule says nothing of some patients.
  case hole(policy: String, step: Int, patients: Int)
  /// The policy says nothing of a step that the roads come to.
  case noRule(policy: String, step: Int, patients: Int)
  case nobodyHad(policy: String, step: Int, strategy: String)
  /// Shares and what was observed in one rule.
  case mixed(policy: String, step: Int)
  case stages(Causal.PolicyError)
  /// The covariates have no design.
  case covariates(reason: String)
}

extension RoadmapError: CustomStringConvertible {
  public var description: String { words { "\($0)" } }

  /// The message with counts as they may be shown.
  public func words(_ amount: (Int) -> String) -> String {
    switch self {
    case .hole(let policy, let step, let patients):
      "The policy '\(policy)' has a hole: at step \(step) no rule holds for \(amount(patients)) patients. End the rule with 'else' and what "
        + "is to be done with them ('else as observed' leaves them to their clinicians)."
    case .noRule(let policy, let step, let patients):
      "The policy '\(policy)' says nothing of step \(step), which \(amount(patients)) patients came to. Write 'step \(step): as observed' or "
        + "'step \(step): stay', or end the roads sooner (--max-steps)."
    case .nobodyHad(let policy, let step, let strategy):
      "The policy '\(policy)' gives \(strategy) at step \(step), where too few had it for it to stand by its name."
    case .mixed(let policy, let step):
      "The rule of '\(policy)' at step \(step) gives some patients strategies by chance and leaves others as observed. Take one of the two."
    case .stages(let error): error.description
    case .covariates(let reason): "The covariates cannot be used. \(reason)"
    }
  }
}
