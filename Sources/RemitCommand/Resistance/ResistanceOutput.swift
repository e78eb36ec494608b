import Reporting
import Statistics
import Treatment

/// The tables and the figure of `remit resistance`, on standard output or in a folder.
struct ResistanceOutput {
  let shown: SuppressedResistance
  let context: RuleContext
  let withStaging: Bool
  /// Trials are as a file of steps states them.
  var isStated = false
  /// Of the groups.
  var keys: [GroupKey] = []
  var grid: SuppressedSensitivity?

  /// Each with the name of its file.
  private var tables: [(name: String, table: Table)] {
    var rules = shown.rulesTable
    rules.notes.append(context.scaleSentence)
    rules.notes.append(isStated ? StatedSteps.sentence : "Parameters. " + context.parameters.sentence)
    var result = [("rules", rules)]
    if !keys.isEmpty {
      var groups = shown.groupsTable
      groups.notes += keys.compactMap(\.meaningOfPatients)
      groups.notes += keys.compactMap { $0.pool?.sentence(of: $0.nameOfPatients) }
      result.append(("groups", groups))
    }
    if !shown.agreementTable.rows.isEmpty { result.append(("agreement", shown.agreementTable)) }
    if withStaging { result += [("stages", shown.stagesTable), ("athf", shown.athfTable)] }
    if let grid {
      result.append(("grid", grid.gridTable))
      if !grid.strategiesTable.rows.isEmpty { result.append(("grid-strategies", grid.strategiesTable)) }
    }
    return result
  }

  var names: [String] { tables.map(\.name) }

  func print(as format: OutputFormat) throws(Failure) {
    let width = OutputFile.terminalWidth
    let texts = tables.map { $0.table.rendered(as: format, width: width) }
    try OutputFile.print(texts.joined(separator: "\n"))
    guard format == .csv || format == .json else { return }
    for note in tables.flatMap(\.table.notes) { StandardError.write("remit: \(note)") }
  }

  func write(
    to folder: String, as format: OutputFormat, provenance: Provenance, inputs: [String]
  ) throws(Failure) {
    let ending = format.fileEnding
    var files = tables.map { (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format)) }
    if let grid {
      for figure in [grid.specificationCurve, grid.strategySpread].compactMap({ $0 }) {
        files.append((path: figure.name + ".svg", text: figure.svg))
      }
    }
    let notes = tables.flatMap { [$0.table.caption] + $0.table.notes.map { "- \($0)" } + [""] }
    files.append((path: "notes.md", text: notes.joined(separator: "\n")))
    files.append((path: "provenance.json", text: provenance.json()))
    try OutputFile.write(files, into: folder, readFrom: inputs)
    try OutputFile.print("\(folder)/rules.\(ending)")
  }
}
