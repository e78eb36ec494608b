internal import COpenBLAS

/// Products of the columns of a block of rows with each other.
///
/// Shapes: `block` is row-major, `rows` x `width`, `width` a multiple of four; `gram` is row-major, `width` x `width`, and its lower
/// triangle is added to (with what four columns at a time reach beyond it).
enum BlockGram {
  /// Adds `Σ z zᵀ`, each product's rows from the first to the last and then onto `gram`.
  ///
  /// Grade: canonical. Four by four sums stay in registers; which sums share a tile changes none of them.
  static func add(
    _ block: UnsafePointer<Double>, rows: Int, width: Int, to gram: UnsafeMutablePointer<Double>
  ) {
    let start = UnsafeRawPointer(block)
    let target = UnsafeMutableRawPointer(gram)
    let lead = width * 8
    for i in stride(from: 0, to: width, by: 4) {
      for j in stride(from: 0, through: i, by: 4) {
        var first = SIMD4<Double>.zero
        var second = SIMD4<Double>.zero
        var third = SIMD4<Double>.zero
        var fourth = SIMD4<Double>.zero
        var row = start
        for _ in 0..<rows {
          let x = row.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
          let y = (row + i * 8).assumingMemoryBound(to: Double.self)
          first += x * y[0]
          second += x * y[1]
          third += x * y[2]
          fourth += x * y[3]
          row += lead
        }
        let place = target + i * lead + j * 8
        add(first, at: place)
        add(second, at: place + lead)
        add(third, at: place + 2 * lead)
        add(fourth, at: place + 3 * lead)
      }
    }
  }

  @inline(__always)
  private static func add(_ sum: SIMD4<Double>, at place: UnsafeMutableRawPointer) {
    place.storeBytes(of: place.loadUnaligned(as: SIMD4<Double>.self) + sum, as: SIMD4<Double>.self)
  }

  /// Adds `Σ z zᵀ` through BLAS, for a block of whole numbers.
  ///
  /// Grade: canonical as long as every sum stays below 2⁵³: whole numbers are added without rounding, so that neither the kernel's
  /// order nor its fused operations can be seen.
  /// Source: the idea is Ozaki, Ogita, Oishi & Rump's (2012), "Error-free transformations of matrix multiplication by using
  /// fast routines of matrix multiplication and its applications" (cited from memory).
  static func addWhole(
    _ block: UnsafePointer<Double>, rows: Int, width: Int, to gram: UnsafeMutablePointer<Double>
  ) {
    cblas_dsyrk(
      CBLAS.rowMajor, CBLAS.lower, CBLAS.transposed, Int32(width), Int32(rows), 1, block, Int32(width), 1,
      gram,
      Int32(width))
  }
}
