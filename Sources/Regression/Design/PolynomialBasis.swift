internal import Summaries

/// Polynomials that are orthogonal over the values they were made from, as R's `poly()` keeps them.
///
///     p_0 = 1,   p_k+1 = (x - alpha_k) p_k - norm2_k+1 / norm2_k  p_k-1;   column k is p_k / sqrt(norm2_k+1)
///
/// Shapes: `alpha` holds one value a degree, `norm2` two more: 1, n, then the sum of squares of each p_k.
/// Source: `poly` and `predict.poly` of R's stats; made here by the recurrence and not by a QR factorisation.
struct PolynomialBasis: Sendable {
  var alpha: [Double] = []
  var norm2: [Double] = [1]

  /// From the values, in any order, each as often as its frequency (empty = once); exact sums make the result free of both.
  init(over values: [Double], frequencies: [Int] = [], degree: Int) {
    var (previous, current) = (
      [Double](repeating: 0, count: values.count), [Double](repeating: 1, count: values.count)
    )
    norm2.append(Double(frequencies.isEmpty ? values.count : frequencies.reduce(0, +)))
    for step in 0..<degree {
      var weighted = ExactSum()
      for row in values.indices {
        let p = current[row]
        weighted.addProduct(values[row] * p, p, times: frequencies.isEmpty ? 1 : frequencies[row])
      }
      alpha.append(weighted.value / norm2[step + 1])
      let ratio = step == 0 ? 0 : norm2[step + 1] / norm2[step]
      var squares = ExactSum()
      for row in values.indices {
        let next = (values[row] - alpha[step]) * current[row] - ratio * previous[row]
        (previous[row], current[row]) = (current[row], next)
        squares.addProduct(next, next, times: frequencies.isEmpty ? 1 : frequencies[row])
      }
      norm2.append(squares.value)
    }
  }

  init(alpha: [Double], norm2: [Double]) {
    self.alpha = alpha
    self.norm2 = norm2
  }

  /// Column `degree`, from 1, at x.
  func value(_ degree: Int, at x: Double) -> Double {
    var (previous, current) = (0.0, 1.0)
    for step in 0..<degree {
      let next = (x - alpha[step]) * current - (step == 0 ? 0 : norm2[step + 1] / norm2[step]) * previous
      (previous, current) = (current, next)
    }
    return current / norm2[degree + 1].squareRoot()
  }
}
