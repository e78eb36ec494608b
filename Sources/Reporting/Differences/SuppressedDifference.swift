import Regression
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

extension SuppressedDifference {
  /// Differences and limits come from the rounded counts; `few` where an arm is of few patients.
  mutating func round(few: Bool, level: Double, _ recomputation: Recomputation) {
    if few {
      firstEvents = nil
      firstN = nil
      secondEvents = nil
      secondN = nil
    }
    firstEvents = Rounding.shown(firstEvents)
    firstN = Rounding.shown(firstN)
    secondEvents = Rounding.shown(secondEvents)
    secondN = Rounding.shown(secondN)
    estimate = nil
    confLow = nil
    confHigh = nil
    guard let a = firstEvents, let n = firstN, let b = secondEvents, let m = secondN else {
      suppressed = .primary
      return
    }
    guard let limits = recomputation.difference(a, n, b, m, level) else {
      suppressed = .secondary
      return
    }
    estimate = limits.estimate
    confLow = limits.low
    confHigh = limits.high
  }

  mutating func hide(_ units: RateRegister.DifferenceUnits, by audit: CountAudit) {
    let (first, second) = (audit.state(of: units.first), audit.state(of: units.second))
    if first != .none { firstEvents = nil }
    if second != .none { secondEvents = nil }
    if let cell = units.firstCell, audit.state(of: cell) != .none { firstN = nil }
    if let cell = units.secondCell, audit.state(of: cell) != .none { secondN = nil }
    guard first != .none || second != .none else { return }
    estimate = nil
    confLow = nil
    confHigh = nil
    suppressed = first.joined(with: second)
  }
}
