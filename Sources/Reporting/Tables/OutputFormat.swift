/// What `--format` offers.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, csv, json, markdown
}

extension Table {
  /// The whole table as text that ends with a line break.
  ///
  /// Only `table` and `markdown` round, and say so by their column's decimals; `csv` and `json` print
  /// the shortest text that reads back as the same number.
  public func rendered(as format: OutputFormat, spreadsheetSafe: Bool = false) -> String {
    switch format {
    case .table: plainText()
    case .csv: csv(spreadsheetSafe: spreadsheetSafe)
    case .json: json()
    case .markdown: markdown()
    }
  }
}
