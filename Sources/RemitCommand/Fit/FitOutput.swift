import Reporting
import Statistics
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

  private var tables: [(name: String, table: Table)] {
    var tables = [("terms", shown.termsTable), ("summary", shown.summaryTable)]
    if !shown.testsTable.rows.isEmpty { tables.append(("tests", shown.testsTable)) }
    if let rows { tables.append(("rows", rows)) }
    return tables
  }

  func print(as format: OutputFormat) throws(Failure) {
    var texts = tables.map { $0.table.rendered(as: format) }
    if format == .table || format == .markdown {
      texts.insert(sentences.joined(separator: "\n") + "\n", at: 0)
    } else {
      for sentence in sentences { StandardError.write("remit: \(sentence)") }
      for note in tables.flatMap(\.table.notes) { StandardError.write("remit: \(note)") }
    }
    try OutputFile.print(texts.joined(separator: "\n"))
  }

  func write(to folder: String, as format: OutputFormat, inputs: [String]) throws(Failure) {
    let ending =
      switch format {
      case .csv: "csv"
      case .json: "json"
      case .markdown: "md"
      case .table: "txt"
      }
    var files = tables.map { (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format)) }
    let figures =
      [shown.forest(), shown.rocCurve(), shown.calibrationPlot()].compactMap { $0 }
      + curves.compactMap { shown.figure(of: $0) }
    files += figures.map { (path: $0.name + ".svg", text: $0.svg) }
    let notes = sentences + tables.flatMap { [""] + $0.table.notes }
    files.append((path: "notes.md", text: notes.joined(separator: "\n") + "\n"))
    files.append((path: "provenance.json", text: provenance.json()))
    if let model { files.append((path: "model.json", text: model)) }
    try OutputFile.makeFolder(folder)
    for file in files { try OutputFile.check("\(folder)/\(file.path)", against: inputs) }
    for file in files { try OutputFile.write(file.text, to: "\(folder)/\(file.path)") }
    if let refusal = shown.modelFileRefusal { StandardError.write("remit: no model.json: \(refusal)") }
    try OutputFile.print("\(folder)/terms.\(ending)")
  }
}
