/// In which forms a report is written, beside its tables, figures and provenance.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// For Jupyter and for Quarto.
  case notebook
  case html, markdown
}
