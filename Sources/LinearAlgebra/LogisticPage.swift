/// What a run of rows gives to a binomial likelihood with logit link: gradient, log-likelihood and information.
///
///     gradient = Σ w (y - μ) z      log-likelihood = Σ w (y η - log(1 + exp(η)))      information = Σ w v z zᵀ
///
/// Rows are taken in blocks of 128, in which a sum runs from the first row to the last; blocks are added in their order.
///
/// Shapes: columns are padded with zeros to a multiple of four, `lead`; `gram` is row-major, `lead` x `lead`, its lower
/// triangle filled.
/// Grade: canonical.
/// Not: safe to be used by two threads at once; each has its own.
public final class LogisticPage {
  public static let blockRows = 128
  /// The most rows of one call of ``add(_:_:coefficients:curvature:to:)``: 4,096 sums of 40 bits stay below 2⁵³.
  public static let mostRows = 4096

  /// How the information is summed.
  public enum Curvature: Sendable {
    /// Not at all.
    case none
    /// From rows rounded to whole numbers of 20 bits, by BLAS, without a rounding of its own: for the rounds of a search.
    case whole
    /// From the rows as they are, in the house's own arithmetic: for what is printed.
    case canonical
  }

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

  let width: Int
  let lead: Int
  /// Rows of a block after centring and scaling, later times roots or rounded.
  let block: UnsafeMutablePointer<Double>
  /// One value a row: η, μ, v, l, w and y; then room for what is summed.
  let columns: UnsafeMutablePointer<Double>
  /// One value a column: centres, scales, coefficients.
  let parameters: UnsafeMutablePointer<Double>
  /// Sums of whole numbers, or rows turned to columns.
  let room: UnsafeMutablePointer<Double>
  /// What 20 bits stand for: `|√(w v) z| wholeScale` is at most 2²⁰.
  private let wholeScale: Double

  public init(width: Int, scaling: ColumnScaling? = nil) {
    let scaling = scaling ?? ColumnScaling(none: width)
    precondition(scaling.width == width, "a scaling has the width of its rows")
    self.width = width
    lead = (width + 3) / 4 * 4
    block = .allocate(capacity: max(1, Self.blockRows * lead))
    columns = .allocate(capacity: Self.blockRows * 7)
    parameters = .allocate(capacity: max(1, 3 * lead))
    room = .allocate(capacity: max(1, lead * max(lead, Self.blockRows)))
    block.initialize(repeating: 0, count: max(1, Self.blockRows * lead))
    columns.initialize(repeating: 0, count: Self.blockRows * 7)
    parameters.initialize(repeating: 0, count: max(1, 3 * lead))
    room.initialize(repeating: 0, count: max(1, lead * max(lead, Self.blockRows)))
    for j in 0..<width {
      parameters[j] = scaling.centre[j]
      parameters[lead + j] = scaling.scale[j]
    }
    // √v is at most one half.
    wholeScale = 1_048_576 * ColumnScaling.scale(for: scaling.largestWeight.squareRoot() / 2)
  }

  deinit {
    block.deallocate()
    columns.deallocate()
    parameters.deallocate()
    room.deallocate()
  }

  /// Adds the rows of `range` to `sums`.
  public func add(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], curvature: Curvature, to sums: inout Sums
  ) {
    precondition(range.count <= Self.mostRows, "a page holds at most \(Self.mostRows) rows")
    if curvature == .whole { room.update(repeating: 0, count: lead * lead) }
    for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockRows) {
      let count = min(Self.blockRows, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      addScalars(count: count, to: &sums)
      addGradient(count: count, to: &sums.gradient)
      switch curvature {
      case .none: break
      case .whole:
        scaleToWhole(count: count)
        BlockGram.addWhole(block, rows: count, width: lead, to: room)
      case .canonical:
        scaleByRoots(count: count)
        sums.gram.withUnsafeMutableBufferPointer { gram in
          if let gram = gram.baseAddress { BlockGram.add(block, rows: count, width: lead, to: gram) }
        }
      }
    }
    if curvature == .whole { addWhole(data, range, coefficients: coefficients, to: &sums) }
  }

  /// Takes the sums of whole numbers over, if they are proved to be without rounding.
  ///
  /// Squares only add up, and no other sum is larger than theirs: where they stay below 2⁵², nothing was rounded. Where a
  /// scaling did not keep its promise they do not, whatever the kernel, and the rows are summed as they are.
  private func addWhole(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], to sums: inout Sums
  ) {
    if (0..<width).allSatisfy({ room[$0 * lead + $0] <= 4_503_599_627_370_496 }) {
      let unit = 1 / (wholeScale * wholeScale)
      for i in 0..<lead * lead { sums.gram[i] += room[i] * unit }
    } else {
      var again = Sums(width: width, curvature: .canonical)
      add(data, range, coefficients: coefficients, curvature: .canonical, to: &again)
      for i in 0..<lead * lead { sums.gram[i] += again.gram[i] }
    }
  }

  /// Log-likelihood, variance and reach of the prepared rows, and their residuals into column 6.
  private func addScalars(count: Int, to sums: inout Sums) {
    let n = Self.blockRows
    let c = columns
    var likelihood = 0.0
    var total = 0.0
    var reach = sums.reach
    for i in 0..<count {
      let eta = c[i]
      let weight = c[4 * n + i]
      let y = c[5 * n + i]
      let variance = weight * c[2 * n + i]
      let residual = weight * (y - c[n + i])
      // y η - log(1 + exp(η)), without the difference of two large numbers.
      let straight = eta > 0 ? (y - 1) * eta : y * eta
      likelihood += weight * (straight - c[3 * n + i])
      total += variance
      reach = max(reach, abs(eta))
      c[6 * n + i] = residual
    }
    sums.logLikelihood += likelihood
    sums.variance += total
    sums.reach = reach
  }

  /// Adds `Σ c z`, with c in column 6.
  private func addGradient(count: Int, to gradient: inout [Double]) {
    let factors = columns + 6 * Self.blockRows
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let gradient = gradient.baseAddress else { return }
      let target = UnsafeMutableRawPointer(gradient)
      for j in stride(from: 0, to: lead, by: 4) {
        var row = UnsafeRawPointer(block + j)
        var sum = SIMD4<Double>.zero
        for i in 0..<count {
          sum += row.loadUnaligned(as: SIMD4<Double>.self) * factors[i]
          row += lead * 8
        }
        let sofar = target.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
        target.storeBytes(of: sofar + sum, toByteOffset: j * 8, as: SIMD4<Double>.self)
      }
    }
  }

  private func root(_ i: Int) -> Double {
    (columns[4 * Self.blockRows + i] * columns[2 * Self.blockRows + i]).squareRoot()
  }

  func scaleByRoots(count: Int) {
    for i in 0..<count {
      let root = root(i)
      let row = UnsafeMutableRawPointer(block + i * lead)
      for j in stride(from: 0, to: lead * 8, by: 32) {
        let z = row.loadUnaligned(fromByteOffset: j, as: SIMD4<Double>.self)
        row.storeBytes(of: z * root, toByteOffset: j, as: SIMD4<Double>.self)
      }
    }
  }

  private func scaleToWhole(count: Int) {
    for i in 0..<count {
      let factor = root(i) * wholeScale
      let row = UnsafeMutableRawPointer(block + i * lead)
      for j in stride(from: 0, to: lead * 8, by: 32) {
        let z = row.loadUnaligned(fromByteOffset: j, as: SIMD4<Double>.self)
        // Adding 1.5 · 2⁵² leaves no room for a fraction.
        let rounded = (z * factor + 6_755_399_441_055_744.0) - 6_755_399_441_055_744.0
        row.storeBytes(of: rounded, toByteOffset: j, as: SIMD4<Double>.self)
      }
    }
  }

  /// Adds `Σ h (1/2 - μ) z`, the gradient of `log det(information) / 2`, where h are the hat values.
  public func addPenalty(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], hat: HatFactor, to gradient: inout [Double]
  ) {
    let n = Self.blockRows
    let c = columns
    for first in stride(from: range.lowerBound, to: range.upperBound, by: n) {
      let count = min(n, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      hats(hat, count: count)
      for i in 0..<count { c[6 * n + i] = c[3 * n + i] * (0.5 - c[n + i]) }
      addGradient(count: count, to: &gradient)
    }
  }

  /// η, μ and, where the information is given, hat values of the rows of `range`, a row at a time.
  public func each(
    _ data: Rows, _ range: Range<Int>, coefficients: [Double], information: Cholesky?,
    _ body: (_ row: Int, _ eta: Double, _ mean: Double, _ variance: Double, _ hat: Double) -> Void
  ) {
    let n = Self.blockRows
    let c = columns
    let hat = information.map { HatFactor($0) }
    for first in stride(from: range.lowerBound, to: range.upperBound, by: n) {
      let count = min(n, range.upperBound - first)
      prepare(data, from: first, count: count, coefficients: coefficients)
      if let hat { hats(hat, count: count) }
      for i in 0..<count {
        body(first + i, c[i], c[n + i], c[2 * n + i], hat == nil ? 0 : c[3 * n + i])
      }
    }
  }
}
