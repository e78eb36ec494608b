extension CSVReader {
  /// The places of columns that must be there, in the order asked for.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)`` that names each one that is not there, with the nearest
  /// name that is.
  public func require(_ columns: [String]) throws(IntakeError) -> [Int] {
    var log = IssueLog()
    var places: [Int] = []
    for column in columns {
      if let place = place(of: column) { places.append(place) } else { log.add(missingColumn(column)) }
    }
    try log.throwIfAny()
    return places
  }

  /// The place of a column; `nil` where the file has none of that name.
  public func place(of column: String) -> Int? { header.firstIndex(of: column) }

  /// The issue of a column that the header does not have.
  public func missingColumn(_ column: String, for purpose: String = "") -> InputIssue {
    InputIssue.missingColumn(column, for: purpose, in: header, file: name)
  }
}

extension InputIssue {
  /// A column that is not in a file's header, with the nearest name that is.
  static func missingColumn(_ column: String, for purpose: String = "", in header: [String], file: String)
    -> InputIssue
  {
    let hint = nearestName(to: column, among: header).map { "; the nearest is '\($0)'" } ?? ""
    return InputIssue(
      file: file, line: 0, column: 0,
      expected: "a column '\(column)'" + (purpose.isEmpty ? "" : " for \(purpose)"),
      found: "none of that name\(hint)")
  }
}
