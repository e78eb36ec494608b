/// Paragraphs of methods and of results for a paper, as Markdown and as LaTeX.
///
/// Not: written for the reader of one journal. Their numbers are those of the report, which shows what may be shown.
struct Manuscript {
  let methods: [String]
  let results: [String]

  init(_ report: Report) {
    methods = report.content.methods + [report.content.disclosure.sentence]
    let page = report.firstPage
    let found = page.findings.map(\.plain) + report.shown.parts.flatMap(\.results)
    results = [page.cohort, found.joined(separator: " "), page.caveat].filter { !$0.isEmpty }
  }

  var files: [ReportFile] {
    func files(_ name: String, _ paragraphs: [String]) -> [ReportFile] {
      let markdown = paragraphs.map { HarmlessText.markdown($0) + "\n" }.joined(separator: "\n")
      let latex = paragraphs.map { LaTeXText.escaped($0) + "\n" }.joined(separator: "\n")
      let needs = "% For \\input. Needs nothing but LaTeX of 2020 or later.\n"
      return [
        ReportFile(path: name + ".md", text: markdown), ReportFile(path: name + ".tex", text: needs + latex),
      ]
    }
    return files("methods", methods) + files("results", results)
  }
}

extension Report {
  /// Methods and results, each in Markdown and in LaTeX.
  var manuscript: [ReportFile] { Manuscript(self).files }
}
