/// The names of strategies.
///
/// Not: a closed list. A declared strategy is taken as it stands; this tells which names are known.
/// Source: adequacy.md, section 6, with post-rule P1.
public enum Strategy {
  /// What the decision table calls a step.
  public static let ofDecisionTable: Set<String> = [
    "FIRST_LINE", "FIRST_LINE_OTHER", "RECHALLENGE", "MAINTENANCE", "ECT", "KETAMINE", "OTHER", "NEUROMOD",
    "PSYCH_ADD", "PSYCH_SWITCH", "OTHER_MONO", "AUGMENT_LI", "AUGMENT_THYROID", "AUGMENT_AAP",
    "AUGMENT_OTHER",
    "SWITCH", "SWITCH_WITHIN", "SWITCH_OUT", "SWITCH_AFTER_GAP", "UNDETERMINED", "COMBINE", "COMBINE_ABORTED",
    "COMBINE_FROM_START", "LIFESTYLE", "OPTIMISE",
  ]

  /// Those, and what the catalogue calls procedures and control arms.
  public static func names(in catalogue: Catalogue) -> Set<String> {
    ofDecisionTable.union(catalogue.agents.map(\.strategyCode).filter { !$0.isEmpty })
  }
}
