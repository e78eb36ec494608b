// The rows of a block as every sum takes them. Hot: each pass over the data goes through here.
extension LogisticPage {
  private func column(_ index: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(columns + index * Self.blockRows)
  }

  /// The rows of up to 128 into the block; η, μ, v, l, w and y into the columns. Rows beyond the end weigh nothing.
  func prepare(_ data: Rows, from first: Int, count: Int, coefficients: [Double]) {
    let n = Self.blockRows
    for j in 0..<width { parameters[2 * lead + j] = coefficients[j] }
    var i = 0
    while i + 2 <= count {
      placeTwo(data.x + (first + i) * width, data.offset + first + i, at: i)
      i += 2
    }
    if i < count { placeOne(data.x + (first + i) * width, data.offset[first + i], at: i) }
    (columns + 4 * n).update(from: data.weights + first, count: count)
    (columns + 5 * n).update(from: data.y + first, count: count)
    for i in count..<max(n, count) {
      columns[i] = 0
      columns[4 * n + i] = 0
      columns[5 * n + i] = 0
    }
    for i in stride(from: 0, to: n, by: 8) {
      let eta = column(0).load(fromByteOffset: i * 8, as: SIMD8<Double>.self)
      let (mean, variance, softening) = LogisticFunction.values(eta)
      column(1).storeBytes(of: mean, toByteOffset: i * 8, as: SIMD8<Double>.self)
      column(2).storeBytes(of: variance, toByteOffset: i * 8, as: SIMD8<Double>.self)
      column(3).storeBytes(of: softening, toByteOffset: i * 8, as: SIMD8<Double>.self)
    }
  }

  /// A row into the block, and its η.
  private func placeOne(_ x: UnsafePointer<Double>, _ offset: Double, at i: Int) {
    var lanes = SIMD4<Double>.zero
    for j in stride(from: 0, to: lead, by: 4) {
      let z = placed(j < width / 4 * 4 ? Self.four(x + j) : tail(x, from: j), j)
      UnsafeMutableRawPointer(block + i * lead + j).storeBytes(of: z, as: SIMD4<Double>.self)
      lanes += z * Self.four(parameters + 2 * lead + j)
    }
    columns[i] = offset + Self.total(lanes)
  }

  /// Two rows, which share what is loaded of the parameters; each has the bits that it would have alone.
  @inline(__always)
  private func placeTwo(_ x: UnsafePointer<Double>, _ offset: UnsafePointer<Double>, at i: Int) {
    var first = SIMD4<Double>.zero
    var second = SIMD4<Double>.zero
    let next = x + width
    let z = block + i * lead
    let whole = width / 4 * 4
    var j = 0
    while j < whole {
      let centre = Self.four(parameters + j)
      let scale = Self.four(parameters + lead + j)
      let slope = Self.four(parameters + 2 * lead + j)
      let a = (Self.four(x + j) - centre) * scale
      UnsafeMutableRawPointer(z + j).storeBytes(of: a, as: SIMD4<Double>.self)
      first += a * slope
      let b = (Self.four(next + j) - centre) * scale
      UnsafeMutableRawPointer(z + lead + j).storeBytes(of: b, as: SIMD4<Double>.self)
      second += b * slope
      j += 4
    }
    if j < lead {
      let slope = Self.four(parameters + 2 * lead + j)
      let (a, b) = (placed(tail(x, from: j), j), placed(tail(next, from: j), j))
      UnsafeMutableRawPointer(z + j).storeBytes(of: a, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(z + lead + j).storeBytes(of: b, as: SIMD4<Double>.self)
      first += a * slope
      second += b * slope
    }
    columns[i] = offset[0] + Self.total(first)
    columns[i + 1] = offset[1] + Self.total(second)
  }

  @inline(__always)
  private static func four(_ place: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always)
  private static func total(_ lanes: SIMD4<Double>) -> Double {
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
  }

  /// Four values of a row, centred and scaled.
  @inline(__always)
  private func placed(_ x: SIMD4<Double>, _ j: Int) -> SIMD4<Double> {
    (x - Self.four(parameters + j)) * Self.four(parameters + lead + j)
  }

  /// The last values of a row, fewer than four, and zeros.
  @inline(__always)
  private func tail(_ x: UnsafePointer<Double>, from j: Int) -> SIMD4<Double> {
    var result = SIMD4<Double>.zero
    for k in j..<width { result[k - j] = x[k] }
    return result
  }
}
