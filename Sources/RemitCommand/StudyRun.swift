import Intake
import LinearAlgebra
import Reporting
import Statistics
import Summaries
import Treatment

/// A study's questions put to its cohort, one statistic after the other.
struct StudyRun {
  let study: StudySpecification
  let cohort: OpenCohort
  private let filter: Filter?
  private let arm: GroupKey

  init(_ study: StudySpecification, _ cohort: OpenCohort) throws {
    self.study = study
    self.cohort = cohort
    filter = try study.common.filter.map { try Filter(parsing: $0) }
    arm =
      switch study.arm {
      case .strategy: .strategy
      case .agent: .agent
      case .covariate(let name): .covariate(name)
      }
  }

  func content() async throws -> ReportContent {
    let scales = try scales()
    var results = Results(level: study.common.level)
    var headings: [String] = []
    for one in tables() {
      for endpoint in one.endpoints {
        results.rates.append(try await rates(one, endpoint))
        headings.append(heading(one, endpoint))
      }
    }
    if design == .randomised { results.differences = try await differences() }
    if study.cumulative { results.cumulative = try await cumulative(scales) }
    if study.trajectories {
      results.trajectories = try await cohort.answer(
        Trajectories(by: arm, scales: scales, where: filter, since: design == .crossover ? .step : .entry,
          level: study.common.level))
    }
    if !study.table1.isEmpty {
      results.baseline = try await cohort.answer(
        BaselineCharacteristics(of: try await covariates(), arm: arm, where: filter))
    }
    results.flow = try await cohort.answer(
      Flow(scale: scales[0], endpoint: study.common.endpoints[0], baseline: study.common.baselines[0], where: filter))
    return ReportContent(
      title: study.title, question: study.question ?? "", design: design, cohort: description,
      results: results, rateHeadings: headings,
      definitions: StudyDefinitions(study, scales: scales, catalogue: cohort.cohort.catalogue).entries,
      scalesWithoutRemission: study.common.outcomes.contains(.remission) ? withoutRemission(scales) : [],
      maskedAgents: [], notes: study.notes, sources: study.sources, disclosure: disclosure,
      provenance: try provenance())
  }
}
