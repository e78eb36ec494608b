import ArgumentParser
import Intake
import Reporting
import Treatment

/// `remit report`: a whole study as one page and as notebooks, its tables, figures and provenance.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Run a study file and write its report: report.html, report.md, report.ipynb, report.qmd, tables, figures, provenance.",
    discussion: """
      The same study, data and version give the same bytes, whatever the processor. A model without an answer (separation, too \
      few events) is told in its section; the rest is written, and the exit code is 5. Datasets/SCHEMA.md describes STUDY.yaml.

      report.ipynb (Jupyter) and report.qmd (Quarto) read like the page, and make each table and figure anew from tables/: run \
      Jupyter or Quarto in the folder of the report.

      EXAMPLE
        remit report Datasets/nimh-ketamine/STUDY.yaml -o out/nimh-ketamine
        remit report Datasets/beat-the-blues -o out/btb --format notebook
        remit report STUDY.yaml --cohort clinic-2 -o out/clinic-2
      """)

  @Argument(help: "A STUDY.yaml, or a folder that holds one.")
  var study: String

  @Option(
    help: ArgumentHelp(
      "Read this cohort, wherever it is, and not the one that the study names (nor the study's own folder).",
      valueName: "path"))
  var cohort: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "notebook, html, markdown, joined by commas; by default all. Tables, figures and provenance are always written.",
      valueName: "formats"),
    transform: { try ReportFormats(parsing: $0) })
  var format = ReportFormats.all

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var checked: CheckedColumnsOptions

  func run() async throws {
    try await Failure.reported {
      let study = try OpenStudy(
        at: study, cohorts: cohort.map { ["": $0] } ?? [:], threads: threads, setAside: setAside,
        under: catalogue.own(), checked: checked)
      let content = try await study.content()
      let report = Report(content, recomputing: .asStatistics)
      try ReportFolder(report, report.files(as: format.formats)).write(to: output, readFrom: study.inputs)
      study.cohort.reportRows(under: study.study.disclosure.rule())
      try OutputFile.print("\(output)/\(format.mainFile)")
      let failures =
        content.predictors.compactMap { model in model.failure.map { "Model '\(model.name)': \($0)" } }
        + (content.results.comparisons?.entries ?? []).compactMap { entry in
          entry.failure.map { "Comparison '\(entry.stem)': \($0)" }
        }
        + (content.results.times?.entries ?? []).compactMap { entry in
          entry.failure.map { "Time '\(entry.stem)': \($0)" }
        } + [content.results.roadmap?.failure].compactMap { $0.map { "Roadmap: \($0)" } }
      if !failures.isEmpty {
        throw Failure(
          .noAnswer,
          failures.joined(separator: "\nremit: ")
            + "\nremit: The report is written; the section of each such model says the same.")
      }
    }
  }
}
