/// A part of a report under one heading, the same for the page and for Markdown.
struct ReportSection: Sendable {
  enum Block: Sendable {
    case paragraph(String)
    /// A line under the heading that says what to look at.
    case lead(String)
    case heading(String)
    /// Below a heading.
    case subheading(String)
    case list([String])
    case terms([ReportDefinition])
    case table(Table)
    case figure(Figure)
    /// What is folded on a screen, under a line that says what it is.
    indirect case details(String, [Block])
  }

  var id: String
  var title: String
  var blocks: [Block]

  /// Every figure of some blocks, folded or not.
  static func figures(in blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .details(_, let inner): figures(in: inner)
      default: []
      }
    }
  }
}
