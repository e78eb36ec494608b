extension Strategy {
  /// What the decision table calls a step or an event, and what the catalogue calls procedures and control arms.
  public static func names(in catalogue: Catalogue) -> Set<String> {
    ofDecisionTable.union(catalogue.agents.map(\.strategyCode).filter { !$0.isEmpty })
  }
}
