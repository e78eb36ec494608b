public import Treatment

/// Time to an outcome that a study asks for: one entry of `time` in `STUDY.yaml`.
public struct TimeSpecification: Sendable, Hashable {
  /// Begins the names of its files.
  public var name = "time"
  public var heading: String?
  /// response, remission or relapse.
  public var outcome = "remission"
  public var by = ["strategy"]
  public var filter: String?
  public var scale: String?
  public var baseline = BaselineKind.step
  public var until: Int?
  /// `nil` = as the groups need it.
  public var landmark: Int?
  public var every = 28
  public var level = 0.95
  public var relapseAt: Double?
  /// Columns of patients with a day.
  public var death: String?
  public var dropout: String?

  static let keys = [
    "name", "heading", "to", "by", "at", "scale", "baseline", "until", "landmark", "every", "level",
    "relapse_at",
    "death", "dropout",
  ]

  init(_ value: YAMLValue, _ common: StudySpecification.Rates, _ catalogue: Catalogue) throws(IntakeError) {
    let entries = try value.entries(known: Self.keys, of: "a time")
    (level, filter) = (common.level, common.filter)
    if let scales = common.scales, scales.count == 1 { scale = scales.first }
    if let item = entries["name"] { name = try item.text() }
    heading = try entries["heading"]?.text()
    if let item = entries["to"] {
      outcome = try item.text()
      guard ["response", "remission", "relapse"].contains(outcome) else {
        throw item.failure("'to' expects one of response, remission, relapse.")
      }
    }
    if let item = entries["by"] {
      by = try item.texts()
      do { _ = try by.isEmpty ? [] : GroupKey.list(parsing: by.joined(separator: ", ")) } catch {
        throw item.failure(String(describing: error))
      }
    }
    if let item = entries["at"] { filter = try item.filterText() }
    if let item = entries["scale"] { scale = try item.scale(of: catalogue) }
    if let item = entries["baseline"] { baseline = try item.word(BaselineKind.allCases) }
    if let item = entries["until"] { until = try Self.day(item, from: 1) }
    if let item = entries["landmark"] { landmark = try Self.day(item, from: 0) }
    if let item = entries["every"] { every = try Self.day(item, from: 1) }
    if let item = entries["level"] {
      level = try item.number()
      guard level > 0.5, level < 1 else { throw item.failure("'level' expects a number between 0.5 and 1.") }
    }
    if let item = entries["relapse_at"] {
      relapseAt = try item.number()
      if outcome != "relapse" { throw item.failure("'relapse_at' goes with to: relapse.") }
    }
    (death, dropout) = (try entries["death"]?.text(), try entries["dropout"]?.text())
  }

  private static func day(_ value: YAMLValue, from least: Int) throws(IntakeError) -> Int {
    let number = try value.integer()
    guard (least...3650).contains(number) else {
      throw value.failure("'\(value.name)' expects a whole number from \(least) to 3650.")
    }
    return number
  }
}
