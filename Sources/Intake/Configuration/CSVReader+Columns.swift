extension CSVReader {
  /// The place of a column; `nil` where the file has none of that name.
  public func place(of column: String) -> Int? { header.firstIndex(of: column) }
}

extension InputIssue {
  /// A column that is not in a file's header, with the nearest name that is.
  static func missingColumn(_ column: String, for purpose: String = "", in header: [String], file: String)
    -> InputIssue
  {
    InputIssue(
      file: file, line: 0, column: 0,
      expected: "a column '\(column)'" + (purpose.isEmpty ? "" : " for \(purpose)"),
      found: "none of that name\(HeaderHint.nearest(to: column, in: header))")
  }
}
