public import Treatment

/// The keys of rates as keys of patients: what each says of a whole patient, known by the start of the current episode.
extension GroupKey {
  /// Why the key cannot group patients, with what can instead; `nil` where it can.
  public var refusalOfPatients: String? {
    switch self {
    case .step:
      "a patient has several steps, and how many is what resistance is about; 'prior_failures' groups by failures before entry"
    case .lifestyle: "a programme is one of a step, and a patient has several steps"
    case .pooled(let key, _): key.refusalOfPatients
    default: nil
    }
  }

  /// The column that holds the group.
  public var nameOfPatients: String {
    switch self {
    case .strategy: "first_strategy"
    case .agent: "first_agent"
    case .pooled(let key, _): key.nameOfPatients
    default: name
    }
  }

  /// What the group is of, where the key alone does not say it.
  public var meaningOfPatients: String? {
    switch self {
    case .strategy: "first_strategy: the strategy of the first step of the current episode."
    case .agent: "first_agent: the agent that leads the first step of the current episode."
    case .scale: "scale: the scale on which the patient's trials are judged."
    case .baselineSeverity:
      "baseline_severity: the band of the score at the start of the first step of the current episode, on the scale that "
        + "judges the patient's trials."
    case .pooled(let key, _): key.meaningOfPatients
    default: nil
    }
  }

  /// What the key needs in a page of histories.
  var readsOfPatients: (columns: PageRequest.Columns, covariates: [CovariateRequest]) {
    switch self {
    case .priorFailures, .covariate, .cut: ([], reads.covariates)
    case .strategy, .step, .agent, .scale, .baselineSeverity, .design, .lifestyle: ([], [])
    case .pooled(let key, _): key.readsOfPatients
    }
  }
}
