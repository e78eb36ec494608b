import Testing

@testable import Reporting

@Suite("Paragraphs of methods and results for a paper")
struct ManuscriptTests {
  private func file(_ path: String, of content: ReportContent = Drawn.content) throws -> String {
    try #require(Report(content).files.first { $0.path == path }).text
  }

  @Test("The results are the sentences of the first page, numbers and all, in both forms")
  func results() throws {
    let report = Report(Drawn.content)
    let markdown = try file("results.md")
    let latex = try file("results.tex")
    #expect(!report.firstPage.findings.isEmpty)
    for finding in report.firstPage.findings {
      #expect(markdown.contains(HarmlessText.markdown(finding.plain)))
      #expect(latex.contains(LaTeXText.escaped(finding.plain)))
    }
    #expect(latex.contains("+17.1 points (95~\\% CI $-$1.8 to +34.3)"))
    #expect(markdown.contains("+17.1 points (95 % CI −1.8 to +34.3)"))
  }

  @Test("The methods are the paragraph of the page, with the rule of disclosure")
  func methods() throws {
    var content = Drawn.content
    content.methods = ["Remission was a score of 10 or less; 50 % & more."]
    #expect(
      try file("methods.md", of: content).hasPrefix("Remission was a score of 10 or less; 50 % &amp; more.\n")
    )
    #expect(
      try file("methods.tex", of: content).contains(
        "\nRemission was a score of 10 or less; 50~\\% \\& more.\n"))
  }

  @Test("A number that is hidden stands in no paragraph")
  func hidden() throws {
    var content = Drawn.content
    content.results.rates = [
      Drawn.table(["agent"], [Drawn.rate(["lithium"], patients: 60, steps: 60, n: 43, events: 3)])
    ]
    for path in ["results.md", "results.tex"] {
      #expect(try !file(path, of: content).contains("3 of 43"), "\(path)")
    }
  }

  @Test(
    "A label that bites is text in LaTeX: no command, no formula, no comment, no end of a paragraph, no sign without a glyph",
    arguments: NotebookTests.biting + ["\\input{/etc/passwd}", "50 %", "a--b ''c'' ,,d", "Зимний 東京 né"])
  func bites(_ text: String) {
    let escaped = LaTeXText.escaped(text)
    let known = [
      "\\textbackslash{}", "\\textasciicircum{}", "\\textasciitilde{}", "\\textless{}", "\\textgreater{}",
      "\\textbar{}",
      "\\textasciigrave{}", "{''}", "\\{", "\\}", "\\$", "\\&", "\\#", "\\%", "\\_", "{}-", "{}'", "{},",
    ]
    let bare = known.reduce(escaped) { $0.replacing($1, with: "") }
    #expect(!bare.contains { "\\{}$&#%_^<>|`\"\n".contains($0) }, "\(bare)")
    #expect(escaped.unicodeScalars.allSatisfy { $0.isASCII || $0.properties.isAlphabetic })
  }

  @Test("A report's own signs are LaTeX's")
  func signs() {
    #expect(LaTeXText.escaped("“A” − B ± 2, 4–5 %, 😀") == "``A'' $-$ B $\\pm$ 2, 4--5~\\%, (U+1F600)")
  }
}
