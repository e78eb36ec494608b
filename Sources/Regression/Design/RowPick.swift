internal import Treatment

/// The rows of a table that are used.
struct RowPick {
  /// `nil` where all are.
  let places: [Int]?
  let count: Int
  /// Of the rows that are used: how many rows of the data each stands for; empty = one each.
  private(set) var frequencies: [Int] = []

  init(_ mask: [Bool], of table: FlatTable) {
    let kept = mask.count { $0 }
    count = kept
    places = kept == mask.count ? nil : mask.indices.filter { mask[$0] }
    if !table.frequencies.isEmpty { frequencies = picked(table.frequencies) }
  }

  func picked<Value>(_ values: [Value]) -> [Value] {
    guard let places else { return values }
    return places.map { values[$0] }
  }

  /// The rows of the data that are used.
  var dataRows: Int { frequencies.isEmpty ? count : frequencies.reduce(0, +) }

  /// How many rows of the data have a picked value for which this holds.
  func dataRows<Value>(of values: [Value], where holds: (Value) -> Bool) -> Int {
    values.indices.reduce(0) { sum, row in
      holds(values[row]) ? sum + (frequencies.isEmpty ? 1 : frequencies[row]) : sum
    }
  }
}
