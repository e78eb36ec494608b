import LinearAlgebra
import TestSupport
import Testing

@Suite("Factors of matrices")
struct FactorTests {
  private let rounding = Tolerance(absolute: 1e-14, reason: "a few roundings of numbers up to 11")

  @Test("A drawn matrix is solved, inverted and its determinant found")
  func cholesky() throws {
    let matrix = Matrix(rows: 3, columns: 3, elements: [4, 2, 2, 2, 5, 3, 2, 3, 6])
    let factor = try #require(Cholesky(matrix))
    let x = factor.solve([8, 10, 11])
    for (value, expected) in zip(x, [1.0, 1, 1]) { #expect(rounding.admits(value, for: expected)) }
    // 4 (30 - 9) - 2 (12 - 6) + 2 (6 - 10) = 64
    let ofLogarithm = Tolerance(absolute: 1e-12, reason: "the exponential widens a rounding of log 64 by 64")
    #expect(ofLogarithm.admits(exponential(factor.logDeterminant), for: 64))
    let one = matrix * factor.inverse
    for i in 0..<3 { for j in 0..<3 { #expect(rounding.admits(one[i, j], for: i == j ? 1 : 0)) } }
  }

  @Test("A matrix that is not positive definite has no factor")
  func indefinite() {
    #expect(Cholesky(Matrix(rows: 2, columns: 2, elements: [1, 2, 2, 1])) == nil)
    #expect(Cholesky(Matrix(rows: 2, columns: 2, elements: [.nan, 0, 0, 1])) == nil)
  }

  @Test("Half solutions and the inverse of the factor give the factor back")
  func halves() throws {
    let matrix = Matrix(rows: 3, columns: 3, elements: [4, 2, 2, 2, 5, 3, 2, 3, 6])
    let factor = try #require(Cholesky(matrix))
    let b = [8.0, 10, 11]
    let half = factor.halfSolve(b)
    let ofSums = Tolerance(absolute: 1e-13, reason: "two sums near 29 that round on different ways")
    #expect(ofSums.admits(dot(half, half), for: dot(b, factor.solve(b))))
    #expect(factor.backSolve(half) == factor.solve(b))
    let byInverse = factor.inverseFactor * b
    for (x, y) in zip(byInverse, half) { #expect(rounding.admits(x, for: y)) }
  }

  /// Who computed the expected numbers: R's `pchisq(x, df, lower.tail = FALSE)`.
  @Test("The upper tail of chi-squared is R's")
  func chiSquared() {
    let printed = Tolerance(relative: 1e-12, reason: "R's own tails are good to about as much")
    for (x, df, expected) in [
      (3.841458820694124, 1, 0.05), (5.991464547107979, 2, 0.05), (0.5, 3, 0.9188914116546759),
      (30.0, 5, 1.474858103844305e-05), (200.0, 10, 1.613930533697731e-37),
    ] {
      let value = ChiSquaredDistribution(degreesOfFreedom: df).upper(x)
      #expect(printed.admits(value, for: expected), "\(x) \(df): \(value)")
    }
  }

  @Test("Every piece of work is done once, whatever the number of threads", arguments: [1, 2, 7])
  func workers(threads: Int) {
    let counts = Counts(100)
    Workers.run(threads, pieces: 100) { counts.add($0) }
    #expect(counts.values == Array(repeating: 1, count: 100))
  }
}
