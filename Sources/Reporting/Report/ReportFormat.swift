/// In which forms a report is written, beside its tables, figures and provenance.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// For Jupyter and for Quarto.
  case notebook
  case html, markdown

  /// The file that people open.
  public var file: String {
    switch self {
    case .notebook: "report.ipynb"
    case .html: "report.html"
    case .markdown: "report.md"
    }
  }
}
