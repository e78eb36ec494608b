import Causal
import TestSupport
import Testing

/// `make truth-effects` draws 2,000 cohorts of 2,000 and writes Benchmarks/EFFECTS.md; the test draws few.
@Suite("Effects held to a known truth")
struct KnownTruthTests {
  private func fate(_ way: Way, _ cohorts: Int, _ count: Int) throws -> Fate {
    var fate = Fate()
    for seed in 1...cohorts { fate.add(try way.estimate(count, seed: UInt64(seed))) }
    return fate
  }

  @Test(
    "Right models are unbiased within chance, wrong ones and the naive difference are not",
    arguments: [
      Way.naive, .standardised, .weighted, .doublyRobust, .wrongOutcome, .wrongTreatment, .wrongOutcomeG,
      .censoring,
    ])
  func bias(way: Way) throws {
    let fate = try fate(way, 12, 1000)
    // Twelve cohorts: four errors of the mean of the right ones hold the truth, and the wrong ones lie outside three.
    #expect(way.isRight ? abs(fate.bias) < 4 * fate.error : abs(fate.bias) > 3 * fate.error, "\(fate)")
  }
}
