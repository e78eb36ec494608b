import Reporting
import Statistics
import Summaries
import Treatment

/// The tables, figures and model file of `remit fit`, on standard output or in a folder.
struct FitOutput {
  let shown: SuppressedRegression
  /// Above the tables: rows left out, leakage, what the model is.
  let sentences: [String]
  /// The model with every digit; `nil` where disclosure control keeps it back.
  let model: String?
  /// Per-row values, patient-level, where they were asked for.
  let rows: Table?
  let curves: [RegressionCurve]
  let provenance: Provenance
  let grade: Grade

  private var tables: [(name: String, table: Table)] {
    var tables = [("terms", shown.termsTable), ("summary", shown.summaryTable)]
    if !shown.testsTable.rows.isEmpty { tables.append(("tests", shown.testsTable)) }
    if let rows { tables.append(("rows", rows)) }
    return tables
  }

  func print(as format: OutputFormat, _ only: FitTable) throws(Failure) {
    switch format {
    case .table, .markdown:
      let width = OutputFile.terminalWidth
      let texts =
        [sentences.joined(separator: "\n") + "\n"]
        + tables.map { $0.table.rendered(as: format, width: width) }
      try OutputFile.print(texts.joined(separator: "\n"))
    case .json: try OutputFile.print(json)
    case .csv:
      for sentence in sentences { StandardError.write("remit: \(sentence)") }
      for note in tables.flatMap(\.table.notes) { StandardError.write("remit: \(note)") }
      let table = tables.first { $0.name == only.rawValue }?.table ?? shown.testsTable
      try OutputFile.print(table.rendered(as: .csv))
    }
  }

  /// Every table as a member of one object, the summary as an object of its own.
  private var json: String {
    var members = tables.map { name, table in
      (name, name == "summary" ? table.jsonObject : table.rendered(as: .json))
    }
    if !members.contains(where: { $0.0 == "tests" }) { members.append(("tests", "[]")) }
    let notes =
      sentences.flatMap { $0.split(separator: "\n").map(String.init) } + tables.flatMap(\.table.notes)
    members.append(("notes", Table.json(notes)))
    return Table.json(members: members)
  }

  func write(to folder: String, as format: OutputFormat, inputs: [String]) throws(Failure) {
    let ending = format.fileEnding
    var files = tables.map { (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format)) }
    let figures =
      [shown.forest(), shown.rocCurve(), shown.calibrationPlot()].compactMap { $0 }
      + curves.compactMap { shown.figure(of: $0) }
    files += figures.map { (path: $0.name + ".svg", text: $0.svg) }
    let notes = sentences + tables.flatMap { [""] + $0.table.notes }
    files.append((path: "notes.md", text: notes.joined(separator: "\n") + "\n"))
    var provenance = provenance
    provenance.grades = tables.map { .init($0.name, grade.rawValue) }
    files.append((path: "provenance.json", text: provenance.json()))
    if let model { files.append((path: "model.json", text: model)) }
    try OutputFile.write(files, into: folder, readFrom: inputs)
    if let refusal = shown.modelFileRefusal { StandardError.write("remit: no model.json: \(refusal)") }
    try OutputFile.print("\(folder)/terms.\(ending)")
  }
}
