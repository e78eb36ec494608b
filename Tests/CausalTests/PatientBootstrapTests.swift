import Causal
import Regression
import TestSupport
import Testing

@Suite("Bootstrap by patient")
struct PatientBootstrapTests {
  private func options(threads: Int = 1, seed: UInt64 = 1) -> EffectOptions {
    var options = EffectOptions()
    (options.threads, options.seed) = (threads, seed)
    return options
  }

  @Test("Its standard error is that by equations within a quarter, and its limits hold the estimate")
  func agrees() throws {
    let rows = KnownTruth.cohort(250, seed: 3)
    let effect = try ActionModels(rows, options()).effect(.doublyRobust).difference
    let drawn = try #require(PatientBootstrap(rows, .doublyRobust, options(threads: 2), samples: 200))
    let own = try #require(effect.standardError)
    #expect(drawn.answered == 200 && drawn.low < effect.estimate && effect.estimate < drawn.high)
    // A standard deviation of 200 samples is known to a twentieth; five of these.
    #expect(abs(drawn.standardError / own - 1) < 0.25, "\(drawn.standardError) beside \(own)")
  }

  @Test("The same for any number of threads; another seed draws other samples")
  func deterministic() throws {
    let rows = KnownTruth.cohort(150, seed: 4)
    let one = PatientBootstrap(rows, .weighting, options(), samples: 12)
    #expect(one != nil && PatientBootstrap(rows, .weighting, options(threads: 3), samples: 12) == one)
    #expect(PatientBootstrap(rows, .weighting, options(seed: 2), samples: 12) != one)
  }

  @Test("Rows of a patient stay together: each row twice as one patient leaves the standard error as it was")
  func clusters() throws {
    let rows = KnownTruth.cohort(200, seed: 5)
    let places = (0..<200).flatMap { [$0, $0] }
    let design = rows.design
    let twice = ActionRows(
      .init(
        columns: design.columns, assignment: design.assignment, terms: design.terms, count: 400,
        x: places.flatMap { design.x[($0 * 3)..<($0 * 3 + 3)] }, y: places.map { design.y[$0] }),
      outcome: places.map { rows.outcome[$0] }, kind: .binary, first: "one", second: "other",
      patients: places.map { UInt64($0) })
    let (one, other) = (
      try #require(PatientBootstrap(rows, .standardisation, options(), samples: 20)),
      try #require(PatientBootstrap(twice, .standardisation, options(), samples: 20))
    )
    let close = Tolerance(relative: 1e-6, reason: "the same samples, models converged to their own last step")
    #expect(close.admits(other.standardError, for: one.standardError))
  }

  @Test("Patients in another order are in the same samples")
  func order() throws {
    let rows = KnownTruth.cohort(200, seed: 6)
    let design = rows.design
    func ordered(_ places: [Int]) -> ActionRows {
      ActionRows(
        .init(
          columns: design.columns, assignment: design.assignment, terms: design.terms, count: 200,
          x: places.flatMap { design.x[($0 * 3)..<($0 * 3 + 3)] }, y: places.map { design.y[$0] }),
        outcome: places.map { rows.outcome[$0] }, kind: .binary, first: "one", second: "other",
        patients: places.map { UInt64($0) })
    }
    let (one, other) = (
      try #require(PatientBootstrap(ordered(Array(0..<200)), .weighting, options(), samples: 20)),
      try #require(PatientBootstrap(ordered((0..<200).reversed()), .weighting, options(), samples: 20))
    )
    let close = Tolerance(
      relative: 1e-6, reason: "models of the same rows in another order, converged to their own last step")
    #expect(close.admits(other.standardError, for: one.standardError))
  }
}
