import Intake
import Reporting
import Statistics
import Treatment

/// Levels that too few patients have to stand by name.
extension StudyRun {
  /// The same study with levels together that too few patients have to stand by name.
  func pooling(_ pools: [String: LevelPool]) -> StudyRun {
    var run = self
    run.pools = pools
    return run
  }

  /// Levels that stand neither in the study's file nor in the cohort's, and that too few patients have.
  func rareLevels(in results: Results) async throws -> [String: LevelPool] {
    var seen = SeenLevels()
    for table in results.rates { seen.add(table) }
    if let table = results.baseline { seen.add(table) }
    // An arm of a few patients may stand in no table of rates.
    for point in results.trajectories { seen.add(point.arm, of: arm.name, patients: 0) }
    for difference in results.differences {
      seen.add(difference.first, of: arm.name, patients: 0)
      seen.add(difference.second, of: arm.name, patients: 0)
    }
    for entry in results.times?.entries ?? [] { if let table = entry.table { seen.add(table) } }
    var keys = try tables().flatMap {
      try RatesQuestion(by: $0.by.joined(separator: ", "), filter: nil, catalogue: cohort.cohort.catalogue)
        .keys()
    }
    keys += try study.times.flatMap { try timeQuestion($0).keys() }
    keys += [arm, .strategy] + (results.baseline?.rows.map { .covariate($0.name) } ?? [])
    return try await rareLevels.pools(of: keys, seen: seen)
  }

  /// Levels that the study names stand by name.
  var rareLevels: RareLevels {
    var labels = study.labels.levels.mapValues { Set($0.keys) }
    labels[arm.name, default: []].formUnion(study.arms)
    return RareLevels(in: cohort, under: study.disclosure.rule(), labels: labels)
  }
}
