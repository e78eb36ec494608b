public import Treatment

/// Strategies that a study compares with a reference: one entry of `comparisons` in `STUDY.yaml`.
public struct ComparisonSpecification: Sendable, Hashable {
  /// Begins the names of its files.
  public var name = "effects"
  public var heading: String?
  public var strategies: [String]
  public var reference: String
  /// The covariates, as the right side of a formula.
  public var adjustment: String
  public var filter: String?
  public var outcome = Outcome.remission
  public var scale: String?
  public var baseline = BaselineKind.step
  public var endpoint = Endpoint.last
  public var level = 0.95
  /// ate, att or overlap.
  public var population = "ate"
  /// ml or firth.
  public var method = "ml"
  /// `nil` = as the steps need it.
  public var landmark: Int?
  public var leastProbability = 0.0
  public var folds = 0
  public var seed: UInt64 = 1
  /// Samples of patients beside the equations' standard errors; 0 = none.
  public var bootstrap = 0
  /// A covariate of two values that no strategy can have changed.
  public var negativeControl: String?
  public var allowsFewEvents = false
  public var roles: [String: String] = [:]
  public var allowedLeakage: [String] = []

  static let keys = [
    "name", "heading", "strategies", "reference", "adjust", "at", "outcome", "scale", "baseline", "endpoint",
    "level",
    "population", "method", "landmark", "least_probability", "folds", "seed", "bootstrap", "negative_control",
    "allow_few_events", "roles", "allow_leakage",
  ]

  init(_ value: YAMLValue, _ common: StudySpecification.Rates, _ catalogue: Catalogue) throws(IntakeError) {
    let entries = try value.entries(known: Self.keys, of: "a comparison")
    guard let named = entries["strategies"] else { throw value.failure("A comparison needs strategies.") }
    guard let adjust = entries["adjust"] else {
      throw value.failure("A comparison needs adjust: the covariates, such as age + baseline, or 1 for none.")
    }
    strategies = try named.texts()
    guard Set(strategies).count == strategies.count, strategies.count > 1 else {
      throw named.failure("'strategies' expects two or more, each once.")
    }
    reference = try entries["reference"]?.text() ?? strategies[0]
    if !strategies.contains(reference) { throw value.failure("'reference' is one of the strategies.") }
    adjustment = try adjust.text()
    level = common.level
    filter = common.filter
    endpoint = common.endpoints.first ?? .last
    if let scales = common.scales, scales.count == 1 { scale = scales.first }
    if let item = entries["name"] { name = try item.text() }
    heading = try entries["heading"]?.text()
    if let item = entries["at"] { filter = try item.filterText() }
    if let item = entries["scale"] { scale = try item.scale(of: catalogue) }
    if let item = entries["outcome"] { outcome = try item.word(Outcome.allCases) }
    if let item = entries["baseline"] { baseline = try item.word(BaselineKind.allCases) }
    if let item = entries["endpoint"] { endpoint = try Endpoint(item) }
    if let item = entries["level"] { level = try Self.number(item, 0.5, 1) }
    if let item = entries["population"] { population = try Self.word(item, ["ate", "att", "overlap"]) }
    if let item = entries["method"] { method = try Self.word(item, ["ml", "firth"]) }
    if let item = entries["landmark"] { landmark = try Self.whole(item, to: 3650) }
    if let item = entries["least_probability"] { leastProbability = try Self.number(item, 0, 0.5) }
    if let item = entries["folds"] { folds = try Self.whole(item, to: 50) }
    if let item = entries["seed"] { seed = UInt64(try Self.whole(item, to: Int(Int32.max))) }
    if let item = entries["bootstrap"] {
      bootstrap = try Self.whole(item, to: 100_000)
      guard bootstrap == 0 || bootstrap >= 50 else {
        throw item.failure("'bootstrap' expects 0, or 50 to 100000 samples.")
      }
    }
    negativeControl = try entries["negative_control"]?.text()
    if let item = entries["allow_few_events"] { allowsFewEvents = try item.boolean() }
    if let item = entries["allow_leakage"] { allowedLeakage = try item.texts() }
    for entry in try entries["roles"]?.entries() ?? [] {
      roles[entry.key] = try Self.word(entry.value, CovariateRole.allCases.map(\.rawValue))
    }
  }

  private static func whole(_ value: YAMLValue, to most: Int) throws(IntakeError) -> Int {
    let number = try value.integer()
    guard (0...most).contains(number) else {
      throw value.failure("'\(value.name)' expects a whole number from 0 to \(most).")
    }
    return number
  }

  private static func number(_ value: YAMLValue, _ low: Double, _ high: Double) throws(IntakeError) -> Double
  {
    let number = try value.number()
    guard number > low || number == 0, number < high else {
      throw value.failure("'\(value.name)' expects a number between \(low) and \(high).")
    }
    return number
  }

  private static func word(_ value: YAMLValue, _ words: [String]) throws(IntakeError) -> String {
    let text = try value.text()
    guard words.contains(text) else {
      throw value.failure("'\(value.name)' expects one of \(words.joined(separator: ", ")).")
    }
    return text
  }
}
