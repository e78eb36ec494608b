import ArgumentParser
import Reporting

/// `remit diff`: what moved between two reports, and under what.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Which numbers moved between two reports, by how much, under which changed definition or input.",
    discussion: """
      Rows of tables are known again by what they are of (strategy, outcome, endpoint …), not by their place. Numbers that differ by \
      less than one part in a thousand million are the same but for rounding, and counted. Exit code 0, whether anything moved or not.

      EXAMPLE
        remit diff Notebooks-exports/nimh-ketamine out/nimh-ketamine
        remit diff before after --format markdown -o pull-request.md
      """)

  @Argument(help: "The folder of a report.")
  var before: String

  @Argument(help: "The folder of another one.")
  var after: String

  @Option(help: ArgumentHelp("Moves that are shown for people; csv and json have all.", valueName: "n"))
  var most = 100

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if most < 1 { throw ValidationError("--most takes a whole number from 1.") }
  }

  func run() async throws {
    try await Failure.reported {
      let (one, other) = (try RecordedReport(in: before), try RecordedReport(in: after))
      let found = try ReportDifference(one, other)
      let inputs = [one, other].flatMap { report in
        FolderFiles.all(in: report.folder).map { "\(report.folder)/\($0)" }
      }
      switch output.format {
      case .csv, .json: try output.write(found.all, madeFrom: inputs)
      case .table, .markdown:
        let text = [found.causes, found.moved(most: most)].map { table in
          table.rows.isEmpty
            ? ([table.caption] + table.notes).joined(separator: "\n\n") + "\n"
            : table.rendered(as: output.format)
        }.joined(separator: "\n")
        if let file = output.output {
          try OutputFile.check(file, against: inputs)
          try OutputFile.write(text, to: file)
        } else {
          try OutputFile.print(text)
        }
      }
    }
  }
}
