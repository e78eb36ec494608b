public import Treatment

/// A model of an outcome in a study: one entry of `predictors` in `STUDY.yaml`.
///
/// Rows are the steps of the cohort scored on one scale; of `resistant`, its patients.
public struct PredictorSpecification: Sendable, Hashable {
  /// Begins the names of the model's files.
  public var name: String
  public var heading: String?
  public var formula: String
  public var filter: String?
  /// As STUDY.yaml names it; `nil` = the study's only scale.
  public var scale: String?
  public var baseline = BaselineKind.step
  public var endpoint = Endpoint.last
  public var missing = MissingReading.observed
  /// ml or firth.
  public var method = "ml"
  /// wald or profile; `nil` = as the method has it.
  public var interval: String?
  public var level = 0.95
  /// Patients are clusters, where they have more rows than one.
  public var clustersByPatient = true
  /// cr0, cr1 or cr2; `nil` = cr1 where patients are clusters.
  public var standardErrors: String?
  /// Fits by maximum likelihood with fewer than three events for each parameter.
  public var allowsFewEvents = false
  /// used or all: the rows of which the basis of `poly()` is.
  public var polynomialRows = "used"
  /// The definition of resistance that the outcome `resistant` is; also what the leakage guard judges by.
  public var outcomeRule: String?
  public var roles: [String: String] = [:]
  public var allowedLeakage: [String] = []

  static let keys = [
    "name", "heading", "formula", "where", "scale", "baseline", "endpoint", "missing", "method", "interval",
    "level", "cluster", "se", "allow_few_events", "poly_rows", "outcome_rule", "roles", "allow_leakage",
  ]

  init(_ value: YAMLValue, _ common: StudySpecification.Rates, _ catalogue: Catalogue) throws(IntakeError) {
    let entries = try value.entries(known: Self.keys, of: "a model")
    guard let formula = entries["formula"] else { throw value.failure("A model needs a formula.") }
    self.formula = try formula.text()
    name = try entries["name"]?.text() ?? "model"
    heading = try entries["heading"]?.text()
    level = common.level
    filter = common.filter
    endpoint = common.endpoints.first ?? .last
    if let scales = common.scales, scales.count == 1 { scale = scales.first }
    if let item = entries["where"] { filter = try item.filterText() }
    if let item = entries["scale"] { scale = try item.scale(of: catalogue) }
    if let item = entries["baseline"] { baseline = try item.word(BaselineKind.allCases) }
    if let item = entries["endpoint"] { endpoint = try Endpoint(item) }
    if let item = entries["missing"] { missing = try item.word(MissingReading.allCases) }
    if let item = entries["method"] { method = try Self.word(item, ["ml", "firth"]) }
    if let item = entries["interval"] { interval = try Self.word(item, ["wald", "profile"]) }
    if let item = entries["level"] {
      level = try item.number()
      if !(level > 0.5 && level < 1) {
        throw item.failure("'\(item.name)' expects a number between 0.5 and 1.")
      }
    }
    if let item = entries["cluster"] {
      clustersByPatient = try Self.word(item, ["patient", "none"]) == "patient"
    }
    if let item = entries["se"] {
      standardErrors = try Self.word(item, ["cr0", "cr1", "cr2"])
      if !clustersByPatient { throw item.failure("'se' is by clusters, and 'cluster' says none.") }
      if (interval ?? (method == "firth" ? "profile" : "wald")) == "profile" {
        throw item.failure("'se' goes with interval: wald; limits of a profile know no clusters.")
      }
    }
    if let item = entries["allow_few_events"] { allowsFewEvents = try item.boolean() }
    if let item = entries["poly_rows"] { polynomialRows = try Self.word(item, ["used", "all"]) }
    if let item = entries["outcome_rule"] {
      outcomeRule = try Self.word(item, ResistanceRules.all.map(\.id))
    }
    if let item = entries["allow_leakage"] { allowedLeakage = try item.texts() }
    if let item = entries["roles"] {
      for entry in try item.entries() {
        roles[entry.key] = try Self.word(entry.value, CovariateRole.allCases.map(\.rawValue))
      }
    }
  }

  private static func word(_ value: YAMLValue, _ words: [String]) throws(IntakeError) -> String {
    let text = try value.text()
    guard words.contains(text) else {
      throw value.failure("'\(value.name)' expects one of \(words.joined(separator: ", ")).")
    }
    return text
  }
}
