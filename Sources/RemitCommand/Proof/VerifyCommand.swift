import ArgumentParser
import Foundation
import Intake
import Reporting

/// `remit verify`: whether a report is what its record says that it is.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run a report again from its provenance.json, and say whether it is equal to the byte.",
    discussion: """
      The study and its data are looked for under the present folder, by name and digest. Where they lie elsewhere, name them. What \
      differs is told with its reason: an input, a parameter, a definition, the version, the catalogue, or a file that was changed by \
      hand. Exit code 0 where everything is equal, 2 where it is not. Another version that gives the same bytes is equal, and told.

      EXAMPLE
        remit verify Notebooks-exports/nimh-ketamine
        remit verify out/nimh-ketamine --study Datasets/nimh-ketamine --cohort .=Datasets/nimh-ketamine
      """)

  @Argument(help: "The folder of a report.")
  var folder: String

  @Option(
    help: ArgumentHelp("The study's file, or its folder, where it is not under this one.", valueName: "path"))
  var study: String?

  @Option(
    name: .customLong("cohort"),
    help: ArgumentHelp(
      "The cohort's folder, where the study does not stand beside it; NAME= as the study names it.",
      valueName: "[name=]path"))
  var cohorts: [String] = []

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { _ = try CohortPaths(cohorts) }

  func run() async throws {
    try await Failure.reported {
      let recorded = try RecordedReport(in: folder)
      let run = try recorded.run()
      let inputs = try RecordedInputs(
        of: recorded.record, run, study: study, cohorts: CohortPaths(cohorts))
      let usesOwn = recorded.record.inputs.contains { $0.file.hasPrefix("--catalogue/") }
      if usesOwn, catalogue.path == nil {
        throw Failure(
          .configuration,
          "The report was made with a catalogue of your own. Name it with --catalogue, and verify compares its digest."
        )
      }
      let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("remit-verify-\(getpid())")
        .path
      defer { try? FileManager.default.removeItem(atPath: scratch) }
      let study = try OpenStudy(
        at: inputs.study, with: run.parameters.map { StudyParameter(key: $0.name, json: $0.value) },
        cohorts: inputs.cohorts, threads: threads, setAside: run.setsAside ? scratch : nil,
        under: catalogue.own())
      let report = Report(try await study.content(), recomputing: .asStatistics)
      let made = ReportFolder(report, report.files(asIn: recorded.record.outputs.map(\.file)))
      let found = Verification(recorded, made: made.files, record: try made.record())
      if found.lines.isEmpty, output.format == .table, output.output == nil {
        try OutputFile.print(found.verdict)
      } else {
        try output.write(found.table, madeFrom: study.inputs)
      }
      if !found.isEqual { throw ExitCode(Failure.Family.dataRefused.rawValue) }
    }
  }
}
