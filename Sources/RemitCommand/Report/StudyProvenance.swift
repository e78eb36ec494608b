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

  /// What the run put in place of keys of the study.
  private let parameters: [StudyParameter]

  init(
    _ study: StudySpecification, at path: String, with parameters: [StudyParameter], _ cohort: OpenCohort,
    grades: [Provenance.Entry]
  ) {
    self.parameters = parameters
    self.grades = grades
    self.study = study
    self.path = path
    self.cohort = cohort
  }

  /// Digests of every file that was read, the rules in force and the versions.
  ///
  /// Not: a time, a machine, a user or a path outside the study's folder.
  func record() throws(IntakeError) -> Provenance {
    var record = try CohortProvenance(cohort, in: Self.prefix(of: study)).record()
    let file = path.split(separator: "/").last.map(String.init) ?? path
    record.inputs.insert(.init(file: file, sha256: try FileDigest.hexadecimal(ofFileAt: path)), at: 0)
    record.run = Provenance.Run(
      study: file, cohort: study.cohort, parameters: parameters.map { .init($0.key, $0.json) },
      setsAside: cohort.setsAside)
    record.definitions = definitions + record.definitions
    if let benchmarks = self.study.benchmarks {
      record.definitions += [
        .init(
          "benchmarks", benchmarks.against.isEmpty ? "all" : benchmarks.against.joined(separator: ", ")),
        .init("benchmark_tolerances", benchmarks.tolerances.sentence),
      ]
      record.versions.append(.init("published_rates", "sha256 \(PublishedRate.bundledDigest)"))
    }
    record.grades = grades
    return record
  }

  /// What stands before the names of the cohort's files.
  static func prefix(of study: StudySpecification) -> String {
    switch study.cohort {
    case "": "--cohort/"
    case ".": ""
    case let name: name + "/"
    }
  }

  private var definitions: [Provenance.Entry] {
    let common = study.common
    let baseline = "\(study.derivation.baselineBefore) days before, \(study.derivation.baselineAfter) after"
    var entries: [Provenance.Entry] = [
      .init("step_rule", cohort.cohort.isRaw ? StepDerivation.name : "steps file"),
      .init("step_parameters", cohort.cohort.isRaw ? study.derivation.sentence : "steps file"),
      .init("where", common.filter ?? ""),
      .init("scales", common.scales?.joined(separator: ", ") ?? "all"),
      .init("arm", study.arm.name),
      .init("endpoints", common.endpoints.map(\.label).joined(separator: ", ")),
      .init(
        "baseline_window", cohort.cohort.isRaw ? baseline : "steps file"),
      .init("outcomes", common.outcomes.map(\.rawValue).joined(separator: ", ")),
      .init("baselines", common.baselines.map(\.rawValue).joined(separator: ", ")),
      .init("missing", common.missing.map(\.rawValue).joined(separator: ", ")),
      .init("interval", common.interval), .init("level", "\(common.level)"),
      .init("disclosure", study.disclosure.rule().name),
    ]
    if common.evaluable { entries.append(.init("evaluable", "yes")) }
    return entries
  }
}
