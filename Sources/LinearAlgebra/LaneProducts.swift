/// Sums over contiguous doubles in four fixed lanes.
///
/// Element `i` belongs to lane `i mod 4`; lanes are added as `(0 + 1) + (2 + 3)`, and what is left over after the last
/// full four is added one by one. The bits therefore depend on nothing but the numbers.
enum LaneProducts {
  /// `Σ x y`.
  @inline(__always)
  static func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
    let a = UnsafeRawPointer(x)
    let b = UnsafeRawPointer(y)
    var lanes = SIMD4<Double>.zero
    var i = 0
    while i + 4 <= count {
      lanes +=
        a.loadUnaligned(fromByteOffset: i * 8, as: SIMD4<Double>.self)
        * b.loadUnaligned(fromByteOffset: i * 8, as: SIMD4<Double>.self)
      i += 4
    }
    var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
    while i < count {
      sum += x[i] * y[i]
      i += 1
    }
    return sum
  }

  /// `y += factor x`.
  @inline(__always)
  static func add(
    _ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    let a = UnsafeRawPointer(x)
    let b = UnsafeMutableRawPointer(y)
    var i = 0
    while i + 4 <= count {
      let sum =
        b.loadUnaligned(fromByteOffset: i * 8, as: SIMD4<Double>.self)
        + a.loadUnaligned(fromByteOffset: i * 8, as: SIMD4<Double>.self) * factor
      b.storeBytes(of: sum, toByteOffset: i * 8, as: SIMD4<Double>.self)
      i += 4
    }
    while i < count {
      y[i] += factor * x[i]
      i += 1
    }
  }
}
