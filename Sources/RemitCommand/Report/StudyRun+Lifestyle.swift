import Intake
import Regression
import Statistics
import Treatment

extension StudyRun {
  /// The rates that a comparison of steps with and without a lifestyle programme is made of; else why there is none, where the study asks.
  func lifestyle() throws -> (rates: (sides: ResponseRates, kinds: ResponseRates)?, reason: String?) {
    guard study.lifestyle else { return (nil, nil) }
    let missing = try missingColumns
    guard missing.isEmpty else {
      return (
        nil,
        "The cohort is a file of steps without \(missing.map { "'\($0)'" }.joined(separator: " and ")), so that nothing is known of "
          + "programmes. `remit steps` writes both columns from exposures and assessments."
      )
    }
    return ((rates(by: ProgrammeComparison.sides), rates(by: ProgrammeComparison.kinds)), nil)
  }

  var programmeComparison: ProgrammeComparison {
    ProgrammeComparison(
      level: study.common.level, programmeDays: Int(study.derivation.programmeDays))
  }

  /// Columns that a file of steps lacks; none of a cohort from which steps are derived.
  private var missingColumns: [String] {
    get throws {
      if cohort.cohort.isRaw { return [] }
      let there = try cohort.cohort.stepColumns()
      return ProgrammeColumn.allCases.map(\.rawValue).filter { !there.contains($0) }
    }
  }

  private func rates(by keys: [GroupKey]) -> ResponseRates {
    let common = study.common
    return ResponseRates(
      of: common.outcomes, by: keys.map { $0.pooled(pools ?? [:]) }, scales: common.scales,
      // A programme belongs to a step, so its start is what counts; entry where the study asks for nothing else.
      baselines: common.baselines.contains(.step) ? [.step] : common.baselines,
      endpoint: common.endpoints[0], missing: common.missing,
      interval: IntervalMethod(rawValue: common.interval) ?? .wilson, level: common.level, where: filter,
      evaluable: common.evaluable)
  }
}
