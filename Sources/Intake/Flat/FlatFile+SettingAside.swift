public import Treatment

extension FlatFile {
  /// A table with what became of the rows of its file.
  public struct Sorted: Sendable {
    public var table: FlatTable
    public var rows: Attrition.Rows
    public var issues: IssueLog
  }

  /// The same table without the rows that cannot be used, which go to a folder as they stand.
  ///
  /// A row lacks its structure, a number that the request says must be one, a finite number, a weight of 0 or more, or its
  /// cluster. A column that turns out to hold texts is one of texts, as in every reading.
  ///
  /// Throws: ``IntakeError``, also where no row is left.
  public func table(_ request: FlatRequest, settingAside folder: String) throws(IntakeError) -> Sorted {
    let place = SetAsideFolder(folder, files: [(name: name, path: path)])
    let header = try checkedHeader()
    var texts: Set<String> = []
    while true {
      let writer = SetAsideWriter(place)
      let reading = fresh(request, header, texts)
      reading.refusesRows = true
      let reader = try reader(setAside: writer)
      try reading.read(reader)
      // What was taken for numbers holds texts: everything is judged anew.
      guard !reading.mustReread || !texts.isEmpty else {
        texts = reading.mixedColumns
        continue
      }
      try writer.finish()
      return Sorted(table: try reading.table(), rows: reader.rows, issues: reader.issues)
    }
  }
}
