import ArgumentParser
import Foundation
import Intake
import Reporting

extension BatchLog.Form: ExpressibleByArgument {}

/// `remit run`: many studies, each with its report, in one folder.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run many studies: a report each, runs.csv and index.html in one folder.",
    discussion: """
      STUDIES are study files, folders that hold a STUDY.yaml, patterns in quotes, or one BATCH.yaml with a grid of what varies. \
      Studies of one cohort share one reading, and each report is the one that remit report writes. What is up to date stays as it is: \
      study, data, catalogue and version are compared by digest, and why the rest is made is said. A study that fails does not stop the \
      others. Broken off at any moment, the same command goes on. Documentation/Batch.md says more.

      The exit code is that of the worst run: 1, then 6, 2, 3, 4 and 5.

      EXAMPLE
        remit run 'Datasets/*/STUDY.yaml' -o out/reports
        remit run BATCH.yaml -o out/definitions -j 4 --log json
      """)

  @Argument(help: ArgumentHelp("Study files, folders, patterns or a BATCH.yaml.", valueName: "studies"))
  var studies: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write to, a folder in it for each report.", valueName: "dir"))
  var output: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Reports that are made at a time, and workers that read; the results do not depend on it.",
      valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("cohort"),
    help: ArgumentHelp(
      "Where the cohort lies that studies call NAME; a point for that of their own folder.",
      valueName: "name=path"))
  var cohorts: [String] = []

  @Flag(help: "Write tables and provenance alone, no pages and no figures: faster where there are many runs.")
  var tablesOnly = false

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in a folder of this one for each cohort, and go on without them. No file there "
        + "is replaced.", valueName: "dir"))
  var setAside: String?

  @Flag(help: "Wait where another run is writing to the folder.")
  var wait = false

  @Option(
    help: ArgumentHelp(
      "What is said on standard error: text, or json with one event a line.", valueName: "form"))
  var log: BatchLog.Form = .text

  @OptionGroup var catalogue: CatalogueOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("-j takes a whole number from 1.") }
    if let setAside {
      let (aside, out) = (Self.absolute(setAside), Self.absolute(output))
      if aside == out || aside.hasPrefix(out + "/") {
        throw ValidationError(
          "--set-aside takes a folder outside of \(output): its rows are patients', and reports are not.")
      }
    }
    if try CohortPaths(cohorts).named[""] != nil {
      throw ValidationError("--cohort takes NAME=PATH, the name as the studies have it: --cohort .=clinic")
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  func run() async throws {
    try await Failure.reported {
      let log = BatchLog(log)
      let plan = try BatchPlan(studies)
      let own = try catalogue.own()
      let folder = try BatchFolder(output, waiting: wait)
      if folder.wasBrokenOff {
        log.event(
          "taken-over", line: "The last run on \(output) was broken off; this one goes on where it was.")
      }
      for note in plan.notes { log.event("note", [("message", .text(note))], line: note) }
      log.event("plan", [("runs", .number(Double(plan.runs.count)))])
      let outcomes = await BatchRun(
        plan: plan, folder: folder, cohorts: try CohortPaths(cohorts).named, own: own,
        jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, wantsPages: !tablesOnly,
        aside: try setAside.map { path throws(Failure) in try BatchAside(path) }, log: log
      ).outcomes()
      log.end()
      let summary = BatchSummary(plan: plan, folder: folder, outcomes: outcomes, hasPages: !tablesOnly)
      if self.log == .text { StandardError.write(summary.table.rendered(as: .table)) }
      for name in summary.strangers {
        log.event(
          "note", [("message", .text(name))], line: "\(output)/\(name) is a report of no run of this batch.")
      }
      try summary.write()
      let code = BatchOutcome.worst(outcomes)
      log.event("end", [("exit_code", .number(Double(code)))])
      folder.finish()
      try OutputFile.print("\(output)/index.html")
      if code != 0 { throw ExitCode(code) }
    }
  }
}
