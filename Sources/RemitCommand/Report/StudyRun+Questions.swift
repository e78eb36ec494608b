import Intake
import Reporting
import Regression
import Statistics
import Treatment

/// The statistics that a study's keys ask for.
extension StudyRun {
  /// The study's tables; in a crossover also the arms by order, where the study does not ask for them.
  func tables() throws -> [StudySpecification.Rates] {
    guard design == .crossover else { return study.rates }
    if study.rates.contains(where: { $0.by.contains("step") }) { return study.rates }
    var table = study.common
    table.by = [study.arm.name, "step"]
    return study.rates + [table]
  }

  func rates(_ table: StudySpecification.Rates, _ endpoint: Endpoint) throws -> ResponseRates {
    let question = RatesQuestion(
      by: table.by.joined(separator: ", "), filter: table.filter, catalogue: cohort.cohort.catalogue)
    return ResponseRates(
      of: table.outcomes, by: try question.keys().map { $0.pooled(pools ?? [:]) }, scales: table.scales,
      baselines: table.baselines, endpoint: endpoint, missing: table.missing,
      interval: IntervalMethod(rawValue: table.interval) ?? .wilson, level: table.level,
      where: try question.condition(), evaluable: table.evaluable)
  }

  /// Scales are named where the table does not take all of the study's.
  func heading(_ table: StudySpecification.Rates, _ endpoint: Endpoint) -> String {
    var heading =
      "Rates by "
      + table.by.map { study.labels.columns[$0]?.lowercased() ?? $0.replacing("_", with: " ") }.joined(
        separator: " and ")
    if let scales = table.scales, scales != study.common.scales {
      heading += " on " + scales.joined(separator: ", ")
    }
    switch endpoint {
    case .last: heading += ", last score of the step"
    case .lastScore: heading += ", " + endpoint.words
    case .nearest(let day, 0): heading += ", day \(day)"
    case .nearest(let day, let window): heading += ", day \(day) ± \(window)"
    }
    return heading
  }

  /// Rates by arm, at every endpoint; only where arms were randomised.
  func armRates() throws -> [ResponseRates] {
    guard design == .randomised else { return [] }
    var request = study.common
    request.by = [study.arm.name]
    return try study.common.endpoints.map { try rates(request, $0) }
  }

  /// The first arm less each of the others.
  func differences(in table: RateTable) -> [RateDifference] {
    let arms = study.arms.isEmpty ? Set(table.rows.map { $0.group[0] }).sorted() : study.arms
    guard let first = arms.first else { return [] }
    return arms.dropFirst().flatMap { other in
      RateComparison(level: study.common.level).differences(in: table, control: other)
        .filter { $0.first == first && $0.second == other }
    }
  }

  func cumulative(_ scales: [String]) -> CumulativeRemission? {
    guard study.cumulative, design != .crossover,
      !scales.allSatisfy({ withoutRemission(scales).contains($0) })
    else { return nil }
    return CumulativeRemission(
      scales: scales, endpoint: study.common.endpoints[0],
      interval: IntervalMethod(rawValue: study.common.interval) ?? .wilson, level: study.common.level,
      where: filter)
  }

  func trajectories(_ scales: [String]) -> Trajectories? {
    // A cohort of steps holds no assessments to draw.
    guard study.trajectories, cohort.cohort.isRaw else { return nil }
    return Trajectories(
      by: arm.pooled(pools ?? [:]), scales: scales, clock: design == .randomised ? .sinceEntry : .sinceStep,
      level: study.common.level, where: filter)
  }

  func baseline(_ scales: [String]) throws -> BaselineCharacteristics? {
    guard !study.table1.isEmpty else { return nil }
    return BaselineCharacteristics(
      of: try CovariateTypes(cohort.cohort).requests(study.table1), scores: scales,
      arm: arm.pooled(pools ?? [:]), where: filter, pooling: pools ?? [:])
  }

  func flow(_ scales: [String]) -> Flow? {
    guard let scale = scales.first else { return nil }
    return Flow(
      on: scale, outcome: study.common.outcomes[0], baseline: study.common.baselines[0],
      endpoint: study.common.endpoints[0], where: filter, evaluable: study.common.evaluable)
  }

  var ratesByAgent: ResponseRates {
    ResponseRates(
      of: [.response, .remission], by: [.agent], scales: study.common.scales, missing: [.worstCase],
      where: filter)
  }
}
