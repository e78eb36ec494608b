import ArgumentParser
import Foundation
import LinearAlgebra

/// The command: response rates by strategy and their reports, from anonymised treatment histories.
@main
struct Remit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remit",
    abstract: "From anonymised treatment histories in depression to response rates, with their doubts.",
    discussion: """
      A cohort is a folder of CSV files (patients, exposures, assessments, or steps), a single steps.csv, \
      or - for standard input. Outputs are aggregates, with small cells hidden unless you say otherwise.

      EXAMPLE
        remit validate Datasets/nimh-ketamine
        remit rates Datasets/nimh-ketamine --by agent --scale MADRS --endpoint-day 2 --endpoint-window 2
        remit report Datasets/nimh-ketamine/STUDY.yaml -o out

      EXIT CODES
        0   done (rows that were set aside are counted on standard error)
        1   a bug in remit
        2   data refused
        3   a file is missing or unreadable
        4   configuration: cohort.yaml, STUDY.yaml, a filter or a grouping
        5   the statistic has no answer (nothing left to count)
        6   an output cannot be written
        64  usage
      """,
    version: Version.text,
    subcommands: [
      RatesCommand.self, ResistanceCommand.self, StepsCommand.self, ValidateCommand.self, ReportCommand.self,
      PathwaysCommand.self, BenchmarkCommand.self, CatalogueCommand.self, FitCommand.self,
      CompareCommand.self, SurvivalCommand.self, RoadmapCommand.self, PredictCommand.self,
      SimulateCommand.self, RunCommand.self, VerifyCommand.self,
      DiffCommand.self,
      NotebookCommand.self,
    ])

  static func main() async {
    // A reader that closes early (head) is an output that cannot be written, and said so.
    signal(SIGPIPE, SIG_IGN)
    BLASKernel.pinToOneThread()
    await main(nil)
  }
}
