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

  /// Everybody; `nil` where they are too few.
  var n: Int?
  /// Outside the denominator.
  var noHistory: Int?
  var shares: [Share]
  var agreements: [Agreement]
  var stages: [Stage]
  var athf: [Domain]
  /// What a reader of the shares must know.
  var notes: [String] = []
  var agreementNotes: [String] = []

  /// Everything shown.
  init(_ table: ResistanceTable) {
    n = table.n
    noHistory = table.noHistory
    shares = table.shares.map { row in
      let isUnavailable = row.unavailability != nil
      func shown<Value>(_ value: Value?) -> Value? { isUnavailable ? nil : value }
      return Share(
        rule: row.rule, version: row.version, isUnavailable: isUnavailable,
        notResistant: shown(row.notResistant), possible: shown(row.possible), resistant: shown(row.resistant),
        indeterminate: shown(row.indeterminate), estimate: shown(row.estimate), confLow: shown(row.confLow),
        confHigh: shown(row.confHigh), days: shown(row.days))
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

  /// Whether the count of patients outside the denominator is kept back, which the total of a file would give.
  public var hidesNoHistory: Bool { noHistory == nil }
}

extension SuppressedResistance.Share {
  mutating func hide(_ reason: Suppression) {
    (notResistant, possible, resistant, indeterminate) = (nil, nil, nil, nil)
    (estimate, confLow, confHigh, days) = (nil, nil, nil, nil)
    suppressed = reason
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
