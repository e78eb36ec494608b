import Intake
import Reporting
import Statistics
import Treatment

/// Levels of a cohort's columns that too few patients have to stand by name.
///
/// What a table holds shows most levels to be common, so that patients are counted over the whole cohort, in a reading of its
/// own, only where a table leaves it open.
struct RareLevels {
  private let cohort: OpenCohort
  private let rule: Disclosure
  /// By column, the levels that a study's file names.
  private let labels: [String: Set<String>]

  init(in cohort: OpenCohort, under rule: Disclosure, labels: [String: Set<String>] = [:]) {
    self.cohort = cohort
    self.rule = rule
    self.labels = labels
  }

  /// The groups of those levels, by column; empty where every level may stand by name.
  ///
  /// - Parameter seen: what tables hold; `nil` = patients are counted whatever they hold.
  func pools(of keys: [GroupKey], seen: SeenLevels?) async throws -> [String: LevelPool] {
    if case .none = rule { return [:] }
    var asked: [GroupKey] = []
    for key in keys where key.isOfTheFile && !asked.contains(key) {
      let declared = declared(key.name)
      let isOpen =
        seen?.patients(byLevelOf: key.name).contains { level, patients in
          !level.isEmpty && !declared.contains(level) && rule.isSmall(Double(patients))
        } ?? true
      if isOpen { asked.append(key) }
    }
    guard !asked.isEmpty else { return [:] }
    var pools: [String: LevelPool] = [:]
    for (key, patients) in zip(asked, try await cohort.answer(LevelPatients(of: asked))) {
      if let patients { pools[key.name] = rule.rareLevels(of: patients, declared: declared(key.name)) }
    }
    return pools
  }

  /// Levels that stand by name: those that a file names, and the catalogue's own words.
  func declared(_ column: String) -> Set<String> {
    let catalogue = cohort.cohort.catalogue
    let words: Set<String> =
      switch column {
      case "strategy": Strategy.names(in: catalogue)
      case "agent": Set(catalogue.agents.map(\.label))
      case "scale": Set(catalogue.scales.map(\.id))
      default: []
      }
    return words.union(cohort.cohort.declaration.declaredLevels(of: column)).union(labels[column] ?? [])
  }

  /// The same for several columns.
  func declared(_ columns: [String]) -> [String: Set<String>] {
    Dictionary(columns.map { ($0, declared($0)) }) { first, _ in first }
  }
}

/// Levels that tables hold, each with the most patients of a row: at least as many have it.
struct SeenLevels {
  private var found: [String: [String: Int]] = [:]

  func patients(byLevelOf column: String) -> [String: Int] { found[column] ?? [:] }

  mutating func add(_ level: String, of column: String, patients: Int) {
    found[column, default: [:]][level] = max(found[column]?[level] ?? 0, patients)
  }

  mutating func add(_ table: RateTable) {
    for row in table.rows {
      for (column, level) in zip(table.by, row.group) { add(level, of: column, patients: row.patients) }
    }
  }

  mutating func add(_ table: TimeTable) {
    for group in table.groups {
      for (column, level) in zip(table.keys, group.values) {
        add(level, of: column, patients: group.counts.people)
      }
    }
  }

  /// - Parameter keys: those of the table's groups.
  mutating func add(_ table: ResistanceTable, by keys: [GroupKey]) {
    for group in table.groups {
      for (key, level) in zip(keys, group.values) { add(level, of: key.name, patients: group.patients) }
    }
  }

  mutating func add(_ table: BaselineTable) {
    for row in table.rows {
      if case .count(let count, _)? = row.cells.last { add(row.level, of: row.name, patients: count) }
    }
  }
}

extension GroupKey {
  /// Whether its levels may be words of a file.
  private var mayBeOfTheFile: Bool { self == .strategy || isOpen }

  fileprivate var isOfTheFile: Bool { mayBeOfTheFile && pool == nil }

  /// The key with the levels of its column together that stand together.
  func pooled(_ pools: [String: LevelPool]) -> GroupKey {
    guard isOfTheFile, let pool = pools[name] else { return self }
    return .pooled(self, pool)
  }
}
