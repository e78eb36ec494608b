public import Summaries

/// Why an effect has no estimate. Each case has a way out, which `description` names.
public enum EffectError: Error, Equatable, Sendable {
  /// Nobody had the action.
  case nobody(action: String)
  /// Fewer than five events, or non-events, among the rows with an action whose outcome was seen.
  case fewEvents(action: String, events: Int)
  case nobodySeen(action: String)
  /// Who got what cannot be modelled.
  case propensity(StatisticError)
  case outcome(action: String, StatisticError)
  case seen(action: String, StatisticError)
  /// No row with the action has a propensity that a row with the other one has.
  case noOverlap(action: String)
  case tooFewPatients(folds: Int, patients: Int)
  case notDefined(method: String, population: String)
}

extension EffectError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nobody(let action):
      "Nobody had \(action) among the rows that are compared. Check the strategies, and --at; `remit rates COHORT --by strategy,step` "
        + "shows who had what."
    case .fewEvents(let action, let events):
      "With \(action) fewer than five had the outcome, or fewer than five had it not (\(events)), which is too few for an estimate. "
        + "Join strategies, widen --at, or use --method firth."
    case .nobodySeen(let action):
      "Nobody with \(action) has the outcome known, so there is nothing to compare. Check the outcome, the endpoint's day and its window."
    case .propensity(.separated(let term, let levels)):
      "There is no overlap: '\(term)' decides which of the two strategies a patient gets"
        + (levels.isEmpty ? "" : " (\(levels.joined(separator: "; ")))")
        + ", so that nobody like them had the other one. Keep patients who could have had both with --at, leave the term out, or use "
        + "--method firth, which bounds the model but makes no overlap."
    case .propensity(let error): "Who got what cannot be modelled. \(error.description)"
    case .outcome(let action, let error):
      "The outcome with \(action) cannot be modelled. \(error.description)"
    case .seen(let action, let error):
      "Who has the outcome known with \(action) cannot be modelled. \(error.description)"
    case .noOverlap(let action):
      "There is no overlap: nobody with \(action) is like anybody with the other strategy, by the model of who got what. Keep patients "
        + "who could have had both with --at, or leave out the terms that decide it."
    case .tooFewPatients(let folds, let patients):
      "\(folds) folds need more than \(patients) patients. Use fewer folds, or none."
    case .notDefined(let method, let population):
      "\(method) is not defined for the population '\(population)'. Take ate or att."
    }
  }
}
