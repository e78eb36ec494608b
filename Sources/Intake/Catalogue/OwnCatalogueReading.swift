import Foundation
import Treatment

/// The reading of one file of a user's own catalogue.
struct OwnCatalogueReading {
  let path: String
  let name: String
  /// `nil` = told by the column of names.
  let kind: CatalogueFileKind?

  /// Throws: `catalogue` with every issue of the file.
  func file() throws(IntakeError) -> OwnCatalogue.File {
    do throws(IntakeError) {
      let reader = try CSVReader(source: openBytes(path: path), name: name)
      let kind = if let kind { kind } else { try self.kind(of: reader.header) }
      var issues = unknownColumns(of: reader.header, kind)
      guard let names = reader.place(of: kind.nameColumn) else {
        issues.insert(.missingColumn(kind.nameColumn, in: reader.header, file: name), at: 0)
        throw .catalogue(issues: issues)
      }
      var rows: [OwnCatalogue.Row] = []
      var seen: Set<String> = []
      while let row = try reader.next() {
        guard !row.isMissing(names) else {
          issues.append(row.issue(at: names, expected: "a name in '\(kind.nameColumn)'"))
          continue
        }
        let read = cells(of: row, reader.header, &issues)
        let entry = read[kind.nameColumn]?.text ?? ""
        if !seen.insert(Catalogue.folded(entry)).inserted {
          issues.append(
            row.issue(at: names, expected: "each entry once", found: "'\(entry)', which an earlier row has"))
        }
        rows.append(OwnCatalogue.Row(entry: entry, cells: read))
      }
      try reader.finish()
      if !issues.isEmpty { throw .catalogue(issues: issues.sorted()) }
      return OwnCatalogue.File(name: name, path: path, kind: kind, rows: rows)
    } catch .refused(let issues, _) {
      throw .catalogue(issues: issues)
    }
  }

  private func kind(of header: [String]) throws(IntakeError) -> CatalogueFileKind {
    if let kind = CatalogueFileKind.allCases.first(where: { header.contains($0.nameColumn) }) { return kind }
    let columns = CatalogueFileKind.allCases.map { "'\($0.nameColumn)'" }.joined(separator: ", ")
    throw .catalogue(issues: [
      InputIssue(
        file: name, line: 1, column: 1, expected: "one of the columns \(columns)", found: "none of them")
    ])
  }

  private func unknownColumns(of header: [String], _ kind: CatalogueFileKind) -> [InputIssue] {
    var column = 1
    var issues: [InputIssue] = []
    for title in header {
      if !kind.columns.contains(title) {
        let near = nearestName(to: title, among: kind.columns)
        issues.append(
          InputIssue(
            file: name, line: 1, column: column, expected: "a column of \(kind.file)",
            found: "'\(title)'"
              + (near.map { "; the nearest is '\($0)'" } ?? ", of \(kind.columns.joined(separator: ", "))")))
      }
      column += title.utf8.count + 1
    }
    return issues
  }

  private func cells(
    of row: CSVRow, _ header: [String], _ issues: inout [InputIssue]
  ) -> [String: OwnCatalogue.Cell] {
    var result: [String: OwnCatalogue.Cell] = [:]
    for (field, title) in header.enumerated() where !row.isMissing(field) {
      let text = row.text(field).trimmingCharacters(in: .whitespaces)
      if let expected = CatalogueCellRule(title).expectation(of: text) {
        issues.append(row.issue(at: field, expected: "\(expected) in '\(title)'"))
      }
      result[title] = OwnCatalogue.Cell(text: text, line: row.line(of: field), column: row.column(field))
    }
    return result
  }
}
