extension Formulary.Entry {
  /// Source: Documentation/Treatment/Derivation.md, F5, F6, F11; Documentation/Treatment/Trials.md, F10;
  /// Documentation/Treatment/Staging.md, P-02.
  init(_ agent: Agent, switchClass: UInt16, nameRank: UInt16, components: Range<Int>) {
    let drug = agent.drug
    kind = Formulary.Kind(agent)
    lowDoseKind = Formulary.Kind(role: drug?.lowDoseRole ?? "") ?? kind
    lowDoseBelow = drug?.lowDoseBelow ?? .nan
    minimumDose = drug?.minimumDose ?? .nan
    athfLevel3Dose = drug?.athfLevel3Dose ?? .nan
    usualMaximumDose = drug?.usualMaximumDose ?? .nan
    minimumDays = Int32(((drug?.minimumWeeks ?? 0) * 7).rounded())
    self.switchClass = switchClass
    thaseRush = Formulary.ThaseRushClass(agent)
    minimumSessions = Int32(agent.procedure?.minimumSessions ?? 0)
    courseGapDays = Int32(agent.procedure?.maximumGapDays ?? 30)
    strategy = Self.strategy(of: agent, kind)
    self.nameRank = nameRank
    traits = Self.traits(of: agent)
    programme = Programmes(agent)
    firstComponent = Int32(components.lowerBound)
    componentCount = Int32(components.count)
  }

  /// What a step is that the agent opens as one of a kind.
  static func strategy(of agent: Agent, _ kind: Formulary.Kind) -> Strategy {
    if kind == .rapidActing {
      return traits(of: agent).contains(.isKetamine) ? .ketamine : .other
    }
    if !agent.strategyCode.isEmpty { return Strategy(agent.strategyCode) }
    if agent.name == "lithium" { return .augmentLithium }
    switch agent.group {
    case "thyroid hormone": return .augmentThyroid
    case "atypical antipsychotic": return .augmentAntipsychotic
    default: return .augmentOther
    }
  }

  private static func traits(of agent: Agent) -> Formulary.Traits {
    var result: Formulary.Traits = []
    if agent.kind == .drug { result.insert(.isDrug) }
    if agent.procedure?.countsAsFailedTrial.hasPrefix("yes") == true { result.insert(.countsAsFailedTrial) }
    if agent.group == "MAOI" { result.insert(.isMAOI) }
    if agent.group == "thyroid hormone" { result.insert(.isThyroid) }
    if agent.group == "atypical antipsychotic" { result.insert(.isAtypicalAntipsychotic) }
    if agent.group == "stimulant" { result.insert(.mayBeBackground) }
    if agent.isRapidActingOrECT { result.insert(.isRapidActingOrECT) }
    if agent.strategyCode == "KETAMINE" { result.insert(.isKetamine) }
    switch agent.name {
    case "fluoxetine": result.insert(.isFluoxetine)
    case "lithium": result.formUnion([.isLithium, .mayBeBackground])
    case "levothyroxine": result.insert(.mayBeBackground)
    case "lamotrigine": result.insert(.isSlowRamp)
    case "nortriptyline": result.insert(.isNortriptyline)
    case "ECT_BL": result.insert(.isBilateralECT)
    case "ECT_RUL": result.insert(.isRightUnilateralECT)
    case "ECT_MAINT": result.insert(.isMaintenanceECT)
    default: break
    }
    return result
  }
}

extension Formulary.Kind {
  init?(role: String) {
    switch role {
    case "antidepressant": self = .antidepressant
    case "augmenter": self = .augmenter
    case "rapid-acting": self = .rapidActing
    case "sleep", "anxiolytic": self = .covariate
    case "background": self = .background
    default: return nil
    }
  }

  init(_ agent: Agent) {
    if let kind = Self(role: agent.role) {
      self = kind
      return
    }
    switch (agent.group, agent.strategyCode) {
    case ("ECT", _), (_, "ECT"): self = .ect
    case ("rapid-acting", _), (_, "KETAMINE"): self = .rapidActing
    case (_, "NEUROMOD"): self = .neuromodulation
    case (_, "LIFESTYLE"): self = .lifestyle
    case (_, "PSYCHOTHERAPY"): self = .psychotherapy
    default: self = agent.name == "SUPPORTIVE" ? .covariate : .ownStrategy
    }
  }
}

extension Programmes {
  /// What an agent is a programme of, by the catalogue's family; nothing where it is none.
  ///
  /// Source: Documentation/Treatment/Derivation.md, F45.
  init(_ agent: Agent) {
    guard agent.strategyCode == "LIFESTYLE" else {
      self = []
      return
    }
    switch agent.group {
    case "sleep": self = .sleep
    case "exercise": self = .exercise
    default: self = .other
    }
  }
}

extension Formulary.ThaseRushClass {
  /// Tetracyclics count with the tricyclics, a reversible inhibitor of MAO-A is no MAOI (P-02).
  init(_ agent: Agent) {
    switch agent.drug?.switchClass ?? "" {
    case "SSRI": self = .ssri
    case "SNRI": self = .snri
    case "TCA", "tetracyclic": self = .tca
    case "MAOI": self = .maoi
    case "NDRI": self = .ndri
    case "NaSSA": self = .nassa
    case "SARI": self = .sari
    default: self = .other
    }
  }
}
