/// A dense matrix of doubles.
///
/// Shapes: row-major, `rows` x `columns`.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  public var elements: [Double]

  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "a matrix has rows x columns elements")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  public init(zeros rows: Int, _ columns: Int) {
    self.init(rows: rows, columns: columns, elements: Array(repeating: 0, count: rows * columns))
  }

  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(zeros: order, order)
    for i in 0..<order { result[i, i] = 1 }
    return result
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  public func row(_ index: Int) -> [Double] { Array(elements[index * columns..<(index + 1) * columns]) }

  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  public var transposed: Matrix {
    var result = Matrix(zeros: columns, rows)
    for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
    return result
  }

  /// The square part at the given places, in their order.
  public func part(_ places: [Int]) -> Matrix {
    var result = Matrix(zeros: places.count, places.count)
    for (i, row) in places.enumerated() {
      for (j, column) in places.enumerated() { result[i, j] = self[row, column] }
    }
    return result
  }

  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(left.columns == right.count, "inner sizes agree")
    return (0..<left.rows).map { i in
      dot(left.elements[i * left.columns..<(i + 1) * left.columns], right[...])
    }
  }

  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "inner sizes agree")
    var result = Matrix(zeros: left.rows, right.columns)
    for i in 0..<left.rows {
      for k in 0..<left.columns {
        let factor = left[i, k]
        if factor == 0 { continue }
        for j in 0..<right.columns { result[i, j] += factor * right[k, j] }
      }
    }
    return result
  }
}

/// The inner product, in four lanes of fixed places.
///
/// Grade: canonical.
public func dot(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
  precondition(x.count == y.count, "both have a value a place")
  return x.withUnsafeBufferPointer { a in
    y.withUnsafeBufferPointer { b in
      guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
      return LaneProducts.dot(a, b, x.count)
    }
  }
}

/// The inner product, in four lanes of fixed places.
///
/// Grade: canonical.
public func dot(_ x: [Double], _ y: [Double]) -> Double { dot(x[...], y[...]) }
