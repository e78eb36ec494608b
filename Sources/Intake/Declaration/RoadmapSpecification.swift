public import Treatment

/// The roadmap of a study: `roadmap` in `STUDY.yaml`.
public struct RoadmapSpecification: Sendable, Hashable {
  public var heading: String?
  public var policies: [NamedPolicy]
  /// The covariates at each step, as the right side of a formula.
  public var adjustment: String
  /// Terms of it whose part in the outcome may differ by strategy.
  public var modifiers: [String] = []
  public var outcome = Outcome.remission
  public var lastStep = 3
  /// Strategies that stand by their own name; empty = those that enough patients had.
  public var strategies: [String] = []
  public var fewest = 20
  public var cluster: String?
  public var filter: String?
  public var scale: String?
  public var endpoint = Endpoint.last
  public var level = 0.95
  /// ml or firth.
  public var method = "ml"
  public var leastProbability = 0.0
  public var folds = 0
  public var seed: UInt64 = 1
  /// Covariates that a learned tree may ask for; empty = no tree is learned.
  public var treeBy: [String] = []
  public var depth = 2
  public var smallestLeaf = 50
  public var bootstraps = 50
  public var roles: [String: String] = [:]
  public var allowedLeakage: [String] = []

  static let keys = [
    "heading", "policies", "adjust", "modify", "outcome", "max_steps", "strategies", "fewest", "cluster",
    "at", "scale",
    "endpoint", "level", "method", "least_probability", "folds", "seed", "learn", "roles", "allow_leakage",
  ]
  static let learnKeys = ["by", "depth", "smallest_leaf", "bootstrap"]

  init(_ value: YAMLValue, _ common: StudySpecification.Rates, _ catalogue: Catalogue) throws(IntakeError) {
    let entries = try value.entries(known: Self.keys, of: "a roadmap")
    guard let named = entries["policies"] else { throw value.failure("A roadmap needs policies.") }
    guard let adjust = entries["adjust"] else {
      throw value.failure("A roadmap needs adjust: the covariates, such as age + last_score, or 1 for none.")
    }
    policies = try PolicyList.policies(named)
    adjustment = try adjust.text()
    level = common.level
    filter = common.filter
    endpoint = common.endpoints.first ?? .last
    if let scales = common.scales, scales.count == 1 { scale = scales.first }
    heading = try entries["heading"]?.text()
    if let item = entries["modify"] { modifiers = try item.texts() }
    if let item = entries["outcome"] { outcome = try item.word(Outcome.allCases) }
    if let item = entries["max_steps"] { lastStep = try Self.whole(item, 1, 10) }
    if let item = entries["strategies"] { strategies = try item.texts() }
    if let item = entries["fewest"] { fewest = try Self.whole(item, 1, 10_000) }
    cluster = try entries["cluster"]?.text()
    if let item = entries["at"] { filter = try item.filterText() }
    if let item = entries["scale"] { scale = try item.scale(of: catalogue) }
    if let item = entries["endpoint"] { endpoint = try Endpoint(item) }
    if let item = entries["level"] { level = try Self.share(item, 0.5, 1) }
    if let item = entries["method"] {
      method = try item.text()
      guard ["ml", "firth"].contains(method) else { throw item.failure("'method' expects ml or firth.") }
    }
    if let item = entries["least_probability"] { leastProbability = try Self.share(item, 0, 0.5) }
    if let item = entries["folds"] { folds = try Self.whole(item, 0, 50) }
    if let item = entries["seed"] { seed = UInt64(try Self.whole(item, 0, Int(Int32.max))) }
    if let item = entries["allow_leakage"] { allowedLeakage = try item.texts() }
    for entry in try entries["roles"]?.entries() ?? [] { roles[entry.key] = try entry.value.text() }
    if let learn = entries["learn"] {
      let parts = try learn.entries(known: Self.learnKeys, of: "learn")
      guard let by = parts["by"] else {
        throw learn.failure(
          "'learn' needs by: the covariates that a tree may ask for, such as [age, last_score].")
      }
      treeBy = try by.texts()
      if let item = parts["depth"] { depth = try Self.whole(item, 1, 2) }
      if let item = parts["smallest_leaf"] { smallestLeaf = try Self.whole(item, 1, 100_000) }
      if let item = parts["bootstrap"] { bootstraps = try Self.whole(item, 0, 2000) }
    }
  }

  private static func whole(_ value: YAMLValue, _ least: Int, _ most: Int) throws(IntakeError) -> Int {
    let number = try value.integer()
    guard (least...most).contains(number) else {
      throw value.failure("'\(value.name)' expects a whole number from \(least) to \(most).")
    }
    return number
  }

  private static func share(_ value: YAMLValue, _ low: Double, _ high: Double) throws(IntakeError) -> Double {
    let number = try value.number()
    guard number > low || number == 0 && low == 0, number < high else {
      throw value.failure("'\(value.name)' expects a number between \(low) and \(high).")
    }
    return number
  }
}
