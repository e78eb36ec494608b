import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Arithmetic in one fixed order")
struct CanonicalArithmeticTests {
  /// A block of rows with small whole or broken values, without randomness.
  private func block(rows: Int, width: Int, scale: Double) -> [Double] {
    (0..<rows * width).map { (Double(($0 * 7919) % 2003) - 1001) * scale }
  }

  private func naive(_ block: [Double], rows: Int, width: Int) -> [Double] {
    var result = [Double](repeating: 0, count: width * width)
    for i in 0..<width {
      for j in 0...i {
        for row in 0..<rows { result[i * width + j] += block[row * width + i] * block[row * width + j] }
      }
    }
    return result
  }

  @Test("Products of a block's columns have the bits of the plain loop over its rows", arguments: [4, 8, 20])
  func blockGram(width: Int) {
    let values = block(rows: 128, width: width, scale: 0.1)
    var gram = [Double](repeating: 0, count: width * width)
    BlockGram.add(values, rows: 128, width: width, to: &gram)
    let plain = naive(values, rows: 128, width: width)
    for i in 0..<width { for j in 0...i { #expect(gram[i * width + j] == plain[i * width + j]) } }
  }

  @Test(
    "Sums of whole numbers through BLAS are exact, whichever kernel this machine has", arguments: [4, 20, 52])
  func wholeNumbers(width: Int) {
    BLASKernel.pinToOneThread()
    // 1,048,576 at the most: 4,096 products of 40 bits stay below 2⁵³.
    let values = block(rows: 4096, width: width, scale: 1047)
    var gram = [Double](repeating: 0, count: width * width)
    BlockGram.addWhole(values, rows: 4096, width: width, to: &gram)
    for i in 0..<width {
      for j in 0...i {
        var sum = 0
        for row in 0..<4096 { sum += Int(values[row * width + i]) * Int(values[row * width + j]) }
        #expect(gram[i * width + j] == Double(sum))
      }
    }
  }

  private static let sixDigits = Tolerance(
    relative: 1e-6, reason: "what columns rounded to whole numbers promise of the information")
  private static let rounding = Tolerance(absolute: 1e-14, reason: "a few roundings of numbers up to 9")

  @Test(
    "Where columns or weights are larger than their scaling says, the rows are summed as they are",
    arguments: [1.0, 4096])
  func brokenPromise(size: Double) throws {
    let (whole, own) = (try sums(.whole, size: size, scale: 1), try sums(.canonical, size: size, scale: 1))
    let isKept = size == 1
    #expect((whole.gram == own.gram) == !isKept)
    for i in 0..<6 {
      #expect(Self.sixDigits.admits(whole.information[i, i], for: own.information[i, i]))
    }
  }

  @Test("The information from whole numbers is that of the rows to six digits")
  func wholeInformation() throws {
    let (whole, own) = (try sums(.whole, size: 1, scale: 0.5), try sums(.canonical, size: 1, scale: 0.5))
    #expect(whole.gradient == own.gradient)
    #expect(whole.logLikelihood == own.logLikelihood)
    for i in 0..<6 {
      for j in 0..<6 {
        let digits = Tolerance(
          absolute: Self.sixDigits.relative * own.information[i, i], reason: Self.sixDigits.reason)
        #expect(digits.admits(whole.information[i, j], for: own.information[i, j]))
      }
    }
  }

  /// Sums over a page of 4,096 rows of values up to `size`, at small linear predictors.
  private func sums(
    _ curvature: LogisticPage.Curvature, size: Double, scale: Double
  ) throws -> LogisticPage.Sums {
    let (rows, width) = (4096, 6)
    BLASKernel.pinToOneThread()
    let x = block(rows: rows, width: width, scale: 0.00099 * size)
    let y = (0..<rows).map { Double($0 % 3 == 0 ? 1 : 0) }
    let ones = [Double](repeating: 1, count: rows)
    let zeros = [Double](repeating: 0, count: rows)
    let scaling = ColumnScaling(
      centre: Array(repeating: 0, count: width), scale: Array(repeating: scale, count: width),
      largestWeight: 1)
    var sums = LogisticPage.Sums(width: width, curvature: curvature)
    try x.withUnsafeBufferPointer { x in
      try y.withUnsafeBufferPointer { y in
        try ones.withUnsafeBufferPointer { ones in
          try zeros.withUnsafeBufferPointer { zeros in
            let data = LogisticPage.Rows(
              x: try #require(x.baseAddress), y: try #require(y.baseAddress),
              weights: try #require(ones.baseAddress), offset: try #require(zeros.baseAddress))
            LogisticPage(width: width, scaling: scaling).add(
              data, 0..<rows, coefficients: Array(repeating: 0.3 / size, count: width), curvature: curvature,
              to: &sums)
          }
        }
      }
    }
    return sums
  }

  @Test("A product in two doubles is without loss, and a long sum keeps what a double loses")
  func doubleDouble() {
    let product = DoubleDouble.product(134_217_729, 134_217_731)
    // (2²⁷ + 1)(2²⁷ + 3) = 2⁵⁴ + 2²⁹ + 3, which is odd and has 55 bits.
    #expect(Int(product.high) + Int(product.low) == 134_217_729 * 134_217_731)
    #expect(product.low != 0)
    var sum = DoubleDouble(1e16)
    for _ in 0..<10 { sum = sum + DoubleDouble(0.1) }
    sum = sum + DoubleDouble(-1e16)
    let last = Tolerance(absolute: 1e-15, reason: "0.1 in binary, ten times")
    #expect(last.admits(sum.value, for: 1))
  }

  @Test("Eigenvectors and eigenvalues give the matrix back, and the inverse root squared its inverse")
  func eigen() throws {
    let matrix = Matrix(rows: 3, columns: 3, elements: [4, 2, 2, 2, 5, 3, 2, 3, 6])
    let eigen = SymmetricEigen(matrix)
    for i in 0..<3 {
      for j in 0..<3 {
        let back = (0..<3).reduce(0.0) { $0 + eigen.vectors[i, $1] * eigen.values[$1] * eigen.vectors[j, $1] }
        #expect(Self.rounding.admits(back, for: matrix[i, j]))
      }
    }
    let inverse = try #require(Cholesky(matrix)).inverse
    let square = eigen.inverseRoot * eigen.inverseRoot
    for (a, b) in zip(square.elements, inverse.elements) { #expect(Self.rounding.admits(a, for: b)) }
  }

  @Test("A matrix with an empty direction has an inverse root of the others")
  func singular() {
    let root = SymmetricEigen(Matrix(rows: 2, columns: 2, elements: [1, 1, 1, 1])).inverseRoot
    // λ = 2 along (1, 1)/√2: 1/√2 times one half in each place.
    let last = Tolerance(absolute: 1e-15, reason: "a few roundings of numbers below 1")
    for value in root.elements { #expect(last.admits(value, for: 0.353_553_390_593_273_8)) }
  }

  @Test("Powers of ten and two have whole logarithms, halves are roots, and odd powers keep the sign")
  func wholeValues() {
    for k in 0...22 { #expect(logarithm10(integerPower(10, k)) == Double(k)) }
    for k in [-1000, -1, 0, 3, 52] { #expect(logarithm2(powerOfTwo(k)) == Double(k)) }
    #expect(power(2, 0.5) == 2.0.squareRoot())
    #expect(power(-2, 3) == -8 && power(-2, 2) == 4 && power(-2, 0.3).isNaN)
    #expect(power(0, 2) == 0 && power(0, -1) == .infinity && power(5, 0) == 1)
    #expect(power(10, 400) == .infinity && power(-10, 401) == -.infinity)
    #expect(exponential(710) == .infinity && exponential(-750) == 0 && exponential(0) == 1)
    #expect(logarithm(0) == -.infinity && logarithm(-1).isNaN && logarithm(1) == 0)
  }

  @Test("Exponentials of eight numbers are those of each alone, to the bit")
  func eightExponentials() {
    var draws = SplitMix64(seed: 8)
    var given: [SIMD8<Double>] = (0..<2_000).map { _ in
      var x = SIMD8<Double>()
      for lane in 0..<8 { x[lane] = (draws.uniform() - 0.5) * 200 }
      return x
    }
    given.append(SIMD8(0, -0.0, 700, -700, 710, -750, .infinity, .nan))
    for x in given {
      let eight = exponential(x)
      for lane in 0..<8 { #expect(eight[lane].bitPattern == exponential(x[lane]).bitPattern) }
    }
  }
}
