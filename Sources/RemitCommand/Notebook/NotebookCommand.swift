import ArgumentParser
import Intake
import Reporting
import Statistics
import Treatment

/// `remit notebook`: the first notebook of a new cohort.
struct NotebookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Write a first notebook of a cohort: files, columns, missing cells, scales, flow, first rates.",
    discussion: """
      One file for Jupyter that holds its tables (aggregates, with small cells hidden), so that it reads and runs wherever it is, \
      with pandas and matplotlib alone. The cohort is checked first, as remit validate does. A report of a study has a \
      notebook too: remit report.

      EXAMPLE
        remit notebook Datasets/nimh-ketamine -o first.ipynb
      """)

  @OptionGroup var input: CohortOptions
  @OptionGroup var disclosure: DisclosureOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    try await Failure.reported {
      let cohort = try OpenCohort(input)
      let content = try await CohortSurveyRun(cohort, at: input.cohort, under: disclosure.rule).content()
      let notebook = Report(content, recomputing: .asStatistics).cohortNotebook(
        next: CohortSurveyRun.next(input.cohort))
      if let output {
        try OutputFile.check(output, against: cohort.inputs)
        try OutputFile.write(notebook.json(), to: output)
      } else {
        try OutputFile.print(notebook.json())
      }
      cohort.reportRows(under: disclosure.rule)
    }
  }
}
