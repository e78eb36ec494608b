internal import LinearAlgebra
internal import Summaries

/// A patient before any treatment: what is recorded, and what is not.
struct SimulatedPatient: Sendable {
  let number: Int
  let age: Double
  let isFemale: Bool
  let isRecurrent: Bool
  let isAnxious: Bool
  let isPsychotic: Bool
  let durationMonths: Double
  /// From 1.
  let site: Int
  /// MADRS at entry, without error of measurement.
  let severity: Double
  /// What makes resistant and nobody records, log odds.
  let proneness: Double

  init(_ number: Int, seed: UInt64, purpose: String = "patient", _ p: CareConstants) {
    self.number = number
    var draws = RandomStream(seed: seed, purpose: purpose, patient: UInt64(number))
    age = min(max((p.patients.ageMean + p.patients.ageSd * draws.normal()).rounded(), 18), 90)
    isFemale = draws.bernoulli(p.patients.female)
    isRecurrent = draws.bernoulli(p.patients.recurrent)
    isAnxious = draws.bernoulli(p.patients.anxious)
    isPsychotic = draws.bernoulli(p.patients.psychotic)
    // From 1 - u, which is never 0.
    durationMonths = min(max((-p.patients.durationMonths * logarithm(1 - draws.uniform())).rounded(), 1), 240)
    site = 1 + min(Int(draws.uniform() * p.patients.sites), Int(p.patients.sites) - 1)
    let raw =
      p.patients.severityMean + p.patients.severitySd * draws.normal() + (isAnxious ? 1 : 0)
      + (isPsychotic ? 4 : 0)
    severity = min(max(raw, 20), 54)
    proneness = p.patients.pronenessSd * draws.normal()
  }
}
