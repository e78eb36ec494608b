internal import COpenBLAS

/// The triangle R of `X = Q R`, made block by block without keeping Q, and the columns that repeat earlier ones.
///
/// Shapes: `triangle` is row-major, `order` x `order`, upper.
/// Grade: paged.
/// Source: LAPACK `dgeqrf` on the triangle so far over the next block; the limited column pivoting is that of LINPACK's
/// `dqrdc2` as R has it: a column whose part orthogonal to the kept ones before it is shorter than `tolerance` times
/// its own length is set aside.
public struct TriangularFactor: Sendable {
  public let order: Int
  public private(set) var triangle: Matrix

  public init(order: Int) {
    self.order = order
    triangle = Matrix(zeros: order, order)
  }

  /// Adds rows, row-major, each of `order` values.
  public mutating func add(_ rows: [Double]) {
    guard order > 0, !rows.isEmpty else { return }
    let count = rows.count / order
    let height = order + count
    // Column-major: the triangle so far, the new rows under it.
    var block = [Double](repeating: 0, count: height * order)
    for j in 0..<order {
      for i in 0...j { block[j * height + i] = triangle[i, j] }
      for i in 0..<count { block[j * height + order + i] = rows[i * order + j] }
    }
    var m = Int32(height)
    var n = Int32(order)
    var leading = m
    var size = n * 32
    var info: Int32 = 0
    var tau = [Double](repeating: 0, count: order)
    var work = [Double](repeating: 0, count: Int(size))
    dgeqrf_(&m, &n, &block, &leading, &tau, &work, &size, &info)
    precondition(info == 0, "the arguments of dgeqrf are in order")
    for j in 0..<order { for i in 0...j { triangle[i, j] = block[j * height + i] } }
  }

  /// The columns that are no combination of the kept ones before them, and the triangle of those alone.
  public func independentColumns(tolerance: Double) -> (kept: [Int], triangle: Matrix) {
    var kept: [Int] = []
    var directions: [[Double]] = []
    var coefficients: [[Double]] = []
    for j in 0..<order {
      var rest = (0..<order).map { triangle[$0, j] }
      let length = dot(rest, rest).squareRoot()
      var along = [Double](repeating: 0, count: directions.count)
      // Twice: the second pass takes away what rounding left.
      for _ in 0..<2 {
        for (k, direction) in directions.enumerated() {
          let share = dot(direction, rest)
          along[k] += share
          for i in 0..<order { rest[i] -= share * direction[i] }
        }
      }
      let left = dot(rest, rest).squareRoot()
      guard length > 0, left > tolerance * length else { continue }
      kept.append(j)
      directions.append(rest.map { $0 / left })
      coefficients.append(along + [left])
    }
    var result = Matrix(zeros: kept.count, kept.count)
    for (j, column) in coefficients.enumerated() {
      for (i, value) in column.enumerated() { result[i, j] = value }
    }
    return (kept, result)
  }

  /// The inverse of an upper triangle.
  public static func inverse(of triangle: Matrix) -> Matrix {
    let n = triangle.rows
    var result = Matrix(zeros: n, n)
    for j in 0..<n {
      result[j, j] = 1 / triangle[j, j]
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in (i + 1)...j { sum += triangle[i, k] * result[k, j] }
        result[i, j] = -sum / triangle[i, i]
      }
    }
    return result
  }
}
