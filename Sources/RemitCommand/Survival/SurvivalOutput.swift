import Reporting
import Statistics
import Summaries

/// The tables and the figure of `remit survival`, on standard output or in a folder.
struct SurvivalOutput {
  let shown: SuppressedTimes
  let definitions: [ReportDefinition]

  private var sentences: [String] { definitions.map { "\($0.term): \($0.text)" } }

  func print(as format: OutputFormat) throws(Failure) {
    switch format {
    case .table, .markdown:
      let mark = format == .markdown ? "- " : ""
      let text =
        [sentences.map { mark + $0 + "\n" }.joined(), shown.summary.rendered(as: format)]
        + (shown.tested.map { [$0 + "\n"] } ?? [])
      try OutputFile.print(text.joined(separator: "\n"))
    case .csv, .json:
      let table = shown.dataTable
      for sentence in sentences + [shown.tested].compactMap({ $0 }) + table.notes {
        StandardError.write("remit: \(sentence)")
      }
      try OutputFile.print(table.rendered(as: format))
    }
  }

  func write(
    to folder: String, as format: OutputFormat, _ provenance: Provenance, inputs: [String]
  ) throws(Failure) {
    let ending = format.fileEnding
    var files = shown.dataTables().filter { !$0.table.rows.isEmpty }.map {
      (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format))
    }
    files += shown.figures().map { (path: $0.name + ".svg", text: $0.svg) }
    let text =
      ["# How time is counted"] + sentences.map { "- \($0)" } + ["", "# What to know"]
      + ([shown.tested].compactMap { $0 } + shown.dataTable.notes).map { "- \($0)" }
    files.append((path: "notes.md", text: text.joined(separator: "\n") + "\n"))
    files.append((path: "provenance.json", text: provenance.json()))
    try OutputFile.write(files, into: folder, readFrom: inputs)
    try OutputFile.print("\(folder)/time.\(ending)")
  }
}
