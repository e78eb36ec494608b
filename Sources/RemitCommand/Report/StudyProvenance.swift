import Intake
import Reporting
import Statistics
import Summaries
import Treatment

/// What a study's report was made from and with.
struct StudyProvenance {
  private let study: StudySpecification
  private let cohort: OpenCohort

  private let path: String
  /// The grade of each table and model, by the names of their files.
  private let grades: [Provenance.Entry]

  init(
    _ study: StudySpecification, at path: String, _ cohort: OpenCohort, grades: [Provenance.Entry]
  ) {
    self.grades = grades
    self.study = study
    self.path = path
    self.cohort = cohort
  }

  /// Digests of every file that was read, the rules in force and the versions.
  ///
  /// Not: a time, a machine, a user or a path outside the study's folder.
  func record() throws(IntakeError) -> Provenance {
    let folder =
      switch study.cohort {
      case "": "--cohort/"
      case ".": ""
      case let name: name + "/"
      }
    var record = try CohortProvenance(cohort, in: folder).record()
    let study = Provenance.Input(
      file: path.split(separator: "/").last.map(String.init) ?? path,
      sha256: try FileDigest.hexadecimal(ofFileAt: path))
    record.inputs.insert(study, at: 0)
    record.definitions = definitions + record.definitions
    record.grades = grades
    return record
  }

  private var definitions: [Provenance.Entry] {
    let common = study.common
    return [
      .init("step_rule", cohort.cohort.isRaw ? StepDerivation.name : "steps file"),
      .init("step_parameters", cohort.cohort.isRaw ? study.derivation.sentence : "steps file"),
      .init("where", common.filter ?? ""),
      .init("scales", common.scales?.joined(separator: ", ") ?? "all"),
      .init("arm", study.arm.name),
      .init("endpoints", common.endpoints.map(\.label).joined(separator: ", ")),
      .init(
        "baseline_window",
        cohort.cohort.isRaw
          ? "\(study.derivation.baselineBefore) days before, \(study.derivation.baselineAfter) after"
          : "steps file"),
      .init("outcomes", common.outcomes.map(\.rawValue).joined(separator: ", ")),
      .init("baselines", common.baselines.map(\.rawValue).joined(separator: ", ")),
      .init("missing", common.missing.map(\.rawValue).joined(separator: ", ")),
      .init("interval", common.interval), .init("level", "\(common.level)"),
      .init("disclosure", study.disclosure.rule().name),
    ] + (common.evaluable ? [.init("evaluable", "yes")] : [])
  }
}
