/// A report as a list of files: one page, one Markdown text, tables, figures, provenance.
///
/// The same content gives the same bytes. Nothing outside ``shown`` holds a number of the results.
public struct Report: Sendable {
  let content: ReportContent
  let shown: SuppressedResults
  let firstPage: FirstPage
  let sections: [ReportSection]
  let names: ReportNames

  /// Applies the content's disclosure rule and composes the sections, unless tables alone are wanted.
  public init(
    _ content: ReportContent, recomputing recomputation: Recomputation = .unavailable,
    tablesAlone: Bool = false
  ) {
    var frame = content
    switch content.disclosure {
    case .none: break
    case .ohdsi:
      // The report says how many rows its inputs have, so that these are no secret to hide cells behind.
      frame.results.knownTotals += content.provenance.inputs.compactMap(\.rows)
    case .openSafely:
      // Exact numbers of rows have no place beside rounded ones.
      for input in frame.provenance.inputs.indices { frame.provenance.inputs[input].rows = nil }
    }
    let shown = content.disclosure.applied(to: frame.results, recomputing: recomputation)
    names = frame.results.names
    // From here on the unsuppressed numbers are out of reach.
    frame.results = Results()
    self.content = frame
    self.shown = shown
    firstPage = FirstPage(frame, shown, isDrawn: !tablesAlone)
    sections = tablesAlone ? [] : ReportSection.all(of: frame, shown)
  }

  /// All files in a fixed order.
  public var files: [ReportFile] { files(as: Set(ReportFormat.allCases)) }

  /// The files of some forms, with the tables, figures and provenance that stand beside each.
  public func files(as formats: Set<ReportFormat>) -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) { files.append(ReportFile(path: "report.html", text: html())) }
    if formats.contains(.markdown) { files.append(ReportFile(path: "report.md", text: markdown())) }
    if formats.contains(.notebook) {
      files.append(ReportFile(path: "report.ipynb", text: notebook().json()))
      files.append(ReportFile(path: "report.qmd", text: quarto()))
    }
    files += tables
    files.append(ReportFile(path: "datapackage.json", text: dataPackage()))
    if let summarised = summarisedResult { files.append(summarised) }
    for figure in figures { files.append(ReportFile(path: "figures/\(figure.name).svg", text: figure.svg)) }
    files += checklists + manuscript
    files.append(ReportFile(path: "provenance.json", text: content.provenance.json()))
    return files
  }

  var figures: [Figure] {
    [firstPage.figure].compactMap { $0 } + sections.flatMap { ReportSection.figures(in: $0.blocks) }
  }

  var dataTables: [(name: String, table: Table)] {
    shown.parts.flatMap(\.dataTables)
      + content.predictors.flatMap { section in
        section.tables.map { ($0.name, $0.data) } + section.drawn
      }
  }
}
