/// `L⁻¹` of an information `L Lᵀ`, by which hat values are made.
public struct HatFactor: Sendable {
  let inverse: Matrix

  public init(_ information: Cholesky) { inverse = information.inverseFactor }
}

extension LogisticPage {
  /// Hat values of the prepared rows, into column 3.
  ///
  ///     h = w v zᵀ A⁻¹ z = |L⁻¹ √(w v) z|²
  ///
  /// Eight rows at a time, the block turned to columns first.
  func hats(_ hat: HatFactor, count: Int) {
    let n = Self.blockRows
    for i in 0..<count {
      let root = (columns[4 * n + i] * columns[2 * n + i]).squareRoot()
      for j in 0..<width { room[j * n + i] = root * block[i * lead + j] }
    }
    for i in count..<max(n, count) { for j in 0..<width { room[j * n + i] = 0 } }
    let turned = UnsafeRawPointer(room)
    let width = width
    hat.inverse.elements.withUnsafeBufferPointer { inverse in
      guard let m = inverse.baseAddress else { return }
      for i in stride(from: 0, to: count, by: 8) {
        var sum = SIMD8<Double>.zero
        for j in 0..<width {
          var along = SIMD8<Double>.zero
          var z = turned + i * 8
          for k in 0...j {
            along += z.loadUnaligned(as: SIMD8<Double>.self) * m[j * width + k]
            z += n * 8
          }
          sum += along * along
        }
        UnsafeMutableRawPointer(columns + 3 * n + i).storeBytes(of: sum, as: SIMD8<Double>.self)
      }
    }
  }
}
