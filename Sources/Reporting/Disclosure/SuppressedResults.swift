public import Regression
import Statistics
public import Treatment

/// A ``RateDifference`` after disclosure control.
public struct SuppressedDifference: Sendable, Equatable {
  public var first: String
  public var second: String
  public var outcome: Outcome
  public var baseline: BaselineKind
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  public var firstEvents: Int?
  public var firstN: Int?
  public var secondEvents: Int?
  public var secondN: Int?
  public var estimate: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var suppressed: Suppression

  init(_ difference: RateDifference) {
    first = difference.first
    second = difference.second
    outcome = difference.outcome
    baseline = difference.baseline
    scale = difference.scale
    endpoint = difference.endpoint
    missing = difference.missing
    firstEvents = difference.firstEvents
    firstN = difference.firstN
    secondEvents = difference.secondEvents
    secondN = difference.secondN
    estimate = difference.estimate
    confLow = difference.confLow
    confHigh = difference.confHigh
    suppressed = .none
  }
}

/// A ``CumulativeRemissionRow`` after disclosure control.
public struct SuppressedCumulativeRow: Sendable, Equatable {
  public var scale: String
  public var step: Int
  public var entered: Int?
  public var scored: Int?
  public var remitted: Int?
  public var notAssessed: Int?
  public var chained: Double?
  public var chainedLow: Double?
  public var chainedHigh: Double?
  public var observedN: Int?
  public var observedEvents: Int?
  public var observed: Double?
  public var observedLow: Double?
  public var observedHigh: Double?
  public var worstCaseN: Int?
  public var worstCaseEvents: Int?
  public var worstCase: Double?
  public var worstCaseLow: Double?
  public var worstCaseHigh: Double?
  public var interval: IntervalMethod
  public var suppressed: Suppression

  init(_ row: CumulativeRemissionRow) {
    scale = row.scale
    step = row.step
    entered = row.entered
    scored = row.scored
    remitted = row.remitted
    notAssessed = row.notAssessed
    chained = row.chained
    chainedLow = row.chainedLow
    chainedHigh = row.chainedHigh
    observedN = row.observedN
    observedEvents = row.observedEvents
    observed = row.observed
    observedLow = row.observedLow
    observedHigh = row.observedHigh
    worstCaseN = row.worstCaseN
    worstCaseEvents = row.worstCaseEvents
    worstCase = row.worstCase
    worstCaseLow = row.worstCaseLow
    worstCaseHigh = row.worstCaseHigh
    interval = row.interval
    suppressed = .none
  }
}

/// A ``TrajectoryPoint`` after disclosure control: all or nothing of its numbers.
public struct SuppressedTrajectoryPoint: Sendable, Equatable {
  public var arm: String
  public var scale: String
  public var day: Double
  public var n: Int?
  public var mean: Double?
  public var standardDeviation: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var suppressed: Suppression

  init(_ point: TrajectoryPoint) {
    arm = point.arm
    scale = point.scale
    day = point.day
    n = point.n
    mean = point.mean
    standardDeviation = point.standardDeviation
    confLow = point.confLow
    confHigh = point.confHigh
    suppressed = .none
  }

  mutating func hide(_ reason: Suppression) {
    n = nil
    mean = nil
    standardDeviation = nil
    confLow = nil
    confHigh = nil
    suppressed = suppressed.joined(with: reason)
  }
}

/// A ``BaselineTable`` after disclosure control.
public struct SuppressedBaseline: Sendable, Equatable {
  public var arms: [String]
  public var patients: [Int?]
  public var rows: [Row]

  public struct Row: Sendable, Equatable {
    public var name: String
    public var level: String
    public var cells: [Cell]
  }

  public enum Cell: Sendable, Equatable {
    /// The denominator is `nil` where it would give back how many are missing.
    case count(Int, of: Int?)
    case mean(Double, standardDeviation: Double?)
    case missing(Int)
    case hidden
    /// Nobody has a value.
    case absent
  }

  init(_ table: BaselineTable) {
    arms = table.arms
    patients = table.patients
    rows = table.rows.map { row in
      Row(
        name: row.name, level: row.level,
        cells: row.cells.map { cell in
          switch cell {
          case .count(let count, let n): .count(count, of: n)
          case .mean(let mean, let deviation, let n):
            n == 0 ? .absent : .mean(mean, standardDeviation: deviation)
          case .missing(let count): .missing(count)
          }
        })
    }
  }
}

/// A ``PatientFlow`` after disclosure control.
public struct SuppressedFlow: Sendable, Equatable {
  /// Patients and steps at one place of the flow.
  public struct Counts: Sendable, Equatable {
    /// `nil` where hidden.
    public var patients: Int?
    /// `nil` where hidden, and before steps exist.
    public var steps: Int?
    public var hasSteps: Bool

    init(patients: Int, steps: Int?) {
      self.patients = patients
      self.steps = steps
      hasSteps = steps != nil
    }
  }

  public struct SetAside: Sendable, Equatable {
    public var reason: String
    public var counts: Counts
  }

  public struct Stage: Sendable, Equatable {
    public var rule: String
    public var counts: Counts
    public var setAside: [SetAside]
  }

  public var stages: [Stage]

  init(_ flow: PatientFlow) {
    stages = flow.stages.map { stage in
      Stage(
        rule: stage.rule, counts: Counts(patients: stage.patients, steps: stage.steps),
        setAside: stage.setAside.map {
          SetAside(reason: $0.reason, counts: Counts(patients: $0.patients, steps: $0.steps))
        })
    }
  }
}
