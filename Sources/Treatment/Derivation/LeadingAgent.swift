/// Which agent of a step leads it: the one that the step's strategy is about.
///
/// `agents` names the new agents by name, then those that go on (F13), so the first of them need not be the one that
/// made the step what it is: esketamine with a new oral duloxetine is a KETAMINE step, and what came of it is esketamine's.
/// Strategy and agents decide together, so that a file of steps and the cohort that it was derived from agree.
///
/// Not: more than the strategy tells. Of a strategy that the decision table does not know, and of several agents of the
/// strategy's kind, the first that is named leads.
/// Source: Documentation/Formats/Grammar.md; Documentation/Treatment/Derivation.md, F13, F14 and F18.
public enum LeadingAgent: UInt8, Sendable, CaseIterable {
  case first, antidepressant, ketamine, ect, neuromodulation, rapidActing, psychotherapy, lithium, thyroid,
    antipsychotic, augmenter

  /// What leads a step of the strategy.
  public init(of strategy: String) {
    switch strategy {
    case "FIRST_LINE", "SWITCH", "SWITCH_WITHIN", "SWITCH_OUT", "SWITCH_AFTER_GAP", "UNDETERMINED", "COMBINE",
      "COMBINE_ABORTED", "COMBINE_FROM_START":
      self = .antidepressant
    case "KETAMINE": self = .ketamine
    case "ECT", "MAINTENANCE": self = .ect
    case "NEUROMOD": self = .neuromodulation
    case "OTHER": self = .rapidActing
    case "PSYCH_ADD", "PSYCH_SWITCH": self = .psychotherapy
    case "AUGMENT_LI": self = .lithium
    case "AUGMENT_THYROID": self = .thyroid
    case "AUGMENT_AAP": self = .antipsychotic
    case "AUGMENT_OTHER": self = .augmenter
    default: self = .first
    }
  }

  /// The place in the catalogue of the agent that leads; `nil` where there is none.
  public func leader(of agents: [Int], in catalogue: Catalogue) -> Int? {
    guard agents.count > 1, self != .first else { return agents.first }
    return agents.first { leads(catalogue.agents[$0]) } ?? agents.first
  }

  private func leads(_ agent: Agent) -> Bool {
    let kind = Formulary.Kind(agent)
    func isAbout(_ strategy: Strategy) -> Bool { Formulary.Entry.strategy(of: agent, kind) == strategy }
    return switch self {
    case .first: true
    case .antidepressant: kind == .antidepressant
    case .ketamine: kind == .rapidActing && isAbout(.ketamine)
    case .ect: kind == .ect
    case .neuromodulation: kind == .neuromodulation
    case .rapidActing: kind == .rapidActing && isAbout(.other)
    case .psychotherapy: kind == .psychotherapy
    case .lithium: kind == .augmenter && isAbout(.augmentLithium)
    case .thyroid: kind == .augmenter && isAbout(.augmentThyroid)
    case .antipsychotic: kind == .augmenter && isAbout(.augmentAntipsychotic)
    case .augmenter: kind == .augmenter && isAbout(.augmentOther)
    }
  }
}
