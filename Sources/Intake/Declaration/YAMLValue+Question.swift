import Treatment

/// What several sections of a study ask alike.
extension YAMLValue {
  /// A filter.
  ///
  /// Throws: ``IntakeError`` at the value, with the column inside the text.
  func filter() throws(IntakeError) -> Filter {
    let text = try text()
    do { return try Filter(parsing: text) } catch { throw failure(String(describing: error)) }
  }

  /// The text of a filter.
  func filterText() throws(IntakeError) -> String {
    _ = try filter()
    return try text()
  }

  /// The name of a scale that the catalogue has.
  func scale(of catalogue: Catalogue) throws(IntakeError) -> String {
    try CanonicalColumn.check(self, for: "scale", catalogue)
    return try text()
  }
}
