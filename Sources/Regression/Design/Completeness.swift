internal import Treatment

/// Which rows have every column of a model.
struct Completeness {
  private(set) var mask: [Bool]
  private(set) var rows = MissingRows()
  private let frequencies: [Int]

  /// Throws: ``DesignError/allMissing(column:)``, and what is wrong with weights.
  init(_ columns: [String], weights: String?, in table: FlatTable) throws(DesignError) {
    mask = [Bool](repeating: true, count: table.rowCount)
    rows.total = table.dataRows
    frequencies = table.frequencies
    guard table.rowCount > 0 else { throw .noRows(reason: "the data have none, or --where keeps none") }
    for name in columns {
      guard let column = table[name] else { continue }
      try lookAt(column)
    }
    var withoutWeight: [Double] = []
    if let weights {
      guard let column = table[weights] else {
        throw .unknownColumn(
          name: weights, purpose: "the weights",
          nearest: NearestName.nearest(weights, among: table.knownNames, limit: 1).first)
      }
      withoutWeight = try Self.numbers(column, purpose: "weights")
      if !columns.contains(weights) { try lookAt(column) }
      guard !withoutWeight.contains(where: { $0 < 0 || $0.isInfinite }) else {
        throw .unusable(column: weights, problem: "has a weight below 0. Weights are 0 or more.")
      }
    }
    for row in mask.indices where !mask[row] { rows.missing += table.frequency(of: row) }
    for row in withoutWeight.indices where withoutWeight[row] == 0 && mask[row] {
      mask[row] = false
      rows.withoutWeight += table.frequency(of: row)
    }
    rows.used = rows.total - rows.missing - rows.withoutWeight
  }

  private mutating func lookAt(_ column: FlatColumn) throws(DesignError) {
    var lacking = 0
    switch column.values {
    case .numbers(let numbers):
      for row in numbers.indices where numbers[row].isNaN {
        mask[row] = false
        lacking += frequencies.isEmpty ? 1 : frequencies[row]
      }
    case .texts(let codes, _):
      for row in codes.indices where codes[row] < 0 {
        mask[row] = false
        lacking += frequencies.isEmpty ? 1 : frequencies[row]
      }
    }
    guard lacking < rows.total else { throw .allMissing(column: column.name) }
    if lacking > 0 { rows.columns.append(MissingRows.Column(name: column.name, rows: lacking)) }
  }

  static func numbers(_ column: FlatColumn, purpose: String) throws(DesignError) -> [Double] {
    guard case .numbers(let numbers) = column.values else {
      throw .unusable(
        column: column.name,
        problem:
          "holds texts\(column.strayText.map { " (the first at \($0))" } ?? "") and is named for the \(purpose), which are numbers."
      )
    }
    return numbers
  }
}

extension MissingRows {
  /// Why no row is left.
  var reason: String {
    columns.isEmpty
      ? "all \(total) have weight 0"
      : "of \(total), each lacks a value in "
        + columns.map { "'\($0.name)' (\($0.rows))" }.joined(separator: ", ")
        + (withoutWeight > 0 ? " or has weight 0" : "")
  }
}
