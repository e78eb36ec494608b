extension Report {
  /// The report as a document of Quarto: the same text, and R that makes every table and figure of the exported tables.
  func quarto() -> String {
    var text = "---\ntitle: \(JSONText.string(HarmlessText.markdown(content.title)))\nformat:\n  html:\n"
    text += "    code-fold: true\n    toc: true\nexecute:\n  warning: false\n---\n\n" + brief + "\n"
    text += Self.chunk(NotebookCode.r, "functions") + Self.chunk(words.code(in: .r), "labels")
    var number = 0
    func add(_ part: NotebookPart) {
      number += 1
      switch part {
      case .text(let own): text += own + "\n"
      case .table(let rows):
        text += Self.chunk(CodeText.show(rows, in: .r), "table-\(number)")
      case .figure(let figure):
        guard let redrawing = figure.redrawing else {
          text += "\n" + Self.picture(of: figure)
          return
        }
        text += Self.chunk(
          CodeText.call(redrawing, named: figure.name, in: .r), "figure-\(figure.name)")
      }
    }
    if let figure = firstPage.figure {
      add(.figure(figure))
      add(.text("_" + HarmlessText.markdown(figure.caption) + "_\n"))
    }
    let parts = sections.flatMap { Self.parts(of: $0) }
    parts.forEach(add)
    for (place, name) in otherTables(than: parts).enumerated() {
      add(.text((place == 0 ? "## Other tables\n\n" : "") + "**tables/\(name).csv**\n"))
      add(.table(ExportedRows(of: name)))
    }
    return text
  }

  private static func chunk(_ code: String, _ label: String) -> String {
    "```{r}\n#| label: \(label)\n" + code + (code.hasSuffix("\n") ? "" : "\n") + "```\n\n"
  }
}
