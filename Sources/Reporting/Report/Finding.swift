/// A sentence of the first page, whose numbers lead to the rows that they come from.
struct Finding: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text(String)
    /// A number with the anchor of its row on the page.
    case number(String, String)
  }

  var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }
  init(_ text: String) { parts = [.text(text)] }

  var plain: String {
    parts.map { part in
      switch part {
      case .text(let text), .number(let text, _): text
      }
    }.joined()
  }

  var html: String {
    parts.map { part in
      switch part {
      case .text(let text): Escaped.markup(text)
      case .number(let text, let anchor): "<a href=\"#\(anchor)\">\(Escaped.markup(text))</a>"
      }
    }.joined()
  }
}
