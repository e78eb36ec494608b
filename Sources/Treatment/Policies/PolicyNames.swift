/// What is known of a patient when a step begins, by the names that conditions and covariates use.
///
/// | name | is |
/// |---|---|
/// | `baseline` | the score at the step's start |
/// | `last_score` | the same, or where there is none the last one of the step before |
/// | `entry` | the score that the patient entered with |
/// | `days` | days since the first step began |
/// | `prior_strategy`, `prior_outcome`, `prior_stop_reason` | of the step before |
/// | `strategy_1`, `outcome_1`, `stop_reason_1`, `baseline_1`, … | of an earlier step by its number |
/// | `intolerant`, `responded`, `failed` | the step before was stopped for side effects; ended in response; ended without |
/// | `failures` | earlier steps that ended without response |
/// | `tried X` | X was the strategy of an earlier step |
///
/// Source: Documentation/Roadmap/README.md, "What is known at a step"
public enum PolicyNames {
  /// Stand alone in a condition.
  public static let states: Set<String> = ["intolerant", "responded", "failed"]
  public static let prefixes: Set<String> = ["tried"]

  static let examples =
    "columns of the patients, baseline, last_score, entry, days, prior_strategy, prior_outcome, prior_stop_reason, "
    + "intolerant, responded, failed, failures, 'tried STRATEGY', and strategy_1, outcome_1 and so on of earlier steps"

  /// Of every step.
  static let atAnyStep = ["baseline", "last_score", "entry", "days"]
  /// Of steps after the first.
  static let afterFirst = [
    "prior_strategy", "prior_outcome", "prior_stop_reason", "intolerant", "responded", "failed", "failures",
  ]
  /// With the number of an earlier step.
  static let numbered = ["strategy", "outcome", "stop_reason", "baseline"]

  /// The history's names that are known when the step begins, without `tried`.
  public static func known(at step: Int) -> [String] {
    if step <= 1 { return atAnyStep }
    return atAnyStep + afterFirst + (1..<step).flatMap { earlier in numbered.map { "\($0)_\(earlier)" } }
  }

  /// Of the history, whatever the step: no columns of the patients.
  public static func isHistory(_ name: String) -> Bool {
    atAnyStep.contains(name) || afterFirst.contains(name) || numberedStep(name) != nil
      || triedStrategy(name) != nil
  }

  /// `strategy_2` is of step 2.
  public static func numberedStep(_ name: String) -> (what: String, step: Int)? {
    for what in numbered where name.hasPrefix(what + "_") {
      if let step = Int(name.dropFirst(what.count + 1)), step > 0 { return (what, step) }
    }
    return nil
  }

  public static func triedStrategy(_ name: String) -> String? {
    name.hasPrefix("tried_") ? String(name.dropFirst("tried_".count)) : nil
  }

  /// Why the name is known too late at the step, as a sentence; `nil` where it is not.
  public static func lateness(of name: String, at step: Int) -> String? {
    if let (what, own) = numberedStep(name), own >= step {
      return own == step && what == "strategy"
        ? "the strategy of step \(step) is what the policy decides."
        : "it belongs to step \(own), which is not over when step \(step) begins."
    }
    if step <= 1, afterFirst.contains(name) || triedStrategy(name) != nil {
      return "it is of an earlier step, and step 1 has none before it."
    }
    switch name {
    case "strategy", "agent", "agents": return "it is what the policy decides."
    case "step": return "a rule is of one step; write a rule for each step."
    case "episode", "scale": return "a road is of one episode and one scale, so that it tells nobody apart."
    case "start_day": return "it is a day of the file; take days, counted from the first step's start."
    default:
      return late.contains(name) ? "it is known only when the step has ended." : nil
    }
  }

  /// What comes of a step. The leakage guard knows the same columns of a model of resistance.
  private static let late: Set<String> = [
    "endpoint", "score_end", "score_last", "end_score_day", "end_day", "stop_reason", "response", "remission",
    "responded_at_end", "remitted", "outcome", "censored", "score_change", "change", "last_day", "adequate",
  ]
}
