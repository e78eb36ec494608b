/// A drug, procedure, therapy or control arm as the catalogue describes it.
public struct Agent: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable { case drug, procedure }

  /// The generic name of a drug, the identifier of a procedure.
  public var name: String
  /// What reports print: the name, or a control arm's plain word.
  public var label: String
  public var kind: Kind
  /// Class of a drug (SSRI, …), family of a procedure (psychotherapy, …).
  public var group: String
  /// antidepressant, augmenter, rapid-acting, sleep, …; empty for procedures.
  public var role: String
  /// The strategy a procedure or control arm stands for; empty for drugs, whose strategy depends on
  /// what went before.
  public var strategyCode: String
  public var synonyms: [String]
  public var provenance: String
  public var drug: DrugFacts?
  public var procedure: ProcedureFacts?
  /// Folded name -> what its product is for, and how it is given, where the name says so (F36, F38).
  public var namedIndications: [String: Indication] = [:]
  public var namedRoutes: [String: Route] = [:]
  /// The procedure that gives this drug and is one agent with it, `KET_IV` of ketamine (F38); `nil` for any other.
  public var procedureName: String?
  /// Ingredients that a fixed combination is split into before anything else; empty for a single ingredient.
  public var components: [Component]
  /// Column of the catalogue's file -> origin of its figure; ``origin(of:)`` answers for the columns without
  /// one.
  public var origins: [String: FigureOrigin] = [:]

  /// One ingredient of a fixed combination.
  public struct Component: Sendable, Hashable, Codable {
    /// The ingredient's generic name, or any name of it.
    public var name: String
    /// Milligrams a day where the product's strength settles them.
    public var dose: Double?

    public init(name: String, dose: Double?) {
      self.name = name
      self.dose = dose
    }
  }

  public init(
    name: String, label: String? = nil, kind: Kind, group: String = "", role: String = "",
    strategyCode: String = "", synonyms: [String] = [], provenance: String = "", drug: DrugFacts? = nil,
    procedure: ProcedureFacts? = nil, components: [Component] = []
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.group = group
    self.role = role
    self.strategyCode = strategyCode
    self.synonyms = synonyms
    self.provenance = provenance
    self.drug = drug
    self.procedure = procedure
    self.components = components
  }

  /// Where the figure in a column is from; where it has no origin of its own, what the provenance allows.
  ///
  /// Not: anything for a drug's usual maximum, weeks and level 3 of the ATHF; the rows do not say where they
  /// are from.
  public func origin(of column: String) -> FigureOrigin {
    if let origin = origins[column] { return origin }
    if column == "combination_of" || column == "combination_mg" {
      return FigureOrigin(provenance: drug?.combinationProvenance ?? "")
    }
    guard let drug else { return FigureOrigin(provenanceOfRow: procedure?.provenance ?? "") }
    switch column {
    case "min_adequate_mg_per_day": return FigureOrigin(provenance: drug.minimumDoseProvenance)
    case "rxcui": return FigureOrigin(provenance: drug.rxcuiProvenance)
    case "atc" where drug.rxcuiProvenance.contains("ATC"):
      return FigureOrigin(provenance: drug.rxcuiProvenance)
    default: return .notStated
    }
  }

  /// The mark of what decides adequacy: a drug's least dose, a procedure's row, what a fixed combination holds. Where a user's own catalogue
  /// gave any of the row, `own`.
  public var mark: SourceMark {
    if origins.values.contains(where: { $0.mark == .own }) { return .own }
    if let drug, !components.isEmpty { return SourceMark(provenance: drug.combinationProvenance) }
    return SourceMark(provenance: procedure?.provenance ?? drug?.minimumDoseProvenance ?? "")
  }

  /// Whether the agent works within hours to days, so that a score after its start is an outcome and
  /// never a baseline (Documentation/Formats/Scores.md).
  public var isRapidActingOrECT: Bool {
    role == "rapid-acting" || group == "rapid-acting" || group == "ECT" || strategyCode == "ECT"
      || strategyCode == "KETAMINE"
  }
}

/// What the catalogue knows of a drug beside its name and role.
///
/// Units: doses in milligrams a day, thyroid hormones too.
public struct DrugFacts: Sendable, Hashable, Codable {
  public var atc = ""
  public var rxcui = ""
  public var omopConceptID = ""
  public var mechanism = ""
  /// Drugs of one key are of one class for SWITCH_WITHIN.
  public var switchClass = ""
  public var minimumDose: Double?
  public var minimumDoseBasis = ""
  /// Level 3 of the ATHF's long form.
  public var athfLevel3Dose: Double?
  public var usualMaximumDose: Double?
  /// What a source states for the agent, in weeks; a trial's duration is a parameter of the rules.
  public var minimumWeeks: Double?
  public var lowDoseRule = ""
  /// Below it the role is `lowDoseRole`.
  public var lowDoseBelow: Double?
  public var lowDoseRole = ""
  public var minimumDoseProvenance = ""
  /// Where the ingredients of a fixed combination were read.
  public var combinationProvenance = ""
  public var rxcuiProvenance = ""
  public var confidence = ""
  public var notes = ""

  public init() {}
}

/// What the catalogue knows of a procedure, therapy or control arm beside its name.
public struct ProcedureFacts: Sendable, Hashable, Codable {
  /// How a drug is given by it; with a drug's name as label it is one agent with that drug.
  public var route = ""
  public var sessionUnit = ""
  public var minimumSessions: Int?
  public var strictMinimumSessions: Int?
  public var usualCourse = ""
  public var adequacyParameters = ""
  /// Days without a session that end a course; `nil` = 30 (F6).
  public var maximumGapDays: Int?
  public var failureRule = ""
  public var countsAsFailedTrial = ""
  public var source = ""
  public var provenance = ""
  public var confidence = ""

  public init() {}
}
