public import Summaries

/// Why a policy has no value. Each case has a way out, which `description` names.
public enum PolicyError: Error, Equatable, Sendable {
  case noStages
  /// A stage without patients.
  case nobodyReached(stage: String)
  /// Patients who stand at a stage without having been at the one before, or after they were lost there.
  case outOfOrder(stage: String, patients: Int)
  /// The policy's rule says nothing of some patients.
  case hole(policy: String, stage: String, patients: Int)
  /// Rules for more or fewer stages than there are.
  case otherStages(policy: String, rules: Int, stages: Int)
  /// The policy gives an action that nobody had there.
  case nobodyHad(policy: String, stage: String, action: String)
  /// Nobody who had followed the policy until this stage followed it there.
  case supportEnds(policy: String, stage: String)
  /// What came after the action is known of too few.
  case fewSeen(stage: String, action: String, seen: Int)
  /// All those with the action gained the same, so that nothing tells who gains.
  case sameOutcome(stage: String, action: String)
  case propensity(stage: String, StatisticError)
  case outcome(stage: String, action: String, StatisticError)
  case lost(stage: String, StatisticError)
  /// What is to be gained is not between 0 and 1, as a logistic model needs.
  case notShare(stage: String)
  /// Actions or columns differ between stages that were to share a model.
  case cannotShare(stage: String)
  case tooFewPatients(folds: Int, patients: Int)
  /// No tree: nothing to split by, or no leaf large enough.
  case noTree(stage: String, reason: String)
}

extension PolicyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noStages: "There is no step to decide at. Name at least one step."
    case .nobodyReached(let stage):
      "Nobody reached \(stage), so nothing can be said of it. End the policies one step earlier (--max-steps)."
    case .outOfOrder(let stage, let patients):
      "\(patients) patients stand at \(stage) without a known step before it. Steps must follow one another without a gap."
    case .hole(let policy, let stage, let patients):
      "The policy '\(policy)' has a hole: it says nothing of \(patients) patients at \(stage). End its rule with 'else'."
    case .otherStages(let policy, let rules, let stages):
      "The policy '\(policy)' has rules for \(rules) steps, where there are \(stages). Give each step one rule."
    case .nobodyHad(let policy, let stage, let action):
      "The policy '\(policy)' gives \(action) at \(stage), which nobody had there. Take another strategy, or end the policy before."
    case .supportEnds(let policy, let stage):
      "Support ends at \(stage): nobody who had followed the policy '\(policy)' until then followed it there, so its value would be a guess. "
        + "Change its rule there, or end it before."
    case .fewSeen(let stage, let action, let seen):
      "Of those with \(action) at \(stage) it is known of only \(seen) what came after, which is too few for a model. Join strategies, or "
        + "end the policies before."
    case .sameOutcome(let stage, let action):
      "With \(action) at \(stage) the outcome is the same in everybody, so it cannot be modelled. Join strategies, or end the policies "
        + "before."
    case .propensity(let stage, .separated(let term, let levels)):
      "At \(stage) '\(term)' decides which strategy a patient gets"
        + (levels.isEmpty ? "" : " (\(levels.joined(separator: "; ")))")
        + ", so that nobody like them had another one. Leave the term out, or use --method firth, which bounds the model but makes no "
        + "overlap."
    case .propensity(let stage, let error):
      "Who got what at \(stage) cannot be modelled. \(error.description)"
    case .outcome(let stage, let action, let error):
      "What came after \(action) at \(stage) cannot be modelled. \(error.description)"
    case .lost(let stage, let error): "Who was lost after \(stage) cannot be modelled. \(error.description)"
    case .notShare(let stage):
      "What is still to be gained at \(stage) is not between 0 and 1, as its model needs. Let a patient gain once, or use a linear model."
    case .cannotShare(let stage):
      "\(stage) has other strategies or covariates than the first step, so that they cannot share a model. Use a model a step."
    case .tooFewPatients(let folds, let patients):
      "\(folds) folds need more than \(patients) patients. Use fewer folds, or none."
    case .noTree(let stage, let reason): "No tree can be grown at \(stage): \(reason)."
    }
  }
}
