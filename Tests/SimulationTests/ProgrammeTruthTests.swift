import Intake
import Regression
import Statistics
import Testing
import Treatment

@testable import Simulation

/// What the comparison of steps with and without a programme comes to where the truth is known.
@Suite("Programmes in a simulated cohort")
struct ProgrammeTruthTests {
  private static let patients = 6000
  private let catalogue = Catalogue.bundled

  private func care(seed: UInt64) throws -> SteppedCare {
    SteppedCare(
      try .bundled(), seed: seed, without: Set(Mechanism.allCases).subtracting([.lifestyle]))
  }

  /// The pooled difference of remission on MADRS.
  private func estimate(_ care: SteppedCare) throws -> ProgrammeTable {
    let formulary = Formulary(catalogue)
    var derivation = StepDerivation(catalogue, formulary: formulary)
    let scale = try #require(catalogue.scale(named: "MADRS"))
    var record = TreatmentRecord()
    var sides: [[String]: (events: Int, n: Int)] = [:]
    var kinds: [[String]: (events: Int, n: Int)] = [:]
    for number in 1...Self.patients {
      let history = care.history(of: number, in: catalogue).history
      derivation.derive(history, into: &record)
      for place in record.steps.indices {
        let scores = StepScoring().scores(ofStep: place, of: record, in: history, on: scale, formulary)
        guard let remits = catalogue.scales[scale].remits(at: scores.endpoint) else { continue }
        let step = record.steps[place]
        let levels = ProgrammeColumn.allCases.map { $0.level(of: step).rawValue }
        let stratum = [step.strategy.name, "\(step.number)"]
        sides[stratum + [levels[1]], default: (0, 0)].n += 1
        kinds[stratum + levels, default: (0, 0)].n += 1
        if remits {
          sides[stratum + [levels[1]], default: (0, 0)].events += 1
          kinds[stratum + levels, default: (0, 0)].events += 1
        }
      }
    }
    func table(_ counts: [[String]: (events: Int, n: Int)], by keys: [GroupKey]) -> RateTable {
      let order = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }
      return RateTable(
        by: keys.map(\.name), level: 0.95,
        rows: order.map { group in
          let (events, n) = counts[group] ?? (0, 0)
          return Rate(
            group: group, outcome: .remission, baseline: .step, scale: "MADRS", endpoint: .last,
            missing: .observed, interval: .wilson, patients: n, steps: n, noBaseline: 0, n: n, events: events,
            estimate: nil, confLow: nil, confHigh: nil, robustLow: nil, robustHigh: nil)
        })
    }
    return ProgrammeComparison(programmeDays: 28).table(
      of: table(sides, by: ProgrammeComparison.sides), byKind: table(kinds, by: ProgrammeComparison.kinds))
  }

  /// By potential outcomes: each step's chance with a programme less its chance without, whichever the patient had, weighted as the strata
  /// are. Both kinds in the shares in which they are begun.
  private func truth(_ care: SteppedCare, _ table: ProgrammeTable, of programme: Programme?) throws -> Double
  {
    let model = care.model
    var effects: [[String]: (sum: Double, steps: Int)] = [:]
    let (exercise, sleep) = (model.constants.treatment.exercise, model.constants.treatment.sleep)
    for number in 1...Self.patients {
      let (patient, course) = care.patient(number)
      for step in course.steps {
        func chance(_ programme: Programme?) -> Double {
          let option = model.options.first { $0.strategy == step.option }
          return model.chances(
            of: patient, step: step.attempt, option: step.attempt == 1 ? nil : option,
            severity: step.severity, programme: programme
          ).remission
        }
        let with =
          switch programme {
          case nil: (exercise * chance(.exercise) + sleep * chance(.sleep)) / (exercise + sleep)
          default: chance(programme)
          }
        let key = [step.strategy.name, "\(step.number)"]
        effects[key, default: (0, 0)].sum += with - chance(nil)
        effects[key, default: (0, 0)].steps += 1
      }
    }
    var (sum, weight) = (0.0, 0.0)
    for one in table.strata {
      guard let effect = effects[[one.strategy, one.step]] else { continue }
      let counts = one.counts
      let own = Double(counts.firstN * counts.secondN) / Double(counts.firstN + counts.secondN)
      sum += own * effect.sum / Double(effect.steps)
      weight += own
    }
    return sum / weight
  }

  @Test(
    "With every other mechanism off the pooled difference lies within two standard errors of the truth, and the truth is no nothing",
    arguments: [1, 2, 3] as [UInt64])
  func knownTruth(seed: UInt64) throws {
    let care = try care(seed: seed)
    let table = try estimate(care)
    let pooled = try #require(table.pooled.first { $0.programme == nil })
    let error = try #require(pooled.difference.stdError)
    let truth = try truth(care, table, of: nil)
    #expect(truth > 0.02)
    #expect(abs(pooled.difference.estimate - truth) <= 2 * error, "\(pooled.difference) \(truth)")
    // Nought would not do, or the test could not tell a comparison from none.
    #expect(pooled.difference.estimate > 2 * error, "\(pooled.difference)")
    for (level, programme) in [(ProgrammeLevel.sleep, Programme.sleep), (.exercise, .exercise)] {
      let own = try #require(table.pooled.first { $0.programme == level }).difference
      let truth = try self.truth(care, table, of: programme)
      #expect(abs(own.estimate - truth) <= 2.5 * (own.stdError ?? 0), "\(level): \(own) \(truth)")
    }
  }
}
