import Reporting
import Treatment

/// One line of an entry: a field under its name in the catalogue's file, its value, how far to trust it, and its source.
struct CatalogueFigure {
  var field: String
  var value: String
  /// `nil` for what needs no source: names, classes, notes.
  var mark: SourceMark?
  var source: String

  init(_ field: String, _ value: String, _ mark: SourceMark? = nil, source: String = "") {
    self.field = field
    self.value = value
    self.mark = mark
    self.source = source
  }

  init(_ field: String, _ value: Double?, _ mark: SourceMark, source: String = "") {
    self.init(field, value.map(Self.text) ?? "", mark, source: source)
  }

  init(_ field: String, _ value: Int?, _ mark: SourceMark, source: String = "") {
    self.init(field, value.map { "\($0)" } ?? "", mark, source: source)
  }

  /// A number without a decimal point where it needs none.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  /// A figure that is not there has neither mark nor source, one whose source is not stated no source.
  var row: [Cell] {
    let isThere = !value.isEmpty
    return [
      .text(field), .orAbsent(value), .orAbsent(isThere ? mark?.rawValue : nil),
      .orAbsent(isThere && mark != .notStated ? source : nil),
    ]
  }

  static func table(of figures: [CatalogueFigure], caption: String, notes: [String]) -> Table {
    Table(
      caption: caption,
      columns: [
        Table.Column("field", isRowHeading: true), Table.Column("value"), Table.Column("mark"),
        Table.Column("source"),
      ],
      rows: figures.map(\.row), notes: notes)
  }
}
