extension Report {
  /// The report as Markdown; figures are links to their files.
  func markdown() -> String {
    var text = "# " + MarkdownText.escaped(content.title) + "\n\n"
    if !content.question.isEmpty { text += MarkdownText.escaped(content.question) + "\n\n" }
    text += "## In brief\n\n" + MarkdownText.escaped(firstPage.cohort) + "\n\n"
    if let figure = firstPage.figure { text += Self.markdown(.figure(figure)) + "\n" }
    if !firstPage.findings.isEmpty {
      text += firstPage.findings.map { "- " + MarkdownText.escaped($0.plain) + "\n" }.joined() + "\n"
      text += MarkdownText.escaped(firstPage.caveat) + "\n\n"
    }
    for section in sections {
      text += "## " + MarkdownText.escaped(section.title) + "\n\n"
      for block in section.blocks { text += Self.markdown(block) + "\n" }
    }
    return text
  }

  private static func markdown(_ block: ReportSection.Block) -> String {
    switch block {
    case .paragraph(let text): MarkdownText.escaped(text) + "\n"
    case .lead(let text): "_" + MarkdownText.escaped(text) + "_\n"
    case .heading(let text): "### " + MarkdownText.escaped(text) + "\n"
    case .subheading(let text): "#### " + MarkdownText.escaped(text) + "\n"
    case .list(let items): items.map { "- " + MarkdownText.escaped($0) + "\n" }.joined()
    case .terms(let definitions):
      definitions.map { definition in
        "- **" + MarkdownText.escaped(definition.term) + "**: " + MarkdownText.escaped(definition.text)
          + MarkdownText.escaped(source(of: definition)) + "\n"
      }.joined()
    case .table(let table): table.rendered(as: .markdown)
    case .details(_, let blocks): blocks.map { markdown($0) }.joined(separator: "\n")
    case .figure(let figure):
      "![" + MarkdownText.escaped(figure.caption) + "](figures/\(figure.name).svg)\n"
    }
  }

  /// Source and mark of a definition, as they follow its text.
  static func source(of definition: ReportContent.Definition) -> String {
    let parts = [definition.source, definition.provenance].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: "; ") + ")"
  }
}
