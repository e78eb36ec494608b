import Reporting
import Treatment

/// One line of an entry: a field under its name in the catalogue's file, its value, how far to trust it, and
/// its source.
struct CatalogueFigure {
  var field: String
  var value: String
  /// `nil` for what needs none: names, classes, notes.
  var origin: FigureOrigin?

  /// A name, class or remark, whose origin is told only where it is the user's own.
  static func word(_ field: String, _ value: String, _ origin: FigureOrigin) -> CatalogueFigure {
    CatalogueFigure(field: field, value: value, origin: origin.mark == .own ? origin : nil)
  }

  /// A number without a decimal point where it needs none.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  /// A figure that is not there has neither mark nor source, one whose source is not stated no source.
  var row: [Cell] {
    let shown = value.isEmpty ? nil : origin
    return [
      .text(field), .orAbsent(value), .orAbsent(shown?.mark.rawValue),
      .orAbsent(shown?.mark == .notStated ? nil : shown?.source),
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
