import Intake
import Statistics
import Summaries
import Treatment

/// The pathways of strategies that a report shows: of cohorts in which patients go from step to step.
///
/// Not: of trials, whose arms were drawn by lot, nor of crossovers, where everybody has every treatment.
struct StudyPathways {
  let statistic: Pathways?

  init(_ filter: Filter?, _ cohort: OpenCohort) throws {
    guard cohort.cohort.declaration.design == .cohort, filter?.readsSteps != true else {
      statistic = nil
      return
    }
    let scales = try PathwayScales(named: nil, in: cohort)
    var parameters = PathwayParameters()
    parameters.filterTreatments = .all
    statistic = Pathways(
      of: .strategy, parameters, rowsOn: scales.rowsOn, tellsEnds: scales.tellsEnds, where: filter)
  }

  /// The table, where somebody had more than one treatment.
  static func worthShowing(_ answer: CohortAnswer<Pathways>?) throws -> PathwayTable? {
    do {
      guard let table = try answer?.result(), table.lines > 1 else { return nil }
      return table
    } catch StatisticError.noRows {
      return nil
    }
  }
}
