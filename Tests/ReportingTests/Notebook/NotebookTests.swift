import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reporting

@Suite("Notebooks of a report")
struct NotebookTests {
  private func file(_ path: String, of content: ReportContent = Drawn.content) throws -> String {
    try #require(Report(content).files.first { $0.path == path }).text
  }

  /// The cells of a notebook, as a reader of JSON has them.
  private func cells(of content: ReportContent = Drawn.content) throws -> [[String: Any]] {
    let text = try file("report.ipynb", of: content)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let notebook = try #require(json as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4)
    #expect(notebook["nbformat_minor"] as? Int == 5)
    return try #require(notebook["cells"] as? [[String: Any]])
  }

  private func text(_ value: Any?) -> String { (value as? [String] ?? []).joined() }

  private func outputs(of cell: [String: Any]) -> [[String: Any]] {
    (cell["outputs"] as? [[String: Any]] ?? []).compactMap { $0["data"] as? [String: Any] }
  }

  @Test("Every cell has a name of its own, of letters that the format allows")
  func identifiers() throws {
    let ids = try cells().map { try #require($0["id"] as? String) }
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil) }
  }

  @Test(
    "All that runs, but functions and names, has shown its table or figure already, numbered as it would be")
  func outputsAreThere() throws {
    let code = try cells().filter { $0["cell_type"] as? String == "code" }
    #expect(code.map { $0["execution_count"] as? Int } == Array(1...code.count))
    for (place, cell) in code.enumerated() { #expect(outputs(of: cell).count == (place < 2 ? 0 : 1)) }
  }

  @Test(
    "Every figure of the report and every exported table stands in the notebook and in the Quarto document")
  func complete() throws {
    let report = Report(Drawn.content)
    let sources = try cells().filter { $0["cell_type"] as? String == "code" }.map { text($0["source"]) }
    let quarto = try file("report.qmd")
    for figure in report.figures {
      let redrawing = try #require(figure.redrawing, "\(figure.name)")
      let start = "\(redrawing.function.rawValue)("
      #expect(sources.contains { $0.hasPrefix(start) && $0.contains("\"\(figure.name)\"") }, "\(figure.name)")
      #expect(quarto.contains("#| label: figure-\(figure.name)\n"), "\(figure.name)")
    }
    for (name, _) in report.dataTables {
      #expect(sources.contains { !$0.hasPrefix("LABELS") && $0.contains("\"\(name)\"") }, "\(name)")
      #expect(quarto.contains("\"\(name)\""), "\(name)")
    }
  }

  @Test("Both languages have every function that figures ask for", arguments: Redrawing.Function.allCases)
  func functions(_ function: Redrawing.Function) {
    #expect(NotebookCode.python.contains("\ndef \(function.rawValue)(name, "))
    #expect(NotebookCode.r.contains("\n\(function.rawValue) <- function(name, "))
  }

  @Test(
    "A table is shown by the rows and in the order that are asked for; what is the same everywhere stands below"
  )
  func view() throws {
    let table = Table(
      columns: [
        Table.Column("agent"), Table.Column("scale"), Table.Column("estimate"), Table.Column("suppressed"),
      ],
      rows: [
        [.text("b"), .text("MADRS"), .number(0.123456), .text("")],
        [.text("a"), .text("MADRS"), .number(0.5), .text("")],
        [.text("c"), .text("MADRS"), .hidden, .text("")],
        [.text("a"), .text("BDI"), .number(0.25), .text("")],
        [.text("b"), .text("MADRS"), .number(0.00001), .text("")],
      ])
    let rows = ExportedRows(of: "rates").keeping("scale", "MADRS").keeping("agent", ["a", "b"])
    let view = try #require(TableView(rows, of: ["rates": table]))
    #expect(
      view.text == """
        agent  estimate
        a           0.5
        b        0.1235
        b       <0.0001
        In every row: scale MADRS.
        Empty in every row: suppressed.
        """)
  }

  @Test(
    "A number of more than four decimals is rounded to four, half to even of its binary value, and others stay",
    arguments: [
      ("0.5", "0.5"), ("0.30000000000000004", "0.3000"), ("0.000049", "<0.0001"), ("-1e-07", ">-0.0001"),
      ("0.00005", "0.0001"), ("1e+16", "1e+16"), ("12", "12"), ("F32.1", "F32.1"), ("", ""),
      ("84±42", "84±42"),
    ])
  func brief(_ text: String, _ shown: String) { #expect(TableView.brief(text) == shown) }

  @Test("What a number looks like is told by bytes as report.py tells it by expressions")
  func shapes() {
    var draw = SplitMix64(seed: 7)
    let signs = Array("-+.e<>05é ")
    for length in 0..<2000 {
      let text = String((0..<(length % 11)).map { _ in signs[Int(draw.next() % UInt64(signs.count))] })
      let isLong = text.wholeMatch(of: /-?[0-9]+\.[0-9]{5,}|-?[0-9]+(\.[0-9]+)?e[-+]?[0-9]+/) != nil
      #expect(NumberShape.isLong(text) == isLong, "\(text)")
      #expect(
        NumberShape.isRight(text) == (text.wholeMatch(of: /[<>]?-?[0-9.]+(e[-+]?[0-9]+)?/) != nil), "\(text)")
    }
    for text in ["0.30000", "-12.123456", "1e5", "-1.5e-07"] { #expect(NumberShape.isLong(text)) }
  }

  /// What may stand in a cell of data or a label.
  static let biting = [
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "a|b", "\u{202E}RTL\u{2066}", "😀 née", "two\nlines",
    "`r system('date')`", "{{< include secret >}}", "$x^2$ \\(y\\)", "\"\"\" + boom() + \"", "@cite [a](b)",
    "```\n", "\u{2028}", "::: {.x}", "${HOME} \\", "'); q(); ('",
  ]

  static var bitten: ReportContent {
    var content = Drawn.content
    content.title = biting.joined(separator: " ")
    content.question = content.title
    content.notes = biting
    content.results.rates = [
      Drawn.table(["agent"], biting.map { Drawn.rate([$0], patients: 60, steps: 60, n: 50, events: 20) })
    ]
    content.results.names = ReportNames(
      columns: [:], levels: ["agent": Dictionary(uniqueKeysWithValues: biting.map { ($0, $0 + "!") })],
      arm: "agent")
    content.disclosure = .none(reason: "drawn by hand")
    return content
  }

  @Test("Labels that bite are text in every output and every text of a notebook")
  func harmlessNotebook() throws {
    for cell in try cells(of: Self.bitten) {
      let isText = cell["cell_type"] as? String == "markdown"
      let pages = isText ? [text(cell["source"])] : outputs(of: cell).map { text($0["text/html"]) }
      for page in pages + outputs(of: cell).map({ text($0["image/svg+xml"]) }) {
        #expect(!page.contains("<script"))
      }
      for page in pages {
        for forbidden in ["\u{202E}", "\u{2066}", "\u{2028}", "$", "\\("] + (isText ? ["`r", "{{<"] : []) {
          #expect(!page.contains(forbidden), "\(forbidden)")
        }
      }
    }
  }

  @Test(
    "In Quarto no text from data runs: no inline code, shortcode, citation, fence nor formula begins in it")
  func harmlessQuarto() throws {
    let text = try file("report.qmd", of: Self.bitten)
    // Wherever they stand, in code as well.
    for forbidden in ["`r ", "{{<", "<script", "\u{202E}"] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    let prose = text.split(separator: "```").enumerated().filter { $0.offset.isMultiple(of: 2) }.map(
      \.element)
    for forbidden in ["@cite", "\n:::", "$"] {
      #expect(!prose.contains { $0.contains(forbidden) }, "\(forbidden)")
    }
    let fences = text.split(separator: "\n").filter { $0.hasPrefix("```") }
    #expect(fences.count.isMultiple(of: 2))
    for (place, fence) in fences.enumerated() {
      #expect(fence == (place.isMultiple(of: 2) ? "```{r}" : "```"))
    }
  }

  @Test("A literal holds its text in one line of code, whatever stands in it", arguments: biting)
  func literals(_ text: String) throws {
    for language in [CodeText.Language.python, .r] {
      let literal = CodeText.literal(text, in: language)
      let inner = literal.dropFirst().dropLast()
      #expect(!inner.contains { $0.isNewline })
      // No quote but behind a backslash of its own.
      #expect(inner.replacing("\\\\", with: "").replacing("\\\"", with: "").contains("\"") == false)
      if language == .r { #expect(!literal.contains { !$0.isASCII }) }
    }
    // Python's escapes are among those of JSON, but for those beyond sixteen bits, which no text here needs.
    let python = CodeText.literal(text, in: .python)
    let read = try JSONSerialization.jsonObject(with: Data(python.utf8), options: .fragmentsAllowed)
    #expect(read as? String == text)
  }

  @Test("A formula of a spreadsheet is looked for as its file has it")
  func formulas() throws {
    let text = try file("report.qmd", of: Self.bitten)
    #expect(text.contains("\"'=cmd|' /C calc'!A0\""))
    #expect(try file("tables/rates.csv", of: Self.bitten).contains("\n'=cmd"))
  }
}
