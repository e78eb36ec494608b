import Causal
import Reporting
import Summaries

/// The tables and figures of `remit compare`, on standard output or in a folder.
struct CompareOutput {
  let shown: SuppressedEffects
  let trial: [ReportDefinition]
  let notes: [String]

  private var sentences: [String] { trial.map { "\($0.term): \($0.text)" } + notes }

  func print(as format: OutputFormat) throws(Failure) {
    switch format {
    case .table, .markdown:
      let tables = [shown.summary, shown.unadjusted, shown.balance, shown.weights].filter { !$0.rows.isEmpty }
      let doubts = shown.doubts.map { "- \($0)\n" }.joined()
      let text =
        [sentences.map { format == .markdown ? "- \($0)\n" : $0 + "\n" }.joined()]
        + tables.map { $0.rendered(as: format) }
        + (doubts.isEmpty ? [] : ["What could still be wrong\n" + doubts])
      try OutputFile.print(text.joined(separator: "\n"))
    case .csv, .json:
      for sentence in sentences + shown.doubts { StandardError.write("remit: \(sentence)") }
      let table = shown.dataTable
      for note in table.notes { StandardError.write("remit: \(note)") }
      try OutputFile.print(table.rendered(as: format))
    }
  }

  func write(
    to folder: String, as format: OutputFormat, _ provenance: Provenance, inputs: [String]
  ) throws(Failure) {
    let ending = format.fileEnding
    let tables = shown.dataTables()
    var files = tables.filter { !$0.table.rows.isEmpty }.map {
      (path: "\($0.name).\(ending)", text: $0.table.rendered(as: format))
    }
    files += shown.figures().map { (path: $0.name + ".svg", text: $0.svg) }
    let text =
      ["# The trial that is emulated"] + sentences.map { "- \($0)" } + ["", "# What could still be wrong"]
      + shown.doubts.map { "- \($0)" } + [""] + shown.dataTable.notes.map { "- \($0)" }
    files.append((path: "notes.md", text: text.joined(separator: "\n") + "\n"))
    files.append((path: "provenance.json", text: provenance.json()))
    try OutputFile.write(files, into: folder, readFrom: inputs)
    try OutputFile.print("\(folder)/effects.\(ending)")
  }
}

extension EffectError {
  /// The message without a count that may be small.
  func words(under rule: Disclosure) -> String {
    switch self {
    case .fewEvents(let action, let events) where events > 0 && rule.isSmall(Double(events)):
      return EffectError.fewEvents(action: action, events: 0).description.replacing(" (0)", with: "")
    case .outcome(let action, let error) where Self.counts(in: error).contains(where: rule.isSmall):
      return
        "The outcome with \(action) cannot be modelled: fewer than three events for each parameter. Use fewer terms, or "
        + "--method firth."
    default: return description
    }
  }

  /// The counts that an error tells.
  private static func counts(in error: StatisticError) -> [Double] {
    switch error {
    case .fewEvents(let events, _): [events]
    case .constantOutcome(let events, let n): [events, n - events]
    default: []
    }
  }
}
