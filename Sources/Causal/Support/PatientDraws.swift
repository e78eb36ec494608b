import LinearAlgebra
import Summaries

/// Bootstrap samples of patients: how often each is in a sample, by a Poisson draw of mean 1 of the patient's own.
///
/// Not: samples of a fixed size; that varies as the root of the number of patients.
/// Source: the Poisson bootstrap as Chamandy et al. (2012) have it (cited from memory).
struct PatientDraws {
  /// What is drawn: patients, or their clusters.
  let numbers: [UInt64]
  let seed: UInt64

  func counts(_ sample: Int) -> [Int] {
    numbers.map { number in
      var stream = RandomStream(seed: seed, purpose: "bootstrap \(sample)", patient: number)
      let draw = stream.uniform()
      var (count, term) = (0, exponential(-1))
      var sum = term
      while draw >= sum, count < 20 {
        count += 1
        term /= Double(count)
        sum += term
      }
      return count
    }
  }
}
