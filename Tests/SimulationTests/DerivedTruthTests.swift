import Intake
import Testing
import Treatment

@testable import Simulation

/// The derivation on roads whose truth is known.
@Suite("Deriving what was simulated")
struct DerivedTruthTests {
  private let catalogue = Catalogue.bundled

  /// How many of so many patients are derived step by step as they were, and how the others fail.
  private func recovered(_ without: Set<Mechanism>, patients: Int) throws -> (
    share: Double, ways: [String: Int]
  ) {
    let care = SteppedCare(try .bundled(), seed: 1, without: without)
    var derivation = StepDerivation(catalogue, formulary: Formulary(catalogue))
    var record = TreatmentRecord()
    var right = 0
    var ways: [String: Int] = [:]
    for number in 1...patients {
      let simulated = care.history(of: number, in: catalogue)
      derivation.derive(simulated.history, into: &record)
      let derived = record.steps.map { [Int($0.episode), Int($0.number), Int($0.start)] }
      let truth = simulated.labels.map { [$0.episode, $0.number, $0.start] }
      let strategies = zip(record.steps, simulated.labels).first { $0.strategy != $1.strategy }
      if derived == truth, strategies == nil {
        right += 1
      } else if let (one, other) = strategies, derived.map({ $0[2] }) == truth.map({ $0[2] }) {
        ways["\(other.strategy) derived as \(one.strategy)", default: 0] += 1
      } else {
        ways[derived.map { $0[2] } == truth.map { $0[2] } ? "episode" : "onset", default: 0] += 1
      }
    }
    return (Double(right) / Double(patients), ways)
  }

  @Test(
    "With full data 99 of 100 patients are derived as they were, and the others fail in ways that are known")
  func fullData() throws {
    let (share, ways) = try recovered(
      [.missing, .noise, .dropout, .nonadherence, .background], patients: 3000)
    #expect(share >= 0.99)
    // A remission too short for its run of scores is no new episode; two drugs that stop together make the next one a switch out.
    let known: Set = [
      "episode", "SWITCH_WITHIN derived as SWITCH_OUT", "FIRST_LINE derived as SWITCH_OUT",
      "FIRST_LINE derived as SWITCH_AFTER_GAP",
    ]
    #expect(Set(ways.keys).isSubset(of: known), "\(ways)")
  }

  @Test(
    "With everything that makes data hard to read 97 of 100 are, and what else fails is open at the data end")
  func everything() throws {
    let (share, ways) = try recovered([], patients: 3000)
    #expect(share >= 0.97)
    let known: Set = [
      "episode", "SWITCH_WITHIN derived as SWITCH_OUT", "FIRST_LINE derived as SWITCH_OUT",
      "FIRST_LINE derived as SWITCH_AFTER_GAP", "COMBINE derived as UNDETERMINED",
      "COMBINE_ABORTED derived as UNDETERMINED", "PSYCH_SWITCH derived as FIRST_LINE_OTHER",
    ]
    #expect(Set(ways.keys).isSubset(of: known), "\(ways)")
  }
}
