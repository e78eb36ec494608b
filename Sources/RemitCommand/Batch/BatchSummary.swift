import Foundation
import Intake
import Reporting

/// How a batch ended: a table for who ran it, and the pages by which its reports are found.
struct BatchSummary {
  let plan: BatchPlan
  let folder: BatchFolder
  let outcomes: [BatchOutcome]
  let hasPages: Bool

  /// A row a run, with what one wants to know at the end.
  var table: Table {
    let columns = ["run", "state", "seconds", "patients", "warnings", "path"]
    let rows = zip(plan.runs, outcomes).map { run, outcome -> [Cell] in
      [
        .text(run.name), .text(outcome.state.rawValue),
        outcome.state == .written ? .number(outcome.seconds) : .absent,
        outcome.report.map { $0.patients.map { .count($0) } ?? .hidden } ?? .absent,
        .count(outcome.warnings.count + (outcome.report?.unanswered.count ?? 0)),
        .text(outcome.report == nil ? "" : folder.path + "/" + run.name),
      ]
    }
    var counts: [String] = []
    for state in [BatchOutcome.State.written, .upToDate, .failed, .notRun] {
      let count = outcomes.count { $0.state == state }
      if count > 0 { counts.append("\(count) \(state.rawValue)") }
    }
    return Table(
      caption: "\(outcomes.count) run\(outcomes.count == 1 ? "" : "s"): \(counts.joined(separator: ", ")).",
      columns: columns.map { Table.Column($0, decimals: 3) }, rows: rows)
  }

  /// `runs.csv` and `index.html`, which say the same whether a run was made now or before.
  func write() throws(Failure) {
    let pages = BatchPages(
      title: plan.title,
      runs: zip(plan.runs, outcomes).map { run, outcome in
        BatchPages.Run(
          name: run.name, study: run.study.split(separator: "/").suffix(2).joined(separator: "/"),
          parameters: run.parameters.map { .init($0.key, $0.words) },
          report: outcome.report, hasPage: hasPages, exitCode: Int(outcome.exitCode), message: outcome.message
        )
      })
    try OutputFile.write(pages.table.rendered(as: .csv, spreadsheetSafe: true), to: folder.path + "/runs.csv")
    try OutputFile.write(pages.html(), to: folder.path + "/index.html")
  }

  /// Reports in the folder that are of no run: of an earlier batch, as a rule.
  var strangers: [String] {
    let known = Set(plan.runs.map(\.name))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter {
      !known.contains($0) && !$0.hasPrefix(".") && (try? RecordedReport(in: folder.path + "/" + $0)) != nil
    }
  }
}
