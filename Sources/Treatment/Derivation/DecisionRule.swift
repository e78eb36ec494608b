/// The rule of the decision table that fired.
///
/// Source: Documentation/Treatment/Derivation.md, "The decision table". `declared` = the file states the strategy, which wins over every rule.
public enum DecisionRule: String, Sendable, Hashable, Codable, CaseIterable {
  case declared
  case s01 = "S01", s02 = "S02", s03 = "S03", s04 = "S04", s05 = "S05", s06 = "S06", s07 = "S07", s08 = "S08"
  case s09 = "S09", s10 = "S10", s11 = "S11", s12 = "S12", s13 = "S13", s14 = "S14", s15 = "S15", s16 = "S16"
  case s17 = "S17", s18 = "S18", s18a = "S18a", s19 = "S19", s20 = "S20", s21 = "S21", s22 = "S22"
  case s23 = "S23", s24 = "S24", s25 = "S25"
  /// Control arms and catalogue rows that keep their own strategy (F11).
  case f11 = "F11"
  /// The event DECOMBINE of post-rule P2.
  case p2 = "P2"
}

/// What the decision table adds to a strategy.
public struct StepTags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  public static let bundle = StepTags(rawValue: 1 << 0)
  public static let newOral = StepTags(rawValue: 1 << 1)
  public static let addOn = StepTags(rawValue: 1 << 2)
  public static let replace = StepTags(rawValue: 1 << 3)
  public static let augmentAborted = StepTags(rawValue: 1 << 4)
  public static let augmentSwap = StepTags(rawValue: 1 << 5)
  public static let afterNonAD = StepTags(rawValue: 1 << 6)
  public static let addToPsych = StepTags(rawValue: 1 << 7)
  public static let slowTaper = StepTags(rawValue: 1 << 8)
  public static let partialReplace = StepTags(rawValue: 1 << 9)
  /// P3: an MAOI and another antidepressant overlap, or follow each other too soon.
  public static let dataWarning = StepTags(rawValue: 1 << 10)
  public static let newEpisode = StepTags(rawValue: 1 << 11)
  public static let doseReadAsMicrograms = StepTags(rawValue: 1 << 12)
  public static let doseUnitInDoubt = StepTags(rawValue: 1 << 13)
  /// Another label of a bundle's elements, as F14 has it.
  public static let augmentLithium = StepTags(rawValue: 1 << 14)
  public static let augmentThyroid = StepTags(rawValue: 1 << 15)
  public static let augmentAntipsychotic = StepTags(rawValue: 1 << 16)
  public static let augmentOther = StepTags(rawValue: 1 << 17)
  public static let psychotherapy = StepTags(rawValue: 1 << 18)
  public static let washout = StepTags(rawValue: 1 << 19)
  public static let combine = StepTags(rawValue: 1 << 23)
  public static let rapidActing = StepTags(rawValue: 1 << 25)
  public static let neuromodulation = StepTags(rawValue: 1 << 26)
  public static let ect = StepTags(rawValue: 1 << 27)
  public static let rechallenge = StepTags(rawValue: 1 << 29)
  public static let firstLine = StepTags(rawValue: 1 << 30)
  /// A further course of ketamine, esketamine, ECT or stimulation in the episode (F38).
  public static let repeated = StepTags(rawValue: 1 << 31)
  /// How a rapid-acting agent was given, where the file says so (F38).
  public static let intravenous = StepTags(rawValue: 1 << 32)
  public static let nasal = StepTags(rawValue: 1 << 33)
  public static let oral = StepTags(rawValue: 1 << 34)
  public static let sublingual = StepTags(rawValue: 1 << 35)
  public static let subcutaneous = StepTags(rawValue: 1 << 36)
  public static let intramuscular = StepTags(rawValue: 1 << 37)

  /// In the order in which a file lists them.
  public static let named: [(StepTags, String)] = [
    (.bundle, "bundle"), (.newOral, "newOral"), (.addOn, "addOn"), (.replace, "replace"),
    (.augmentAborted, "augmentAborted"), (.augmentSwap, "augmentSwap"), (.afterNonAD, "afterNonAD"),
    (.addToPsych, "addToPsych"), (.slowTaper, "slowTaper"), (.partialReplace, "partialReplace"),
    (.dataWarning, "dataWarning"), (.newEpisode, "newEpisode"),
    (.doseReadAsMicrograms, "doseReadAsMicrograms"), (.doseUnitInDoubt, "doseUnitInDoubt"),
    (.augmentLithium, "AUGMENT_LI"), (.augmentThyroid, "AUGMENT_THYROID"),
    (.augmentAntipsychotic, "AUGMENT_AAP"), (.augmentOther, "AUGMENT_OTHER"), (.psychotherapy, "PSYCH"),
    (.washout, "washout"),
    (.combine, "COMBINE"),
    (.rapidActing, "RAPID"), (.neuromodulation, "NEUROMOD"), (.ect, "ECT"),
    (.rechallenge, "RECHALLENGE"), (.firstLine, "FIRST_LINE"), (.repeated, "repeat"),
    (.intravenous, "intravenous"), (.nasal, "nasal"), (.oral, "oral"), (.sublingual, "sublingual"),
    (.subcutaneous, "subcutaneous"), (.intramuscular, "intramuscular"),
  ]

  public var names: [String] { Self.named.filter { contains($0.0) }.map(\.1) }

  private static let routes: [(Route, StepTags)] = [
    (.intravenous, .intravenous), (.nasal, .nasal), (.oral, .oral), (.sublingual, .sublingual),
    (.subcutaneous, .subcutaneous), (.intramuscular, .intramuscular),
  ]

  init(_ routes: Route) {
    self = Self.routes.reduce(into: []) { if routes.contains($1.0) { $0.insert($1.1) } }
  }
}
