/// How a figure is drawn anew from exported tables: a function of the notebooks, and what it is given.
///
/// The functions stand in `Sources/CNotebook/report.py` and `report.R`, under the same names.
struct Redrawing: Sendable, Equatable {
  enum Function: String, Sendable, CaseIterable {
    case forest, against, love, overlap, matrix, curves, flow, specification, sankey, sunburst
  }

  /// What a parameter is given.
  enum Value: Sendable, Equatable {
    case text(String)
    case texts([String])
    case number(Double)
    case flag(Bool)
  }

  struct Argument: Sendable, Equatable {
    var name: String
    var value: Value
  }

  var function: Function
  /// `nil` where the function takes the names of its tables.
  var rows: ExportedRows?
  var arguments: [Argument]
  /// What people read for values, by column; where the names of the report do not say it.
  var words: [String: [String: String]] = [:]

  init(_ function: Function, of rows: ExportedRows?, _ arguments: KeyValuePairs<String, Value>) {
    self.function = function
    self.rows = rows
    self.arguments = arguments.map { Argument(name: $0.key, value: $0.value) }
  }

  /// With words for the values of a column.
  func reading(_ column: String, as words: [String: String]) -> Redrawing {
    var result = self
    result.words[column, default: [:]].merge(words) { first, _ in first }
    return result
  }
}
