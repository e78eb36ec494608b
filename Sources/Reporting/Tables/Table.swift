/// Columns and rows, ready to be rendered as text, CSV, JSON or Markdown.
///
/// Shapes: every row holds one cell a column.
/// Not: a place where anything is computed or hidden. What a table holds, every rendering prints.
public struct Table: Sendable, Equatable {
  public struct Column: Sendable, Equatable {
    /// The name in CSV and JSON, in snake_case.
    public var name: String
    /// What people read above the column.
    public var heading: String
    /// Decimals in the renderings for people; CSV and JSON keep every digit.
    public var decimals: Int
    /// What the column means, for a footnote; empty where the heading says it all.
    public var note: String
    /// Whether the column names its row, for screen readers.
    public var isRowHeading: Bool
    /// How people read the column's numbers.
    public var style: NumberStyle
    /// Whether texts of the column are set to the right, as numbers are.
    var isRightAligned = false

    public init(
      _ name: String, heading: String? = nil, decimals: Int = 4, note: String = "",
      isRowHeading: Bool = false, style: NumberStyle = .fixed
    ) {
      self.name = name
      self.heading = heading ?? name
      self.decimals = decimals
      self.note = note
      self.isRowHeading = isRowHeading
      self.style = style
    }
  }

  /// How the renderings for people round a number.
  public enum NumberStyle: Sendable, Hashable {
    /// With the column's decimals.
    case fixed
    /// With as many digits in all, however large or small: `0.000412`, `12.3`, `8.1e7`.
    case significant(Int)
    /// Three significant digits, and more near 1.
    case ratio
    /// Three decimals, and `<0.001` below.
    case pValue
  }

  public var caption: String
  public var columns: [Column]
  public var rows: [[Cell]]
  /// Sentences under the table.
  public var notes: [String]
  /// On a page, the target of links to each row; none where it is empty.
  var anchors: [String] = []
  /// The rows of exported tables that a table for people is made of.
  var exported: ExportedRows?

  /// The table, made of these rows.
  func made(of rows: ExportedRows) -> Table {
    var table = self
    table.exported = rows
    return table
  }

  public init(caption: String = "", columns: [Column], rows: [[Cell]], notes: [String] = []) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// Whether a page has the table as a list, a line a column: one row that is too long for a line.
  var isList: Bool { rows.count == 1 && columns.count > 10 }

  /// Whether a column holds numbers, and so is set to the right.
  func isNumeric(_ column: Int) -> Bool {
    if columns[column].isRightAligned { return true }
    var any = false
    for row in rows {
      switch row[column] {
      case .text: return false
      case .count, .number: any = true
      case .hidden, .absent: continue
      }
    }
    return any
  }

  /// A cell as people read it on a page: thousands apart.
  func pageText(_ row: Int, _ column: Int) -> String {
    if case .count(let count) = rows[row][column] { return NumberText.grouped(count) }
    return text(row, column)
  }

  /// A cell as people read it.
  func text(_ row: Int, _ column: Int) -> String {
    switch rows[row][column] {
    case .text(let text): text
    case .count(let count): String(count)
    case .number(let value):
      switch columns[column].style {
      case .fixed: NumberText.fixed(value, decimals: columns[column].decimals)
      case .significant(let digits): NumberText.significant(value, digits: digits)
      case .ratio: NumberText.ratio(value)
      case .pValue: NumberText.pValue(value)
      }
    case .hidden: "hidden"
    case .absent: "–"
    }
  }
}
