/// Where the rows of a delimited file lie: a plain file in UTF-8, or a copy of one, with the field by which its rows belong
/// together.
package struct DelimitedRows: Sendable {
  /// The file that is read; that of the copy where there is one.
  package let path: String
  package let rules: CSVFieldRules
  package let header: [String]
  /// The byte after the header.
  package let body: Int
  package let size: Int
  /// The field by whose text rows belong together.
  package let keyField: Int
  /// Holds the copy, which has no name, for as long as anyone reads it.
  package let copy: TemporaryCopy?

  package init(
    path: String, rules: CSVFieldRules, header: [String], body: Int, size: Int, keyField: Int,
    copy: TemporaryCopy?
  ) {
    self.path = path
    self.rules = rules
    self.header = header
    self.body = body
    self.size = size
    self.keyField = keyField
    self.copy = copy
  }

  package var fields: Int { header.count }
}
