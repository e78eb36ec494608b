/// `x b` of each row of a row-major matrix: each from the first column to the last, eight rows side by side.
///
/// Grade: canonical; a row's sum does not hang on its neighbours.
public func rowProducts(_ x: [Double], width: Int, _ vector: [Double]) -> [Double] {
  precondition(vector.count == width, "a factor a column")
  let count = width == 0 ? 0 : x.count / width
  return [Double](unsafeUninitializedCapacity: count) { result, filled in
    filled = count
    x.withUnsafeBufferPointer { x in
      vector.withUnsafeBufferPointer { vector in
        guard let start = x.baseAddress, let b = vector.baseAddress else { return }
        var row = 0
        while row + 8 <= count {
          let x = start + row * width
          var (a0, a1, a2, a3, a4, a5, a6, a7) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
          for j in 0..<width {
            let factor = b[j]
            a0 += x[j] * factor
            a1 += x[j &+ width] * factor
            a2 += x[j &+ 2 &* width] * factor
            a3 += x[j &+ 3 &* width] * factor
            a4 += x[j &+ 4 &* width] * factor
            a5 += x[j &+ 5 &* width] * factor
            a6 += x[j &+ 6 &* width] * factor
            a7 += x[j &+ 7 &* width] * factor
          }
          (result[row], result[row + 1], result[row + 2], result[row + 3]) = (a0, a1, a2, a3)
          (result[row + 4], result[row + 5], result[row + 6], result[row + 7]) = (a4, a5, a6, a7)
          row += 8
        }
        while row < count {
          var sum = 0.0
          for j in 0..<width { sum += start[row * width + j] * b[j] }
          result[row] = sum
          row += 1
        }
      }
    }
  }
}
