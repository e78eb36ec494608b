/// The definitions that `--rules` names, in the order in which a report lists them.
public enum ResistanceRules {
  public static let all: [any ResistanceRule] = [
    RegulatoryRule.ema, RegulatoryRule.fda, GSRDRule(), KIMRule(), DanishRule(),
    DanishRule(countingECT: true), ClaimsRule(), FabbriRule(), StagingRule.mgh, StagingRule.msm,
  ]

  public static func named(_ id: String) -> (any ResistanceRule)? {
    all.first { $0.id == id.lowercased() }
  }
}
