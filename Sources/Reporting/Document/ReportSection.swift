/// A part of a report under one heading, the same for the page and for Markdown.
struct ReportSection {
  enum Block {
    case paragraph(String)
    case heading(String)
    case list([String])
    case terms([ReportDefinition])
    case table(Table)
    case figure(Figure)
  }

  var id: String
  var title: String
  var blocks: [Block]
}
