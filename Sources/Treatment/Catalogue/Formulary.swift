/// The catalogue as the rules read it: one plain record an agent, in the catalogue's order.
///
/// Rules look an agent up millions of times; here nothing is text and nothing is counted.
public struct Formulary: Sendable {
  /// What the decision table takes an element for.
  public enum Kind: UInt8, Sendable, Hashable {
    case antidepressant, augmenter
    /// Ketamine, esketamine, psilocybin and other agents that work within days (S10).
    case rapidActing
    case ect, neuromodulation, psychotherapy, lifestyle
    /// Sleep and anxiolytic drugs, supportive counselling: S01.
    case covariate
    /// Replacement that a dose or an early start makes of an augmenter: S01.
    case background
    /// Control arms and procedures that no rule names: their own strategy opens a step (F11).
    case ownStrategy
  }

  /// Classes of Thase and Rush (Documentation/Treatment/Staging.md, "Thase and Rush").
  public enum ThaseRushClass: UInt8, Sendable, Hashable, CaseIterable {
    case ssri, snri, tca, maoi, ndri, nassa, sari, other
  }

  public struct Entry: Sendable {
    public var kind: Kind
    /// Kind below `lowDoseBelow` mg a day.
    public var lowDoseKind: Kind
    /// NaN where the catalogue has none, as for the doses that follow.
    public var lowDoseBelow: Double
    public var minimumDose: Double
    public var athfLevel3Dose: Double
    public var usualMaximumDose: Double
    /// Days that the catalogue's weeks make; 0 where there are none.
    public var minimumDays: Int32
    /// Number of the switch class; agents of one key have one number.
    public var switchClass: UInt16
    public var thaseRush: ThaseRushClass
    /// 0 where none are stated.
    public var minimumSessions: Int32
    /// Days without the procedure that a course bridges.
    public var courseGapDays: Int32
    /// The strategy of S18 for an augmenter, of a procedure or control arm otherwise.
    public var strategy: Strategy
    /// Place among all agents by name (bytes), so that order needs no text.
    public var nameRank: UInt16
    public var traits: Traits
    /// What it is a lifestyle programme of; nothing for everything else.
    public var programme: Programmes
    /// Ingredients of a fixed combination: `components[firstComponent ..< firstComponent + componentCount]`.
    public var firstComponent: Int32
    public var componentCount: Int32
  }

  public struct Traits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let isDrug = Traits(rawValue: 1)
    /// Irreversible inhibitors of monoamine oxidase.
    public static let isMAOI = Traits(rawValue: 2)
    public static let isFluoxetine = Traits(rawValue: 4)
    public static let isThyroid = Traits(rawValue: 8)
    public static let isLithium = Traits(rawValue: 16)
    /// Lithium, levothyroxine and stimulants: background where they ran long before the episode (F5).
    public static let mayBeBackground = Traits(rawValue: 32)
    /// Lamotrigine, whose dose takes six weeks to reach (F10).
    public static let isSlowRamp = Traits(rawValue: 64)
    /// Ketamine and esketamine in any form: KETAMINE, others of S10 are OTHER.
    public static let isKetamine = Traits(rawValue: 128)
    public static let isNortriptyline = Traits(rawValue: 256)
    public static let isBilateralECT = Traits(rawValue: 512)
    public static let isRightUnilateralECT = Traits(rawValue: 1024)
    public static let isMaintenanceECT = Traits(rawValue: 2048)
    /// Rapid-acting or ECT: no baseline after the start (Documentation/Formats/Scores.md).
    public static let isRapidActingOrECT = Traits(rawValue: 4096)
    public static let isAtypicalAntipsychotic = Traits(rawValue: 8192)
    /// A procedure whose failed course counts like that of an antidepressant: the catalogue says yes without
    /// condition (ECT), not "by option" (magnetic stimulation).
    public static let countsAsFailedTrial = Traits(rawValue: 16384)
  }

  public let entries: [Entry]
  /// Those of all fixed combinations, one after another.
  public let components: [Ingredient]

  public init(_ catalogue: Catalogue) {
    var classes: [String: UInt16] = [:]
    var components: [Ingredient] = []
    let byName = catalogue.agents.indices.sorted {
      catalogue.agents[$0].name.utf8.lexicographicallyPrecedes(catalogue.agents[$1].name.utf8)
    }
    var ranks = Array(repeating: UInt16(0), count: catalogue.agents.count)
    for (rank, agent) in byName.enumerated() { ranks[agent] = UInt16(rank) }
    entries = catalogue.agents.enumerated().map { place, agent in
      let key = agent.drug?.switchClass ?? agent.group
      let number = classes[key] ?? UInt16(classes.count)
      classes[key] = number
      let first = components.count
      components += catalogue.ingredients(of: agent)
      return Entry(
        agent, switchClass: number, nameRank: ranks[place], components: first..<components.count)
    }
    self.components = components
  }
}
