import LinearAlgebra

/// The least and the greatest value of each column of a design, and its mean.
struct ColumnSpans {
  private let least: [Double]
  private let greatest: [Double]
  private let sums: [Double]
  private let count: Int
  /// Whether every value is a finite number.
  let isFinite: Bool

  init(_ design: Design) {
    let width = design.columns.count
    var least = [Double](repeating: .infinity, count: width)
    var greatest = [Double](repeating: -.infinity, count: width)
    var sums = [Double](repeating: 0, count: width)
    design.x.withUnsafeBufferPointer { x in
      least.withUnsafeMutableBufferPointer { least in
        greatest.withUnsafeMutableBufferPointer { greatest in
          sums.withUnsafeMutableBufferPointer { sums in
            for row in 0..<design.count {
              let start = row * width
              let frequency = design.frequency(of: row)
              for j in 0..<width {
                let value = x[start + j]
                least[j] = value < least[j] ? value : least[j]
                greatest[j] = value > greatest[j] ? value : greatest[j]
                sums[j] += value * frequency
              }
            }
          }
        }
      }
    }
    self.least = least
    self.greatest = greatest
    self.sums = sums
    count = design.dataRows
    // A finite sum has finite terms; one that is not may only have overflowed.
    isFinite = sums.allSatisfy(\.isFinite) || design.x.allSatisfy(\.isFinite)
  }

  /// Columns are centred at their means where an intercept takes up what that moves, and scaled to at most 1.
  func scaling(intercept: Int?, largestWeight: Double) -> ColumnScaling {
    var centre: [Double] = []
    var scale: [Double] = []
    for j in least.indices {
      let mean = sums[j] / Double(count)
      let isMoved = intercept != nil && intercept != j && mean.isFinite
      centre.append(isMoved ? mean : 0)
      scale.append(
        ColumnScaling.scale(for: max(abs(least[j] - centre[j]), abs(greatest[j] - centre[j]))))
    }
    return ColumnScaling(centre: centre, scale: scale, largestWeight: largestWeight)
  }
}
