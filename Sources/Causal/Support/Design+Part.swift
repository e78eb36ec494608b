import Regression

extension Design {
  /// Some columns of the covariates of some rows with an outcome of their own; no columns stand for all.
  func part(_ rows: [Int], outcome: [Double], columns: [Int]) -> Design {
    let (whole, chosen) = (self.columns.count, columns.isEmpty ? Array(self.columns.indices) : columns)
    let width = chosen.count
    let part = [Double](unsafeUninitializedCapacity: rows.count * width) { buffer, filled in
      x.withUnsafeBufferPointer { x in
        for (place, row) in rows.enumerated() {
          for (j, column) in chosen.enumerated() { buffer[place * width + j] = x[row * whole + column] }
        }
      }
      filled = rows.count * width
    }
    return Design(
      columns: chosen.map { self.columns[$0] }, assignment: chosen.map { assignment[$0] }, terms: terms,
      count: rows.count, x: part, y: outcome)
  }
}
