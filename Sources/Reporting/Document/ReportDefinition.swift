/// A word that a report uses, with where its meaning comes from.
public struct ReportDefinition: Sendable, Equatable {
  public var term: String
  public var text: String
  public var source: String
  /// `verified` or `from memory`, as the catalogue carries it; empty where the definition is the project's own.
  public var provenance: String

  public init(term: String, text: String, source: String = "", provenance: String = "") {
    self.term = term
    self.text = text
    self.source = source
    self.provenance = provenance
  }
}
