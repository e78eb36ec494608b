import ArgumentParser
import Foundation
import Intake
import Reporting

/// `remit validate`: a cohort checked alone, without a statistic.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a cohort: structure, types, ranges, days, duplicates, names, identifiers, small groups.",
    discussion: """
      Prints what the files hold (of an OMOP folder: its tables, its patients and the concepts that have no mapping) on \
      standard output and issues (the first 100, all counted) on standard error, as \
      file:line:column: expected …, found …, never with the cell. Exit code 2 where there is any, but 0 where --set-aside \
      took the rows.

      EXAMPLE
        remit validate Datasets/nimh-ketamine
      """)

  @Argument(
    help: "A cohort folder, a single steps.csv (also .gz), or - for a steps.csv on standard input.")
  var cohort: String

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Groups of quasi-identifiers with fewer patients are reported as small.", valueName: "count"))
  var smallestGroup: Int = 5

  @Option(help: ArgumentHelp("table, csv, json or markdown.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var checked: CheckedColumnsOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a whole number from 1.") }
    if smallestGroup < 2 { throw ValidationError("--smallest-group takes a whole number from 2.") }
  }

  func run() async throws {
    try await Failure.reported {
      let opened = try OpenCohort(
        at: cohort, threads: threads, setAside: setAside, under: try catalogue.own(),
        checked: checked)
      let found = try await opened.cohort.validate(smallestGroup: smallestGroup)
      let table = ValidationTable(found, catalogue: opened.cohort.catalogue)
      let isForPeople = format == .table || format == .markdown
      let main = found.omop.map { OMOPTables($0).table } ?? table.columns
      let told = isForPeople && found.isSound ? "\n" + table.sentences.joined(separator: "\n") : ""
      try OutputFile.print(main.rendered(as: format, width: OutputFile.terminalWidth) + told)
      if found.areRowsSetAside, !found.isSound {
        let refused = IntakeError.refused(issues: found.issues, total: found.issueTotal)
        StandardError.write("remit: \(refused.description)")
        for line in found.attrition.lines { StandardError.write("remit: \(line)") }
        return
      }
      if !found.isSound {
        throw Failure(
          .dataRefused, IntakeError.refused(issues: found.issues, total: found.issueTotal).description)
      }
      if !isForPeople { for line in table.sentences { StandardError.write("remit: \(line)") } }
    }
  }
}
