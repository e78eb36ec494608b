import LinearAlgebra
import Regression

/// Products of the rows of a design with a vector, and sums of rows, each in one fixed order.
///
/// Grade: canonical.
enum RowProducts {
  /// `x b` of each row.
  static func products(_ design: Design, _ vector: [Double]) -> [Double] {
    rowProducts(design.x, width: design.columns.count, vector)
  }

  /// Adds `x b` of each row, times the row's factor; rows of factor 0 are left alone.
  static func addProducts(
    _ design: Design, _ vector: [Double], times factors: [Double], to sums: inout [Double]
  ) {
    let products = products(design, vector)
    for row in 0..<design.count where factors[row] != 0 { sums[row] += factors[row] * products[row] }
  }

  /// `Σ f x`, a block of 512 rows at a time.
  static func sums(_ design: Design, _ factors: [Double]) -> [Double] {
    let width = design.columns.count
    var total = [Double](repeating: 0, count: width)
    design.x.withUnsafeBufferPointer { x in
      for first in stride(from: 0, to: design.count, by: 512) {
        var block = [Double](repeating: 0, count: width)
        block.withUnsafeMutableBufferPointer { block in
          for row in first..<min(first + 512, design.count) where factors[row] != 0 {
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
