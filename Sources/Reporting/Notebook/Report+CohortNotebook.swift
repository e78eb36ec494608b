extension Report {
  /// A first notebook of a cohort: one file that holds its tables, so that it runs wherever it is.
  ///
  /// `next` are commands to go on with, each with what it is for.
  public func cohortNotebook(next: [(purpose: String, command: String)]) -> Notebook {
    var notebook = Notebook()
    notebook.add(.text("# " + HarmlessText.markdown(content.title) + "\n\n" + brief), of: "brief")
    addSetting(to: &notebook)
    notebook.add(.code(embedded, output: nil, isFolded: true), of: "tables")
    addParts(to: &notebook)
    let lines = next.map { purpose, command in
      HarmlessText.markdown(purpose) + "\n\n"
        // Of an indented block nothing is Markdown.
        + command.split(separator: "\n").map { "    " + HarmlessText.plain(String($0)) }.joined(
          separator: "\n")
        + "\n"
    }
    notebook.add(.text("## How to go on\n\n" + lines.joined(separator: "\n")), of: "next")
    return notebook
  }

  /// The tables as literals, and `read` that takes them from there.
  private var embedded: String {
    let tables = dataTables.map { name, table in
      "    \(CodeText.literal(name, in: .python)): [\n"
        + table.csvLines(spreadsheetSafe: true).map { "        " + CodeText.literal($0, in: .python) + ",\n" }
        .joined() + "    ],\n"
    }
    return "import io\n\n# The tables, after disclosure control.\nTABLES = {\n" + tables.joined() + "}\n\n\n"
      + "def read(name):\n"
      + "    return pd.read_csv(io.StringIO(\"\\n\".join(TABLES[name])), dtype=str, keep_default_na=False)\n"
  }
}
