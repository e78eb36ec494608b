extension Strategy {
  /// What people read for the code, in the order in which a clinician thinks of them: a first treatment, switches, combinations,
  /// augmentation, psychotherapy, ketamine, ECT, brain stimulation, lifestyle.
  private static let clinical: [(code: String, words: String)] = [
    ("FIRST_LINE", "First treatment"),
    ("FIRST_LINE_OTHER", "First treatment, no drug"),
    ("SWITCH", "Switch"),
    ("SWITCH_WITHIN", "Switch within the class"),
    ("SWITCH_OUT", "Switch to another class"),
    ("SWITCH_AFTER_GAP", "New drug after a pause"),
    ("RECHALLENGE", "An earlier drug again"),
    ("COMBINE_FROM_START", "Two antidepressants from the start"),
    ("COMBINE", "Second antidepressant added"),
    ("COMBINE_ABORTED", "Second antidepressant, soon given up"),
    ("DECOMBINE", "Second antidepressant stopped"),
    ("AUGMENT_AAP", "Augmentation with an antipsychotic"),
    ("AUGMENT_LI", "Augmentation with lithium"),
    ("AUGMENT_THYROID", "Augmentation with thyroid hormone"),
    ("AUGMENT_OTHER", "Augmentation with another drug"),
    ("OTHER_MONO", "Another drug alone"),
    ("PSYCH_ADD", "Psychotherapy added"),
    ("PSYCH_SWITCH", "Switch to psychotherapy"),
    ("KETAMINE", "Ketamine or esketamine"),
    ("ECT", "Electroconvulsive therapy"),
    ("NEUROMOD", "Brain stimulation"),
    ("MAINTENANCE", "Maintenance"),
    ("OPTIMISE", "Dose raised"),
    ("LIFESTYLE", "Lifestyle programme"),
    ("OTHER", "Other treatment"),
    ("UNDETERMINED", "Not settled at the data end"),
    ("NONE", "No treatment"),
    ("PLACEBO", "Placebo"),
    ("USUAL_CARE", "Usual care"),
    ("NO_TREATMENT", "No treatment"),
  ]

  /// Where room is small.
  private static let shortWords = [
    "FIRST_LINE": "First treatment", "FIRST_LINE_OTHER": "First, no drug", "SWITCH": "Switch",
    "SWITCH_WITHIN": "Switch within", "SWITCH_OUT": "Switch class", "SWITCH_AFTER_GAP": "After a pause",
    "RECHALLENGE": "Earlier drug", "COMBINE_FROM_START": "Two drugs", "COMBINE": "Combination",
    "COMBINE_ABORTED": "Comb., given up", "AUGMENT_AAP": "+ antipsychotic", "AUGMENT_LI": "+ lithium",
    "AUGMENT_THYROID": "+ thyroid", "AUGMENT_OTHER": "+ other drug", "OTHER_MONO": "Other alone",
    "PSYCH_ADD": "+ psychotherapy", "PSYCH_SWITCH": "Psychotherapy", "KETAMINE": "Ketamine", "ECT": "ECT",
    "NEUROMOD": "Stimulation", "LIFESTYLE": "Lifestyle", "UNDETERMINED": "Not settled", "NONE": "None",
  ]

  private static let words = Dictionary(uniqueKeysWithValues: clinical.map { ($0.code, $0.words) })
  private static let places = Dictionary(
    uniqueKeysWithValues: clinical.enumerated().map { ($1.code, $0) })

  /// What people read for a code of the decision table; `nil` for a declared strategy, which is its own name.
  public static func words(for code: String) -> String? { words[code] }

  /// The same in few letters, for figures.
  public static func shortWords(for code: String) -> String? { shortWords[code] ?? words[code] }

  /// Where a code stands in the clinical order; declared strategies come after all of them.
  public static func clinicalPlace(of code: String) -> Int { places[code] ?? clinical.count }
}
