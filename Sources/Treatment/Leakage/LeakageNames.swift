/// What well-known column names stand for, and which rules of resistance are built from it.
///
/// Source: the rules' own statements (``ResistanceRules``): every one counts trials, courses or switches.
enum LeakageNames {
  /// Lower case, with one underscore between words.
  static func folded(_ name: String) -> String { words(name).joined(separator: "_") }

  private static func words(_ name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Why the variable leaks into the rule, as a sentence; `nil` where its name says nothing of the kind.
  static func reason(for variable: String, rule: String) -> String? {
    let name = folded(variable)
    if isOutcome(name) {
      return "\(variable) is a judgement of resistance or a stage of it, not a predictor."
    }
    if after.contains(name) {
      return "\(variable) is known only when a trial has ended, after the prediction time."
    }
    if isCount(name) {
      return "\(variable) tells how many treatments came before, and \(rule) counts \(counted(by: rule))."
    }
    if name == "strategy" || name == "tags" {
      return
        "\(variable) says whether a treatment came before and was changed, and \(rule) counts \(counted(by: rule))."
    }
    for (names, rules, what) in ingredients where rules.contains(rule) && names.contains(name) {
      return "\(variable) stands for \(what), which \(rule) is built from."
    }
    return nil
  }

  private static func counted(by rule: String) -> String {
    switch rule {
    case "danish", "danish-ect", "fabbri": "switches"
    case "kim", "claims": "courses"
    case "mgh", "msm": "failed trials among its points"
    default: "failed trials"
    }
  }

  private static let things: Set = [
    "trial", "trials", "failure", "failures", "failed", "step", "steps", "switch", "switches", "attempt",
    "attempts",
    "course", "courses", "fails", "strategies",
  ]

  private static let qualifiers: Set = [
    "n", "num", "number", "no", "count", "of", "total", "prior", "previous", "past", "earlier", "lifetime",
    "current",
    "adequate", "inadequate", "treatment", "treatments", "medication", "medications", "antidepressant",
    "antidepressants",
    "drug", "drugs", "ad", "ads", "adt", "agents", "line", "lines", "episode", "in", "before", "index",
  ]

  /// `step`, `n_trials`, `prior_failures`, `number of failed antidepressant trials`, `n_prior_antidepressants`.
  private static func isCount(_ name: String) -> Bool {
    let words = name.split(separator: "_").map(String.init)
    let counting: Set = ["n", "num", "number", "count", "prior", "previous", "past", "earlier", "total"]
    let drugs: Set = [
      "antidepressants", "medications", "drugs", "treatments", "agents", "ads", "lines", "strategies",
    ]
    guard words.allSatisfy({ things.contains($0) || qualifiers.contains($0) }) else { return false }
    if words.contains(where: things.contains) || name == "treatment_line" || name == "line_of_treatment" {
      return true
    }
    return words.contains(where: counting.contains) && words.contains(where: drugs.contains)
  }

  private static func isOutcome(_ name: String) -> Bool {
    let rules = ResistanceRules.all.map { folded($0.id) }
    if rules.contains(name) { return true }
    let names: Set = [
      "resistant", "resistance", "resistance_status", "trd", "possible", "indeterminate", "thase_rush",
      "mgh_s",
      "mgh_score", "msm_score", "maudsley", "maudsley_score", "esm", "athf", "athf_score", "stage", "staging",
      "resistant_day", "resistance_day", "treatment_resistant", "treatment_resistance",
    ]
    return names.contains(name)
  }

  /// Reserved columns of steps and exposures that hold what came of a trial.
  private static let after: Set = [
    "score_end", "score_last", "end_score_day", "end_day", "stop_reason", "response", "remission",
    "responded",
    "remitted", "outcome", "censored", "score_change", "change", "last_day", "adequate", "days_supplied",
    "trial_days", "trial_duration", "step_days", "step_duration", "duration_of_trial",
  ]

  private static let ingredients: [(names: Set<String>, rules: Set<String>, what: String)] = [
    (
      [
        "episode_start_day", "episode_duration", "episode_duration_days", "episode_duration_months",
        "episode_duration_weeks", "duration_of_episode", "episode_days", "episode_months", "episode_weeks",
        "episode_length", "episode_length_days", "days_in_episode", "months_in_episode", "chronicity",
      ], ["msm"], "the duration of the episode"
    ),
    (
      [
        "score_start", "score_entry", "score_baseline", "baseline", "baseline_score", "baseline_severity",
        "severity",
        "severity_at_baseline", "symptom_severity", "psychotic", "psychosis", "psychotic_features",
      ], ["msm"], "the severity of symptoms"
    ),
    (
      ["ect", "had_ect", "prior_ect", "ect_failed", "failed_ect", "ect_sessions", "n_ect"],
      ["mgh", "msm", "danish-ect", "kim"], "electroconvulsive therapy"
    ),
    (["rtms", "had_rtms", "prior_rtms", "rtms_sessions"], ["kim"], "magnetic stimulation"),
    (
      [
        "augmentation", "augmented", "augmentations", "n_augmentations", "prior_augmentation",
        "had_augmentation",
        "lithium_augmentation",
      ], ["mgh", "msm", "claims"], "augmentation"
    ),
    (
      ["first_contact_day", "days_since_contact", "days_since_first_contact"], ["danish", "danish-ect"],
      "the time since first contact"
    ),
  ]
}
