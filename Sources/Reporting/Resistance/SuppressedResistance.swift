import Statistics

/// A ``ResistanceTable`` after disclosure control: what tables are made from. A value that may not be shown is `nil`.
public struct SuppressedResistance: Sendable, Equatable {
  struct Share: Sendable, Equatable {
    var rule: String
    var version: Int
    /// The rule has no answer in this cohort.
    var isUnavailable: Bool
    var notResistant: Int?
    var possible: Int?
    var resistant: Int?
    var indeterminate: Int?
    var estimate: Double?
    var confLow: Double?
    var confHigh: Double?
    var days: [Int]?
    var suppressed = Suppression.none
  }

  struct Agreement: Sendable, Equatable {
    var first: String
    var second: String
    var both: Int?
    var onlyFirst: Int?
    var onlySecond: Int?
    var neither: Int?
    var kappa: Double?
    var suppressed = Suppression.none
  }

  struct Stage: Sendable, Equatable {
    var method: String
    var stage: String
    var patients: Int?
    var suppressed = Suppression.none
  }

  struct Domain: Sendable, Equatable {
    var domain: String
    var trials: Int?
    var adequate: Int?
    var unknown: Int?
    var failed: Int?
    var suppressed = Suppression.none
  }

  /// The patients of a group.
  struct Group: Sendable, Equatable {
    var values: [String]
    var n: Int?
    var noHistory: Int?
    var shares: [Share]
    /// Of ``n``: the rows of a group that may not be counted are hidden with it.
    var suppressed = Suppression.none
  }

  /// A rule in words.
  struct RuleText: Sendable, Equatable {
    var rule: String
    var title: String
    var statement: String
    var source: String
    var unavailability: String?
  }

  /// Everybody; `nil` where they are too few.
  var n: Int?
  /// Outside the denominator.
  var noHistory: Int?
  var shares: [Share]
  var agreements: [Agreement]
  var stages: [Stage]
  var athf: [Domain]
  /// The columns of the groups.
  var by: [String]
  var groups: [Group]
  var level: Double
  /// What was done to the counts, and who is counted.
  var protections: [String] = []
  var denominator = ""
  var rules: [RuleText] = []
  /// Why few or none can be resistant.
  var doubts: [String] = []
  var agreementNotes: [String] = []

  /// Everything shown.
  init(_ table: ResistanceTable) {
    n = table.n
    noHistory = table.noHistory
    by = table.by
    level = table.level
    shares = table.shares.map { Share($0) }
    groups = table.groups.map {
      Group(
        values: $0.values, n: $0.n, noHistory: $0.noHistory, shares: $0.shares.map { Share($0) })
    }
    agreements = table.agreements.map { row in
      Agreement(
        first: row.first, second: row.second, both: row.both, onlyFirst: row.onlyFirst,
        onlySecond: row.onlySecond, neither: row.neither, kappa: row.kappa)
    }
    stages = table.stages.map { Stage(method: $0.method, stage: $0.stage, patients: $0.patients) }
    athf = table.athf.map {
      Domain(
        domain: $0.domain, trials: $0.trials, adequate: $0.adequate, unknown: $0.unknown, failed: $0.failed)
    }
  }

  /// What a reader of the shares must know, in sentences.
  var notes: [String] {
    protections + [denominator]
      + rules.flatMap { rule in
        ["\(rule.rule) (\(rule.title)): \(rule.statement) Source: \(rule.source)."]
          + (rule.unavailability.map { ["\(rule.rule) has no answer here: \($0)."] } ?? [])
      } + doubts
  }

  var hidesSomething: Bool {
    shares.contains { $0.suppressed != .none }
      || groups.contains { $0.suppressed != .none || $0.shares.contains { $0.suppressed != .none } }
  }

  /// Whether the count of patients outside the denominator is kept back, which the total of a file would give.
  public var hidesNoHistory: Bool { noHistory == nil }
}

extension SuppressedResistance.Share {
  init(_ row: ResistanceTable.Share) {
    rule = row.rule
    version = row.version
    isUnavailable = row.unavailability != nil
    guard row.unavailability == nil else { return }
    (notResistant, possible, resistant, indeterminate) = (
      row.notResistant, row.possible, row.resistant, row.indeterminate
    )
    (estimate, confLow, confHigh, days) = (row.estimate, row.confLow, row.confHigh, row.days)
  }

  mutating func hide(_ reason: Suppression) {
    (notResistant, possible, resistant, indeterminate) = (nil, nil, nil, nil)
    (estimate, confLow, confHigh, days) = (nil, nil, nil, nil)
    suppressed = reason
  }

  /// Hides the share of the resistant for a reason of its own, and the other statuses for theirs.
  mutating func hide(_ reason: Suppression, others: Suppression) {
    if reason != .none { (resistant, estimate, confLow, confHigh, days) = (nil, nil, nil, nil, nil) }
    if others != .none { (notResistant, possible, indeterminate) = (nil, nil, nil) }
    suppressed = reason.joined(with: others)
  }
}

extension SuppressedResistance.Agreement {
  mutating func hide(_ reason: Suppression) {
    (both, onlyFirst, onlySecond, neither, kappa) = (nil, nil, nil, nil, nil)
    suppressed = reason
  }
}

extension SuppressedResistance.Stage {
  mutating func hide(_ reason: Suppression) {
    patients = nil
    suppressed = reason
  }
}

extension SuppressedResistance.Domain {
  mutating func hide(_ reason: Suppression) {
    (trials, adequate, unknown, failed) = (nil, nil, nil, nil)
    suppressed = reason
  }
}
