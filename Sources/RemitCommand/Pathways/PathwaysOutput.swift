import Reporting

/// The tables and figures of `remit pathways`, on standard output or in a folder.
struct PathwaysOutput {
  /// One a target.
  let shown: [SuppressedPathways]
  let provenance: Provenance
  let inputs: [String]
  /// Says what became of the rows.
  let report: () -> Void

  func print(as format: OutputFormat) throws(Failure) {
    switch format {
    case .table, .markdown:
      try OutputFile.print(
        shown.flatMap(\.readingTables)
          .map { $0.rendered(as: format, width: OutputFile.terminalWidth) }.joined(separator: "\n"))
    case .csv, .json:
      guard let table = tables.first?.table else { return }
      try OutputFile.print(table.rendered(as: format, width: OutputFile.terminalWidth))
      for note in table.notes { StandardError.write("remit: \(note)") }
      StandardError.write("remit: transitions, durations, attrition and figures are written with -o.")
    }
  }

  /// The tables of all targets together, by the name of their file.
  private var tables: [(name: String, table: Table)] {
    var result: [(name: String, table: Table)] = []
    for (name, table) in shown.flatMap(\.files) {
      if let place = result.firstIndex(where: { $0.name == name }) {
        result[place].table.rows += table.rows
      } else {
        result.append((name, table))
      }
    }
    return result
  }

  func write(to folder: String, as format: OutputFormat) throws(Failure) {
    let ending = format.fileEnding
    var files = tables.map { (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format)) }
    for figure in shown.flatMap(\.figures) { files.append((path: figure.name + ".svg", text: figure.svg)) }
    var notes: [String] = []
    for pathways in shown {
      notes.append(pathways.target.isEmpty ? "# Pathways" : "# Pathways: \(pathways.target)")
      notes += pathways.notes.map { "- " + $0 }
      notes.append("")
    }
    files.append((path: "notes.md", text: notes.joined(separator: "\n")))
    files.append((path: "provenance.json", text: provenance.json()))
    try OutputFile.write(files, into: folder, readFrom: inputs)
    try OutputFile.print("\(folder)/treatment_pathways.\(ending)")
    if shown.allSatisfy(\.figures.isEmpty) {
      StandardError.write("remit: every count is hidden, so there is no figure.")
    }
  }
}
