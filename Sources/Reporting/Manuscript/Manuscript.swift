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
    [("methods", methods), ("results", results)].flatMap { name, paragraphs in
      [
        ReportFile(
          path: name + ".md",
          text: paragraphs.map { HarmlessText.markdown($0) + "\n" }.joined(separator: "\n")),
        ReportFile(
          path: name + ".tex",
          text: "% For \\input. Needs nothing but LaTeX of 2020 or later.\n"
            + paragraphs.map { LaTeXText.escaped($0) + "\n" }.joined(separator: "\n")),
      ]
    }
  }
}

extension Report {
  /// Methods and results, each in Markdown and in LaTeX.
  var manuscript: [ReportFile] { Manuscript(self).files }
}
