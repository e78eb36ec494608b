/// Where the rows of a delimited file lie: a plain file in UTF-8, or a copy of one, with the field by which its rows belong
/// together.
struct DelimitedRows: Sendable {
  /// The file that is read; that of the copy where there is one.
  let path: String
  let rules: CSVFieldRules
  let header: [String]
  /// The byte after the header.
  let body: Int
  let size: Int
  /// The field by whose text rows belong together.
  let keyField: Int
  /// Holds the copy, which has no name, for as long as anyone reads it.
  let copy: TemporaryCopy?

  var fields: Int { header.count }
}
