/// The whole-number sums over patients that a rate and its cluster-robust interval are made of.
///
/// A patient i adds its events e_i and its steps n_i: `events = sum e_i`, `n = sum n_i`,
/// `eventsSquared = sum e_i^2`, `eventsTimesN = sum e_i n_i`, `nSquared = sum n_i^2`.
///
/// Grade: exact.
/// Source: Documentation/Formats/Outputs.md, "Robust interval of a rate over steps".
public struct RateSums: Mergeable {
  /// Patients with a step in n.
  public private(set) var patients = 0
  public private(set) var n = 0
  public private(set) var events = 0
  public private(set) var eventsSquared = 0
  public private(set) var eventsTimesN = 0
  public private(set) var nSquared = 0

  public init() {}

  /// The sums as they were gathered elsewhere.
  public init(patients: Int, n: Int, events: Int, eventsSquared: Int, eventsTimesN: Int, nSquared: Int) {
    self.patients = patients
    self.n = n
    self.events = events
    self.eventsSquared = eventsSquared
    self.eventsTimesN = eventsTimesN
    self.nSquared = nSquared
  }

  /// Adds all of one patient's steps at once, `events` of `n`; a patient without any adds nothing.
  public mutating func addPatient(events patientEvents: Int, of patientSteps: Int) {
    precondition(patientEvents >= 0 && patientEvents <= patientSteps, "Events are steps.")
    guard patientSteps > 0 else { return }
    patients += 1
    n += patientSteps
    events += patientEvents
    eventsSquared += patientEvents * patientEvents
    eventsTimesN += patientEvents * patientSteps
    nSquared += patientSteps * patientSteps
  }

  public mutating func merge(_ other: RateSums) {
    patients += other.patients
    n += other.n
    events += other.events
    eventsSquared += other.eventsSquared
    eventsTimesN += other.eventsTimesN
    nSquared += other.nSquared
  }

  /// The sum over patients of the squared residual `(e_i - p n_i)^2` with `p = events / n`, times `n^2`.
  ///
  ///     n^2 sum e_i^2 - 2 n events sum e_i n_i + events^2 sum n_i^2
  ///
  /// Not: a double that lost digits before the subtraction; the terms are whole numbers of any size, and
  /// only their sum is rounded.
  public var scaledResidualSquares: Double {
    func whole(_ value: Int) -> ExactInteger { ExactInteger(value) }
    let first = whole(n) * whole(n) * whole(eventsSquared)
    let second = whole(2) * whole(n) * whole(events) * whole(eventsTimesN)
    let third = whole(events) * whole(events) * whole(nSquared)
    let sum = first - (second - third)
    let (significand, exponent) = sum.rounded()
    return Double(sign: .plus, exponent: exponent, significand: Double(significand))
  }
}
