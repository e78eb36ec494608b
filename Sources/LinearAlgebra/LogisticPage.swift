internal import COpenBLAS

/// What a run of rows gives to a binomial likelihood with logit link: information, gradient and log-likelihood.
///
///     information = Σ w v x xᵀ      gradient = Σ w (y - μ) x      log-likelihood = Σ w (y η - log(1 + exp(η)))
///
/// A block of 128 rows is scaled by √(w v), with the residual over that root as one more column, so that one `dsyrk`
/// gives information, gradient and Pearson's statistic.
///
/// Shapes: `gram` is row-major, `width + 1` x `width + 1`, its lower triangle filled; the gradient is its last row.
/// Grade: paged.
/// Not: safe to be used by two threads at once; each has its own.
public final class LogisticPage {
  public static let blockRows = 128

  /// Rows by reference, for the time of a call.
  public struct Rows: @unchecked Sendable {
    public let x: UnsafePointer<Double>
    public let y: UnsafePointer<Double>
    public let weights: UnsafePointer<Double>
    public let offset: UnsafePointer<Double>

    public init(
      x: UnsafePointer<Double>, y: UnsafePointer<Double>, weights: UnsafePointer<Double>,
      offset: UnsafePointer<Double>
    ) {
      self.x = x
      self.y = y
      self.weights = weights
      self.offset = offset
    }
  }

  /// The sums over the rows of a page.
  public struct Sums: Sendable, Equatable, Codable {
    public var gram: [Double]
    public var logLikelihood = 0.0
    /// `Σ w v`, by which a step of the coefficients becomes a root mean square step of η.
    public var variance = 0.0
    /// The largest |η|.
    public var reach = 0.0

    public init(width: Int) { gram = Array(repeating: 0, count: (width + 1) * (width + 1)) }

    public mutating func add(_ other: Sums) {
      for i in gram.indices { gram[i] += other.gram[i] }
      logLikelihood += other.logLikelihood
      variance += other.variance
      reach = max(reach, other.reach)
    }
  }

  let width: Int
  /// Scaled rows with the residual's column; then, one value a row, η, μ, v, l, w and y.
  private let block: UnsafeMutablePointer<Double>
  private let columns: UnsafeMutablePointer<Double>

  public init(width: Int) {
    self.width = width
    block = .allocate(capacity: Self.blockRows * (width + 1))
    columns = .allocate(capacity: Self.blockRows * 6)
    block.initialize(repeating: 0, count: Self.blockRows * (width + 1))
    columns.initialize(repeating: 0, count: Self.blockRows * 6)
  }

  deinit {
    block.deallocate()
    columns.deallocate()
  }

  private func column(_ index: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(columns + index * Self.blockRows)
  }

  /// η, μ, v, l, w and y of up to 128 rows into the columns; rows beyond the end weigh nothing.
  private func prepare(_ data: Rows, from first: Int, count: Int, coefficients: [Double]) {
    let c = columns
    let n = Self.blockRows
    for i in 0..<n {
      c[i] = i < count ? data.offset[first + i] : 0
      c[4 * n + i] = i < count ? data.weights[first + i] : 0
      c[5 * n + i] = i < count ? data.y[first + i] : 0
    }
    if width > 0 {
      cblas_dgemv(
        CBLAS.rowMajor, CBLAS.plain, Int32(count), Int32(width), 1, data.x + first * width,
        Int32(width), coefficients, 1, 1, c, 1)
    }
    for i in stride(from: 0, to: n, by: 8) {
      let eta = column(0).load(fromByteOffset: i * 8, as: SIMD8<Double>.self)
      let (mean, variance, softening) = LogisticFunction.values(eta)
      column(1).storeBytes(of: mean, toByteOffset: i * 8, as: SIMD8<Double>.self)
      column(2).storeBytes(of: variance, toByteOffset: i * 8, as: SIMD8<Double>.self)
      column(3).storeBytes(of: softening, toByteOffset: i * 8, as: SIMD8<Double>.self)
    }
  }

  /// Adds the rows of `range` to `sums`.
  public func add(_ data: Rows, _ range: Range<Int>, coefficients: [Double], to sums: inout Sums) {
    let n = Self.blockRows
    let c = columns
    let z = block
    let lead = width + 1
    for first in stride(from: range.lowerBound, to: range.upperBound, by: n) {
      let count = min(n, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      for i in 0..<count {
        let eta = c[i]
        let weight = c[4 * n + i]
        let y = c[5 * n + i]
        let variance = weight * c[2 * n + i]
        let root = variance.squareRoot()
        // y η - log(1 + exp(η)), without the difference of two large numbers.
        let straight = eta > 0 ? (y - 1) * eta : y * eta
        sums.logLikelihood += weight * (straight - c[3 * n + i])
        sums.variance += variance
        sums.reach = max(sums.reach, abs(eta))
        let source = data.x + (first + i) * width
        let target = z + i * lead
        for j in 0..<width { target[j] = root * source[j] }
        target[width] = root > 0 ? weight * (y - c[n + i]) / root : 0
      }
      sums.gram.withUnsafeMutableBufferPointer { gram in
        cblas_dsyrk(
          CBLAS.rowMajor, CBLAS.lower, CBLAS.transposed, Int32(lead), Int32(count), 1, z, Int32(lead), 1,
          gram.baseAddress, Int32(lead))
      }
    }
  }

  /// Adds `Σ h (1/2 - μ) x`, the gradient of `log det(information) / 2`, where h are the hat values.
  ///
  ///     h = w v xᵀ A⁻¹ x = |L⁻¹ √(w v) x|²
  public func addPenalty(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], information: Cholesky,
    to gradient: inout [Double]
  ) {
    let n = Self.blockRows
    let c = columns
    for first in stride(from: range.lowerBound, to: range.upperBound, by: n) {
      let count = min(n, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      hats(data, from: first, count: count, information: information)
      // The hat values stand in column 3 now.
      for i in 0..<count { c[3 * n + i] *= 0.5 - c[n + i] }
      cblas_dgemv(
        CBLAS.rowMajor, CBLAS.transposed, Int32(count), Int32(width), 1,
        data.x + first * width, Int32(width), c + 3 * n, 1, 1, &gradient, 1)
    }
  }

  /// Hat values of the prepared rows, into column 3.
  private func hats(_ data: Rows, from first: Int, count: Int, information: Cholesky) {
    let n = Self.blockRows
    let c = columns
    let z = block
    for i in 0..<count {
      let root = (c[4 * n + i] * c[2 * n + i]).squareRoot()
      let source = data.x + (first + i) * width
      let target = z + i * width
      for j in 0..<width { target[j] = root * source[j] }
    }
    cblas_dtrsm(
      CBLAS.rowMajor, CBLAS.right, CBLAS.lower, CBLAS.transposed, CBLAS.nonUnit, Int32(count), Int32(width),
      1,
      information.factor, Int32(width), z, Int32(width))
    for i in 0..<count {
      let source = z + i * width
      var sum = 0.0
      for j in 0..<width { sum += source[j] * source[j] }
      c[3 * n + i] = sum
    }
  }

  /// η, μ and, where the information is given, hat values of the rows of `range`, a row at a time.
  public func each(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], information: Cholesky?,
    _ body: (_ row: Int, _ eta: Double, _ mean: Double, _ variance: Double, _ hat: Double) -> Void
  ) {
    let n = Self.blockRows
    let c = columns
    for first in stride(from: range.lowerBound, to: range.upperBound, by: n) {
      let count = min(n, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      if let information { hats(data, from: first, count: count, information: information) }
      for i in 0..<count {
        body(first + i, c[i], c[n + i], c[2 * n + i], information == nil ? 0 : c[3 * n + i])
      }
    }
  }
}
