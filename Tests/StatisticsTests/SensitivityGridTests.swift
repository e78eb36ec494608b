import Statistics
import Summaries
import Testing
import Treatment

@Suite("The sensitivity grid")
struct SensitivityGridTests {
  private let histories = DrawnCourses.histories(150, seed: 11)

  private func result<S: Statistic>(_ statistic: S) throws -> S.Result where S.Page == PatientPage {
    var summary = statistic.empty
    statistic.add(DrawnCourses.page(of: histories), to: &summary)
    return try statistic.finish(summary)
  }

  @Test("It has 108 cells, one of them that of the defaults, and they differ")
  func cells() throws {
    let table = try result(SensitivityGrid(in: DrawnCourses.context()))
    #expect(table.cells.count == 108)
    #expect(table.cells.filter(\.isChosen).count == 1)
    #expect(Set(table.cells.map(\.resistant)).count > 10)
    #expect(table.strategies.count == 9)
  }

  @Test("Every cell says what a run of its own says")
  func everyCellIsARun() throws {
    let table = try result(SensitivityGrid(in: DrawnCourses.context()))
    for cell in table.cells {
      var parameters = DerivationParameters()
      parameters.overlapSwitchMax = Int32(cell.overlapSwitchMax)
      parameters.minTrialDays = Int32(cell.minTrialDays)
      parameters.eraGapDays = Int32(cell.eraGapDays)
      parameters.unknownDose = try #require(.init(rawValue: cell.unknownDose))
      parameters.intoleranceCounts = cell.intoleranceCounts
      let alone = try result(
        ResistanceShares(by: [RegulatoryRule.ema], in: DrawnCourses.context(parameters)))
      #expect(alone.n == table.n)
      #expect(alone.shares[0].resistant == cell.resistant)
      #expect(alone.shares[0].possible == cell.possible)
      #expect(alone.shares[0].indeterminate == cell.indeterminate)
    }
  }

  @Test("Shorter trials, doses taken as adequate and intolerance as failure never make fewer resistant")
  func isMonotone() throws {
    let table = try result(SensitivityGrid(in: DrawnCourses.context()))
    func cell(_ like: SensitivityTable.Cell, dose: String? = nil, intolerance: Bool? = nil)
      -> SensitivityTable.Cell?
    {
      table.cells.first {
        $0.overlapSwitchMax == like.overlapSwitchMax && $0.eraGapDays == like.eraGapDays
          && $0.minTrialDays == like.minTrialDays && $0.unknownDose == dose ?? like.unknownDose
          && $0.intoleranceCounts == intolerance ?? like.intoleranceCounts
      }
    }
    for one in table.cells {
      let strict = try #require(cell(one, dose: "exclude"))
      let lenient = try #require(cell(one, dose: "adequate"))
      #expect(lenient.resistant >= strict.resistant)
      let intolerant = try #require(cell(one, intolerance: true))
      let plain = try #require(cell(one, intolerance: false))
      #expect(intolerant.resistant >= plain.resistant)
    }
  }

  @Test("Steps of a cell's strategies are the steps that are derived with its overlap and era gap")
  func strategiesAreCounted() throws {
    let table = try result(SensitivityGrid(in: DrawnCourses.context()))
    for strategies in table.strategies {
      var parameters = DerivationParameters()
      parameters.overlapSwitchMax = Int32(strategies.overlapSwitchMax)
      parameters.eraGapDays = Int32(strategies.eraGapDays)
      var derivation = StepDerivation(
        DrawnCourses.catalogue, formulary: DrawnCourses.formulary, parameters: parameters)
      var record = TreatmentRecord()
      var counts: [String: Int] = [:]
      for history in histories {
        derivation.derive(history, into: &record)
        for step in record.steps { counts[step.strategy.name, default: 0] += 1 }
      }
      let rows = strategies.rates.rows.map { ($0.group[0], $0.steps) }
      #expect(Dictionary(uniqueKeysWithValues: rows) == counts)
    }
  }
}
