/// A report as notebooks tell it: text, tables and figures one after the other.
enum NotebookPart {
  case text(String)
  /// With its caption; notes follow as text.
  case table(ExportedRows)
  case figure(Figure)
}

extension Report {
  /// A figure that no code of the notebook draws yet: the file beside it.
  static func picture(of figure: Figure) -> String {
    "![\(HarmlessText.markdown(figure.caption))](figures/\(figure.name).svg)\n"
  }

  /// A section's blocks, texts next to each other as one.
  static func parts(of section: ReportSection) -> [NotebookPart] {
    var parts: [NotebookPart] = []
    var text = "## " + HarmlessText.markdown(section.title) + "\n"
    func flush() {
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
    }
    func say(_ more: String) { text += (text.isEmpty ? "" : "\n") + more + "\n" }
    func add(_ block: ReportSection.Block) {
      switch block {
      case .paragraph(let paragraph): say(HarmlessText.markdown(paragraph))
      case .lead(let line): say("_" + HarmlessText.markdown(line) + "_")
      case .heading(let title): say("### " + HarmlessText.markdown(title))
      case .subheading(let title): say("#### " + HarmlessText.markdown(title))
      case .list(let items):
        say(items.map { "- " + HarmlessText.markdown($0) }.joined(separator: "\n"))
      case .terms(let definitions):
        say(
          definitions.map {
            "- **" + HarmlessText.markdown($0.term) + "**: "
              + HarmlessText.markdown($0.text + source(of: $0))
          }.joined(separator: "\n"))
      case .table(let table):
        if !table.caption.isEmpty { say("**" + HarmlessText.markdown(table.caption) + "**") }
        if let exported = table.exported {
          flush()
          parts.append(.table(exported))
        } else {
          say(table.rendered(as: .markdown))
        }
        if !table.notes.isEmpty {
          say(table.notes.map { "- " + HarmlessText.markdown($0) }.joined(separator: "\n"))
        }
      case .details(let title, let blocks):
        // The caption of a table alone says what it is.
        if case .table? = blocks.first, blocks.count == 1 {
        } else {
          say("#### " + HarmlessText.markdown(title))
        }
        blocks.forEach(add)
      case .figure(let figure):
        flush()
        parts.append(.figure(figure))
        say("_" + HarmlessText.markdown(figure.caption) + "_")
      }
    }
    section.blocks.forEach(add)
    flush()
    return parts
  }

  /// Exported tables that no part shows, in the order of the files.
  func otherTables(than parts: [NotebookPart]) -> [String] {
    let shown = Set(
      parts.flatMap { part -> [String] in
        switch part {
        case .text: []
        case .table(let rows): rows.tables
        // Points that are drawn and nothing more.
        case .figure(let figure): figure.redrawing?.rows.map { $0.tables } ?? []
        }
      })
    return dataTables.map(\.name).filter { !shown.contains($0) }
  }
}
