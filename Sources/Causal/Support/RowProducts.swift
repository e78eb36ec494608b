import Regression

/// Products of the rows of a design with a vector, and sums of rows, each in one fixed order.
///
/// Grade: canonical.
enum RowProducts {
  /// `x b` of each row.
  static func products(_ rows: ActionRows, _ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows.count)
    addProducts(rows, vector, times: nil, to: &result)
    return result
  }

  /// Adds `x b` of each row, times the row's factor; rows of factor 0 are left alone.
  static func addProducts(
    _ rows: ActionRows, _ vector: [Double], times factors: [Double]?, to sums: inout [Double]
  ) {
    let width = rows.width
    rows.design.x.withUnsafeBufferPointer { x in
      vector.withUnsafeBufferPointer { vector in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<rows.count {
            let factor = factors.map { $0[row] } ?? 1
            if factor == 0 { continue }
            let start = row * width
            var sum = 0.0
            for j in 0..<width { sum += x[start + j] * vector[j] }
            sums[row] += factor * sum
          }
        }
      }
    }
  }

  /// `Σ f x`, a block of 512 rows at a time.
  static func sums(_ rows: ActionRows, _ factors: [Double]) -> [Double] {
    let width = rows.width
    var total = [Double](repeating: 0, count: width)
    rows.design.x.withUnsafeBufferPointer { x in
      for first in stride(from: 0, to: rows.count, by: 512) {
        var block = [Double](repeating: 0, count: width)
        block.withUnsafeMutableBufferPointer { block in
          for row in first..<min(first + 512, rows.count) where factors[row] != 0 {
            let start = row * width
            for j in 0..<width { block[j] += factors[row] * x[start + j] }
          }
        }
        for j in 0..<width { total[j] += block[j] }
      }
    }
    return total
  }

  /// `Σ f`, in the same blocks.
  static func sum(_ values: [Double]) -> Double {
    var total = 0.0
    for first in stride(from: 0, to: values.count, by: 512) {
      var block = 0.0
      for row in first..<min(first + 512, values.count) { block += values[row] }
      total += block
    }
    return total
  }
}
