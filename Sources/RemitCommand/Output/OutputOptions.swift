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

  /// Writes the table; what csv and json have no place for is said on standard error.
  func write(_ table: Table, madeFrom inputs: [String]) throws(Failure) {
    let text = table.rendered(
      as: format, spreadsheetSafe: spreadsheetSafe,
      width: output == nil ? OutputFile.terminalWidth : nil)
    if let output {
      try OutputFile.check(output, against: inputs)
      try OutputFile.write(text, to: output)
    } else {
      try OutputFile.print(text)
    }
    if format == .csv || format == .json {
      for note in table.notes { StandardError.write("remit: \(note)") }
    }
  }
}
