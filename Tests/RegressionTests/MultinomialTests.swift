import LinearAlgebra
import Regression
import Summaries
import TestSupport
import Testing

@Suite("Multinomial regression")
struct MultinomialTests {
  private func design(_ x: [[Double]], y: [Double] = []) -> Design {
    let names = (1...x.count).map { "x\($0)" }
    return Design(
      columns: ["(Intercept)"] + names, assignment: Array(-1..<x.count), terms: names, count: x[0].count,
      x: x[0].indices.flatMap { row in [1] + x.map { $0[row] } },
      y: y.isEmpty ? Array(repeating: 0, count: x[0].count) : y)
  }

  /// Two covariates and a level that hangs on the first.
  private func drawn(_ count: Int, levels: Int, seed: UInt64) -> (x: [[Double]], outcome: [Int]) {
    var draws = SplitMix64(seed: seed)
    let x = (0..<2).map { _ in (0..<count).map { _ in draws.uniform() } }
    return (x, x[0].map { min(levels - 1, Int(draws.uniform() * (Double(levels) - 0.7 * $0))) })
  }

  private func options(_ method: RegressionOptions.Method) -> RegressionOptions {
    var options = RegressionOptions()
    options.method = method
    return options
  }

  /// Who computed: `Datasets/reference/multinomial/make.R`, nnet 7.3-18.
  @Test("Coefficients, errors and deviance are those of nnet's multinom")
  func reference() throws {
    let rows = try referenceRows("multinomial/input.csv")
    func column(_ name: String) -> [Double] { rows.map { $0[name].flatMap(Double.init) ?? .nan } }
    let fit = try MultinomialRegression(RegressionOptions()).estimate(
      design([column("x1"), column("x2")]), levels: 3, outcome: column("y").map { Int($0) })
    let estimates = Tolerance(
      absolute: 1e-6, relative: 1e-6, reason: "multinom ends where the deviance stands still")
    let known = try referenceRows("multinomial/expected.csv")
    for (place, row) in known.enumerated() {
      let value = try #require(row["estimate"].flatMap(Double.init))
      guard let error = row["se"].flatMap(Double.init) else {
        #expect(Tolerance(relative: 1e-12, reason: "flat at its end").admits(fit.deviance, for: value))
        continue
      }
      #expect(estimates.admits(fit.coefficients[place / 3][place % 3], for: value))
      #expect(estimates.admits(fit.covariance[place * 7].squareRoot(), for: error))
    }
  }

  @Test(
    "Of two levels it is the logistic regression, with Firth's penalty too",
    arguments: [RegressionOptions.Method.ml, .firth])
  func twoLevels(method: RegressionOptions.Method) throws {
    let (x, outcome) = drawn(120, levels: 2, seed: 8)
    let tolerance = Tolerance(absolute: 1e-9, relative: 1e-9, reason: "two ways to one maximum")
    let one = try MultinomialRegression(options(method)).estimate(design(x), levels: 2, outcome: outcome)
    let other = try LogisticRegression(options(method)).estimate(design(x, y: outcome.map(Double.init)))
    for place in 0..<3 {
      #expect(tolerance.admits(one.coefficients[0][place], for: other.coefficients[place]))
    }
    for place in 0..<9 { #expect(tolerance.admits(one.covariance[place], for: other.covariance[place])) }
  }

  @Test("The penalised likelihood has its top where its gradient says, found by trying each coefficient")
  func penalty() throws {
    let (x, outcome) = drawn(60, levels: 3, seed: 4)
    let fit = try MultinomialRegression(options(.firth)).estimate(design(x), levels: 3, outcome: outcome)
    func objective(_ b: [[Double]]) throws -> Double {
      var sum = 0.0
      var information = Matrix(zeros: 6, 6)
      for row in outcome.indices {
        let z = [1, x[0][row], x[1][row]]
        let weights = [1.0] + b.map { block in exponential(zip(block, z).reduce(0) { $0 + $1.0 * $1.1 }) }
        let total = weights.reduce(0, +)
        sum += logarithm(weights[outcome[row]] / total)
        for i in 0..<6 {
          for j in 0..<6 {
            let (p, q) = (weights[i / 3 + 1] / total, weights[j / 3 + 1] / total)
            information[i, j] += ((i / 3 == j / 3 ? p : 0) - p * q) * z[i % 3] * z[j % 3]
          }
        }
      }
      return sum + (try #require(Cholesky(information))).logDeterminant / 2
    }
    let top = try objective(fit.coefficients)
    for place in 0..<6 {
      for step in [-1e-3, 1e-3] {
        var moved = fit.coefficients
        moved[place / 3][place % 3] += step
        #expect(try objective(moved) < top)
      }
    }
  }

  @Test("Levels that a covariate parts are refused by its name, and Firth's penalty goes on")
  func separated() throws {
    let x: [[Double]] = [(0..<60).map { Double($0) }, (0..<60).map { Double($0 * 7 % 13) }]
    let outcome: [Int] = (0..<60).map { $0 < 20 ? 0 : 1 + $0 % 2 }
    #expect {
      _ = try MultinomialRegression(RegressionOptions()).estimate(design(x), levels: 3, outcome: outcome)
    } throws: { error in
      guard case .separated(let term, _) = error as? StatisticError else { return false }
      return term == "x1"
    }
    let fit = try MultinomialRegression(options(.firth)).estimate(design(x), levels: 3, outcome: outcome)
    #expect(fit.coefficients.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test("A column that repeats others has no coefficient, and a level of few rows is refused")
  func refusals() throws {
    let (x, outcome) = drawn(100, levels: 3, seed: 2)
    let fit = try MultinomialRegression(RegressionOptions()).estimate(
      design(x + [zip(x[0], x[1]).map { $0 + 2 * $1 }]), levels: 3, outcome: outcome)
    #expect(fit.kept == [0, 1, 2])
    var rare = outcome.map { min($0, 1) }
    rare[3] = 2
    #expect(throws: StatisticError.fewEvents(events: 1, parameters: 2)) {
      try MultinomialRegression(RegressionOptions()).estimate(design(x), levels: 3, outcome: rare)
    }
    #expect(throws: StatisticError.constantOutcome(events: 67, n: 100)) {
      try MultinomialRegression(RegressionOptions()).estimate(
        design(x), levels: 3, outcome: (0..<100).map { $0 < 67 ? 0 : 1 })
    }
  }
}
