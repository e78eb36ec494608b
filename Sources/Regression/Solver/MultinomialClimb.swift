import LinearAlgebra

/// Newton's method with halved steps on a multinomial likelihood, with or without Jeffreys' penalty.
///
///     gradientᵇ = Σ w (1[y = b] - pᵇ) z      informationᵇᶜ = Σ w (δᵇᶜ pᵇ - pᵇ pᶜ) z zᵀ
///     penaltyᵃ = Σ w ½ Σ over b, c of Tᵇᶜ ∂(δᵇᶜ pᵇ - pᵇ pᶜ)/∂ηᵃ z,   Tᵇᶜ = zᵀ (information⁻¹)ᵇᶜ z
///
/// Shapes: coefficients, gradient and information hold the levels after the first one after another.
/// Grade: canonical; rows are added from the first to the last in blocks of 512.
/// Source: the penalty's gradient is `½ tr(I⁻¹ ∂I)`, Firth (1993) (cited from memory), worked out here.
struct MultinomialClimb {
  let rows: LikelihoodRows
  let levels: Int
  let outcome: [Int]
  let isPenalised: Bool

  struct Top {
    var coefficients: [Double]
    var logLikelihood: Double
    var factor: Cholesky
    var reach: Double
    var rounds: Int
    var converged: Bool
  }

  private struct Point {
    var coefficients: [Double]
    var logLikelihood = 0.0
    var gradient: [Double]
    var factor: Cholesky
    var variance = 0.0
    var reach = 0.0
    var objective = 0.0
  }

  private var blocks: Int { levels - 1 }
  private var order: Int { blocks * rows.width }

  mutating func run() -> Top? {
    let mostRounds = isPenalised ? 200 : 60
    guard var here = point(at: [Double](repeating: 0, count: order)) else { return nil }
    var (rounds, previous) = (1, Double.infinity)
    while true {
      let gradient = isPenalised ? zip(here.gradient, penalty(here)).map { $0 + $1 } : here.gradient
      let step = here.factor.solve(gradient)
      let change = here.variance > 0 ? (dot(step, gradient) / here.variance).squareRoot() : Double.infinity
      // Where rounding keeps a small change from becoming smaller, there is no more to be had.
      if change <= 1e-12 || (change < 1e-8 && change > 0.5 * previous) {
        for i in step.indices { here.coefficients[i] += step[i] }
        return top(here, rounds, converged: true)
      }
      if rounds >= mostRounds || (!isPenalised && here.reach > 40) {
        return top(here, rounds, converged: false)
      }
      previous = change
      let slack = 1e-11 * (abs(here.objective) + 1)
      var scale = min(1, 20 / change)
      var found: Point?
      for _ in 0..<40 where found == nil {
        rounds += 1
        let candidate = zip(here.coefficients, step).map { $0 + scale * $1 }
        if let next = point(at: candidate), next.objective >= here.objective - slack { found = next }
        scale /= 2
      }
      guard let found else { return top(here, rounds, converged: false) }
      here = found
    }
  }

  private func top(_ point: Point, _ rounds: Int, converged: Bool) -> Top {
    Top(
      coefficients: point.coefficients, logLikelihood: point.logLikelihood, factor: point.factor,
      reach: point.reach, rounds: rounds, converged: converged)
  }

  /// `nil` where the likelihood is no number or the information is singular.
  private func point(at coefficients: [Double]) -> Point? {
    let (width, order) = (rows.width, order)
    var information = Matrix(zeros: order, order)
    var gradient = [Double](repeating: 0, count: order)
    var (likelihood, variance, reach) = (0.0, 0.0, 0.0)
    var products = [Double](repeating: 0, count: blocks * blocks * width * width)
    var slope = gradient
    for first in stride(from: 0, to: rows.count, by: 512) {
      for i in products.indices { products[i] = 0 }
      for i in slope.indices { slope[i] = 0 }
      var part = 0.0
      for row in first..<min(first + 512, rows.count) {
        let (eta, shares, logTotal) = shares(row, coefficients)
        let (weight, level) = (rows.weights[row], outcome[row])
        part += weight * ((level == 0 ? 0 : eta[level - 1]) - logTotal)
        for b in 0..<blocks {
          reach = max(reach, abs(eta[b]))
          variance += weight * shares[b] * (1 - shares[b])
          add(weight * ((level == b + 1 ? 1 : 0) - shares[b]), row, to: &slope, at: b * width)
          for c in 0...b {
            let factor = weight * ((b == c ? shares[b] : 0) - shares[b] * shares[c])
            addProducts(factor, row, to: &products, at: (b * blocks + c) * width * width)
          }
        }
      }
      likelihood += part
      for i in 0..<order { gradient[i] += slope[i] }
      for b in 0..<blocks {
        for c in 0...b {
          for i in 0..<width {
            for j in 0...i {
              information[b * width + i, c * width + j] +=
                products[((b * blocks + c) * width + i) * width + j]
            }
          }
        }
      }
    }
    // Blocks are symmetric in themselves.
    for b in 0..<blocks {
      for c in 0..<b {
        for i in 0..<width {
          for j in 0..<i {
            information[b * width + j, c * width + i] = information[b * width + i, c * width + j]
          }
        }
      }
    }
    for i in 0..<order { for j in 0..<i { information[j, i] = information[i, j] } }
    guard likelihood.isFinite, let factor = Cholesky(information) else { return nil }
    var result = Point(coefficients: coefficients, gradient: gradient, factor: factor)
    (result.logLikelihood, result.variance, result.reach) = (likelihood, variance, reach)
    result.objective = likelihood + (isPenalised ? factor.logDeterminant / 2 : 0)
    return result
  }

  /// η of the levels after the first, their shares, and log Σ exp(η) over all levels.
  private func shares(_ row: Int, _ coefficients: [Double]) -> ([Double], [Double], Double) {
    let width = rows.width
    var eta = [Double](repeating: 0, count: blocks)
    for b in 0..<blocks {
      for j in 0..<width { eta[b] += rows.x[row * width + j] * coefficients[b * width + j] }
    }
    let most = max(0, eta.max() ?? 0)
    var shares = eta.map { exponential($0 - most) }
    var total = exponential(-most)
    for share in shares { total += share }
    for b in 0..<blocks { shares[b] /= total }
    return (eta, shares, most + logarithm(total))
  }

  private func add(_ factor: Double, _ row: Int, to sums: inout [Double], at place: Int) {
    let width = rows.width
    for j in 0..<width { sums[place + j] += factor * rows.x[row * width + j] }
  }

  private func addProducts(_ factor: Double, _ row: Int, to sums: inout [Double], at place: Int) {
    let width = rows.width
    rows.x.withUnsafeBufferPointer { x in
      sums.withUnsafeMutableBufferPointer { sums in
        for i in 0..<width {
          let value = factor * x[row * width + i]
          for j in 0...i { sums[place + i * width + j] += value * x[row * width + j] }
        }
      }
    }
  }

  private func penalty(_ point: Point) -> [Double] {
    let width = rows.width
    let inverse = point.factor.inverse
    var result = [Double](repeating: 0, count: order)
    for row in 0..<rows.count {
      let z = Array(rows.x[row * width..<(row + 1) * width])
      let (_, p, _) = shares(row, point.coefficients)
      var hats = [Double](repeating: 0, count: blocks * blocks)
      for b in 0..<blocks {
        for c in 0..<blocks {
          for i in 0..<width {
            for j in 0..<width { hats[b * blocks + c] += z[i] * inverse[b * width + i, c * width + j] * z[j] }
          }
        }
      }
      for a in 0..<blocks {
        var factor = 0.0
        for b in 0..<blocks {
          factor += hats[b * blocks + b] * p[b] * ((a == b ? 1 : 0) - p[a])
          for c in 0..<blocks {
            let marks: Double = (a == b ? 1 : 0) + (a == c ? 1 : 0) - 2 * p[a]
            factor -= hats[b * blocks + c] * p[b] * p[c] * marks
          }
        }
        add(rows.weights[row] * factor / 2, row, to: &result, at: a * width)
      }
    }
    return result
  }
}
