import Causal
import Reporting
import Summaries

/// The tables and figures of `remit roadmap`, on standard output or in a folder.
struct RoadmapOutput {
  let shown: SuppressedRoadmap
  let notes: [String]
  /// `roadmap.json`.
  let model: String

  func print(as format: OutputFormat) throws(Failure) {
    switch format {
    case .table, .markdown:
      var text = shown.policiesInWords.map { line("\($0.term): \($0.text)", format) }.joined()
      text += (notes + shown.assumptions).map { line($0, format) }.joined()
      let tables = [shown.summary, shown.steppedSupport, shown.branchTable, shown.observedTable]
      let doubts = shown.doubts.map { "- \($0)\n" }.joined()
      try OutputFile.print(
        ([text] + tables.filter { !$0.rows.isEmpty }.map { $0.rendered(as: format) }
          + (doubts.isEmpty ? [] : ["What could still be wrong\n" + doubts])).joined(separator: "\n"))
    case .csv, .json:
      let table = shown.dataTable
      for sentence in notes + shown.assumptions + shown.doubts + table.notes {
        StandardError.write("remit: \(sentence)")
      }
      try OutputFile.print(table.rendered(as: format))
    }
  }

  private func line(_ text: String, _ format: OutputFormat) -> String {
    (format == .markdown ? "- " : "") + text + "\n"
  }

  func write(
    to folder: String, as format: OutputFormat, _ provenance: Provenance, inputs: [String]
  ) throws(Failure) {
    let ending = format.fileEnding
    var files = shown.dataTables.map {
      (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format))
    }
    files += shown.figures.map { (path: $0.name + ".svg", text: $0.svg) }
    let text =
      ["# The policies"] + shown.policiesInWords.map { "- **\($0.term)**: \($0.text)" }
      + ["", "# What the values rest on"] + (notes + shown.assumptions).map { "- \($0)" }
      + ["", "# What could still be wrong"] + (shown.doubts + shown.dataTable.notes).map { "- \($0)" }
    files.append((path: "notes.md", text: text.joined(separator: "\n") + "\n"))
    files.append((path: "provenance.json", text: provenance.json()))
    if format != .json {
      files.append((path: "roadmap.json", text: model))
    } else {
      files.append((path: "roadmap-model.json", text: model))
    }
    try OutputFile.write(files, into: folder, readFrom: inputs)
    try OutputFile.print("\(folder)/\(shown.dataTables.first?.name ?? "roadmap").\(ending)")
  }
}
