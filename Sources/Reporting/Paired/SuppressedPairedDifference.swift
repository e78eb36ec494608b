import Statistics
public import Treatment

/// A ``PairedDifference`` after disclosure control.
public struct SuppressedPairedDifference: Sendable, Equatable {
  /// Patients of one order, as far as a table tells of them.
  public struct Order: Sendable, Equatable {
    public var n: Int
    public var onlyFirst: Int
    public var onlySecond: Int

    init(_ counts: PairedCounts) {
      (n, onlyFirst, onlySecond) = (counts.n, counts.onlyFirst, counts.onlySecond)
    }
  }

  public var first: String
  public var second: String
  public var outcome: Outcome
  public var baseline: BaselineKind
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  public var patients: Int?
  public var n: Int?
  public var both: Int?
  public var onlyFirst: Int?
  public var onlySecond: Int?
  public var neither: Int?
  public var estimate: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var exactP: Double?
  public var midP: Double?
  /// Of those who had the first arm first, and of those who had the second first.
  public var firstFirst: Order?
  public var secondFirst: Order?
  public var orderP: Double?
  public var suppressed = Suppression.none
  /// Whether what is told by order is hidden; it may be alone.
  public var isOrderHidden = false

  init(_ difference: PairedDifference) {
    first = difference.first
    second = difference.second
    outcome = difference.outcome
    baseline = difference.baseline
    scale = difference.scale
    endpoint = difference.endpoint
    missing = difference.missing
    patients = difference.patients
    let counts = difference.counts
    n = counts.n
    (both, onlyFirst, onlySecond, neither) = (
      counts.both, counts.onlyFirst, counts.onlySecond, counts.neither
    )
    (estimate, confLow, confHigh) = (difference.estimate, difference.confLow, difference.confHigh)
    (exactP, midP, orderP) = (difference.exactP, difference.midP, difference.orderP)
    firstFirst = Order(difference.firstFirst)
    secondFirst = Order(difference.secondFirst)
  }

  mutating func hide(_ reason: Suppression) {
    (patients, n, both, onlyFirst, onlySecond, neither) = (nil, nil, nil, nil, nil, nil)
    (estimate, confLow, confHigh, exactP, midP) = (nil, nil, nil, nil, nil)
    suppressed = reason
    hideOrder()
  }

  mutating func hideOrder() {
    (firstFirst, secondFirst, orderP) = (nil, nil, nil)
    isOrderHidden = true
  }

  /// The difference and its limits come from the rounded counts; p-values would give the true ones back.
  mutating func round(level: Double, _ recomputation: Recomputation) {
    let rounded = [both, onlyFirst, onlySecond, neither].map { Rounding.shown($0) }
    (both, onlyFirst, onlySecond, neither) = (rounded[0], rounded[1], rounded[2], rounded[3])
    (patients, n) = (Rounding.shown(patients), Rounding.shown(n))
    (estimate, confLow, confHigh, exactP, midP) = (nil, nil, nil, nil, nil)
    hideOrder()
    guard let both, let onlyFirst, let onlySecond, let neither,
      let limits = recomputation.paired(
        PairedCounts(both: both, onlyFirst: onlyFirst, onlySecond: onlySecond, neither: neither), level)
    else {
      suppressed = .primary
      return
    }
    (estimate, confLow, confHigh) = (limits.estimate, limits.low, limits.high)
  }
}
