import Treatment

/// Why a treatment opens no step and makes no trial (S01).
struct CovariateReason {
  let text: String

  /// `nil` where the era may open a step.
  init?(of era: Era, in context: RuleContext) {
    let agent = context.catalogue.agents[Int(era.agent)]
    switch era.kind {
    case .covariate where era.indication != .depression:
      let names = agent.names(for: era.indication).map { "'\($0)'" }.joined(separator: " or ")
      let source =
        era.marks.contains(.indicationByName)
        ? names.isEmpty ? ", as the name in the file says" : ", as the name \(names) says"
        : ", as the file says"
      text = "given for \(era.indication.rawValue)\(source); no trial of depression"
    case .covariate:
      let entry = context.formulary.entries[Int(era.agent)]
      text =
        entry.kind == .covariate
        ? "for sleep, anxiety or support"
        : "a dose below \(entry.lowDoseBelow) mg is for sleep, not for depression"
    case .background: text = "replacement, or running long before the first treatment"
    default: return nil
    }
  }
}
