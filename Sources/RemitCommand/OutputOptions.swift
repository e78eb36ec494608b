import ArgumentParser
import Reporting

/// How a table leaves the command.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("table, csv, json or markdown.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "In CSV, put ' before texts that a spreadsheet would take for a formula.")
  var spreadsheetSafe = false

  func write(_ table: Table) throws(Failure) {
    let text = table.rendered(as: format, spreadsheetSafe: spreadsheetSafe)
    if let output { try OutputFile.write(text, to: output) } else { try OutputFile.print(text) }
  }
}
