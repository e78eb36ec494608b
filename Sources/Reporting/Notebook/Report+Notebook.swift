extension Report {
  /// The report as a notebook: what the page says, with every table and figure as an output, above the code that makes it anew from
  /// the exported tables.
  ///
  /// Not: the look of the page. A figure that is run again is drawn by matplotlib, from the same numbers.
  func notebook() -> Notebook {
    var notebook = Notebook()
    notebook.add(.text(opening), of: "brief")
    addSetting(to: &notebook)
    addParts(to: &notebook)
    return notebook
  }

  /// Functions, and what people read for values.
  func addSetting(to notebook: inout Notebook) {
    notebook.add(.code(NotebookCode.python, output: nil, isFolded: true), of: "functions")
    notebook.add(.code(words.code(in: .python), output: nil, isFolded: true), of: "labels")
  }

  /// The main figure, the sections, and tables that are in none of them.
  func addParts(to notebook: inout Notebook) {
    let tables = dataTables.reduce(into: [:]) { $0[$1.name] = $1.table }
    let parts = sections.map { ($0.id, Self.parts(of: $0)) }
    func add(_ part: NotebookPart, of id: String) {
      switch part {
      case .text(let text): notebook.add(.text(text), of: id)
      case .table(let rows):
        let view = TableView(rows, of: tables)
        notebook.add(
          .code(
            CodeText.show(rows, in: .python),
            output: view.map { .table(html: $0.html, text: $0.text) }, isFolded: false), of: id)
      case .figure(let figure):
        guard let redrawing = figure.redrawing else {
          return notebook.add(.text(Self.picture(of: figure)), of: id)
        }
        notebook.add(
          .code(
            CodeText.call(redrawing, named: figure.name, in: .python),
            output: .figure(svg: figure.element, text: HarmlessText.plain(figure.caption)), isFolded: false),
          of: id)
      }
    }
    if let figure = firstPage.figure {
      add(.figure(figure), of: "brief")
      notebook.add(.text("_" + HarmlessText.markdown(figure.caption) + "_\n"), of: "brief")
    }
    for (id, own) in parts {
      for part in own { add(part, of: id) }
    }
    for (number, name) in otherTables(than: parts.flatMap(\.1)).enumerated() {
      let heading = number == 0 ? "## Other tables\n\n" : ""
      notebook.add(.text(heading + "**tables/\(name).csv**\n"), of: "other")
      add(.table(ExportedRows(of: name)), of: "other")
    }
  }

  /// Title, question and what a reader with five minutes reads.
  var opening: String {
    "# " + HarmlessText.markdown(content.title) + "\n\n" + brief
      + "\nEvery table and figure below is made anew from the files in `tables/` by pandas and matplotlib, and by nothing else, "
      + "when the cells are run in this folder. What each figure plots is kept in `drawn`.\n"
  }

  var brief: String {
    var text = content.question.isEmpty ? "" : HarmlessText.markdown(content.question) + "\n\n"
    text += "## In brief\n\n" + HarmlessText.markdown(firstPage.cohort) + "\n"
    if !firstPage.findings.isEmpty {
      text += "\n" + firstPage.findings.map { "- " + HarmlessText.markdown($0.plain) + "\n" }.joined()
      text += "\n" + HarmlessText.markdown(firstPage.caveat) + "\n"
    }
    return text
  }

  var words: NotebookWords { NotebookWords(names, dataTables.map(\.table), figures) }
}
