import TestSupport
import Testing

@testable import Reporting

@Suite("Tables in four renderings")
struct TableTests {
  private let table = Table(
    caption: "Drawn",
    columns: [
      Table.Column("name", heading: "Name", isRowHeading: true), Table.Column("n"),
      Table.Column("estimate", heading: "Rate", decimals: 3),
    ],
    rows: [
      [.text("a, \"b\"\nc"), .count(12), .number(0.1 + 0.2)], [.text("=SUM(A1)"), .hidden, .hidden],
      [.text("-5"), .count(0), .absent], [.text("x|<y>"), .count(7), .number(2.0 / 3)],
    ], notes: ["A note."])

  @Test("CSV quotes by RFC 4180, keeps every digit, and leaves hidden and absent empty")
  func csv() {
    #expect(
      table.rendered(as: .csv) == """
        name,n,estimate
        "a, ""b""
        c",12,0.30000000000000004
        =SUM(A1),,
        -5,0,
        x|<y>,7,0.6666666666666666

        """)
  }

  @Test("a formula is defused for spreadsheets; a negative number is left alone")
  func spreadsheetSafe() {
    let lines = table.rendered(as: .csv, spreadsheetSafe: true).split(separator: "\n").map(String.init)
    #expect(lines[3] == "'=SUM(A1),,")
    #expect(lines[4] == "-5,0,")
  }

  @Test(
    "every opening that a spreadsheet acts on is prefixed",
    arguments: [
      ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("+3.5", "+3.5"), ("-1e-05", "-1e-05"),
      ("-inf", "'-inf"), ("a=b", "a=b"), ("=\"a\"", "\"'=\"\"a\"\"\""),
    ])
  func prefixes(text: String, field: String) {
    #expect(Table.csvField(text, true) == field)
  }

  @Test("JSON holds numbers as numbers and null for what is hidden or absent")
  func json() {
    #expect(
      table.rendered(as: .json) == """
        [
          {"name": "a, \\"b\\"\\nc", "n": 12, "estimate": 0.30000000000000004},
          {"name": "=SUM(A1)", "n": null, "estimate": null},
          {"name": "-5", "n": 0, "estimate": null},
          {"name": "x|<y>", "n": 7, "estimate": 0.6666666666666666}
        ]

        """)
  }

  @Test("Markdown escapes what it would act on and rounds by the column")
  func markdown() {
    #expect(
      table.rendered(as: .markdown) == """
        **Drawn**

        | Name | n | Rate |
        |---|---:|---:|
        | a, "b" c | 12 | 0.300 |
        | =SUM(A1) | hidden | hidden |
        | -5 | 0 | – |
        | x\\|&lt;y&gt; | 7 | 0.667 |

        - A note.

        """)
  }

  @Test("the text table aligns its columns and keeps one line a row")
  func plainText() {
    #expect(
      table.rendered(as: .table) == """
        Drawn

        name           n  estimate
        ────────  ──────  ────────
        a, "b" c      12     0.300
        =SUM(A1)  hidden    hidden
        -5             0         –
        x|<y>          7     0.667

          A note.

        """)
  }

  @Test("an empty table is its header, and an empty array in JSON")
  func empty() {
    let empty = Table(columns: [Table.Column("a"), Table.Column("b")], rows: [])
    #expect(empty.rendered(as: .csv) == "a,b\n")
    #expect(empty.rendered(as: .json) == "[]\n")
  }

  @Test(
    "fixed decimals round the exact binary value, half to even",
    arguments: [
      (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1.005, 2, "1.00"),
      (2.675, 2, "2.67"), (-0.04, 1, "0.0"), (-12.345, 1, "-12.3"), (99.96, 1, "100.0"),
      (1e15, 1, "1000000000000000.0"),
      (Double.leastNonzeroMagnitude, 3, "0.000"), (0.1061, 4, "0.1061"), (0, 1, "0.0"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test("a rounded text is never further from its number than half a unit of its last place")
  func fixedIsNearest() throws {
    let half = Tolerance(
      absolute: 0.0005 + 1e-12, reason: "half a unit; the distance itself is rounded when it is taken")
    var random = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let value = Double.random(in: -1000...1000, using: &random)
      let back = try #require(Double(NumberText.fixed(value, decimals: 3)))
      #expect(half.admits(back, for: value))
    }
  }

  private func wide(_ rows: [[Cell]]) -> Table {
    Table(
      columns: ["term", "outcome", "n", "scale", "suppressed"].map { Table.Column($0) }, rows: rows)
  }

  @Test("A table wider than the terminal names once what all rows share, and one that fits is left as it is")
  func narrowed() {
    let table = wide([
      [.text("a"), .text("response"), .count(12), .text("MADRS"), .text("")],
      [.text("b"), .text("response"), .count(7), .text("MADRS"), .text("")],
    ])
    #expect(
      table.rendered(as: .table, width: 30) == """
        In all rows: outcome response, scale MADRS, suppressed (empty).

        term   n
        ────  ──
        a     12
        b      7

        """)
    #expect(table.rendered(as: .table, width: 80) == table.rendered(as: .table))
    #expect(table.rendered(as: .csv, width: 30) == table.rendered(as: .csv))
    #expect(table.rendered(as: .markdown, width: 30) == table.rendered(as: .markdown))
  }

  @Test("A table whose rows are all alike, or all different, is not narrowed")
  func notNarrowed() {
    let alike = wide(
      Array(repeating: [.text("a"), .text("b"), .count(1), .text("c"), .text("d")], count: 2))
    #expect(alike.rendered(as: .table, width: 10) == alike.rendered(as: .table))
  }

  @Test("One row that is wider than the terminal is a list there and on a page, and a row elsewhere")
  func list() {
    let columns = (1...11).map { Table.Column("column_\($0)", heading: "Column \($0)", decimals: 2) }
    let cells: [Cell] = (1...9).map { .count($0) } + [.number(0.126), .hidden]
    let table = Table(caption: "Sum", columns: columns, rows: [cells], notes: ["A note."])
    let lines = table.rendered(as: .table, width: 80).split(separator: "\n").map(String.init)
    #expect(lines.count == 13 && lines[0] == "Sum" && lines[1] == "column_1   1")
    #expect(lines[10] == "column_10  0.13" && lines[11] == "column_11  hidden" && lines[12] == "  A note.")
    #expect(table.rendered(as: .table).split(separator: "\n").count == 5)
    #expect(table.rendered(as: .csv).split(separator: "\n").count == 2)
    let html = table.html()
    #expect(html.contains("<tr><th scope=\"row\">Column 10</th><td>0.13</td></tr>"))
    #expect(html.contains("<td class=\"hidden-cell\">hidden</td>") && !html.contains("<thead>"))
  }
}
