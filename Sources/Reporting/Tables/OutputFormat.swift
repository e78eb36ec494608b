/// What `--format` offers.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, csv, json, markdown
}

extension Table {
  /// The whole table as text that ends with a line break.
  ///
  /// Only `table` and `markdown` round, and say so by their column's decimals; `csv` and `json` print
  /// the shortest text that reads back as the same number.
  ///
  /// `width` is that of a terminal, in characters: a `table` that is wider says once what is the same in all rows.
  public func rendered(
    as format: OutputFormat, spreadsheetSafe: Bool = false, width: Int? = nil
  ) -> String {
    switch format {
    case .table: plainText(width: width)
    case .csv: csv(spreadsheetSafe: spreadsheetSafe)
    case .json: json()
    case .markdown: markdown()
    }
  }
}
