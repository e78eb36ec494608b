extension ActionModels {
  /// `1[A = d] R h(π) / (P(d | x) ρ(d, x))`, the weight of each row for the mean of a target.
  func weights(of target: [Bool]) -> [Double] {
    (0..<rows.count).map { row in
      guard rows.hadFirst(row) == target[row], rows.isSeen(row) else { return 0 }
      return tilt(row).value / probability(of: target[row], row).value / seen[target[row] ? 1 : 0].values[row]
    }
  }

  /// The weight of each row for its own action, whether or not its outcome was seen: what balances covariates.
  func treatmentWeights() -> [Double] {
    (0..<rows.count).map { tilt($0).value / probability(of: rows.hadFirst($0), $0).value }
  }

  /// `h(π)` and its derivative by the linear predictor of π.
  private func tilt(_ row: Int) -> (value: Double, slope: Double) {
    let (share, slope) = (propensity.values[row], propensity.slopes[row])
    switch options.population {
    case .everybody: return (1, 0)
    case .first: return (share, slope)
    case .overlap: return (slope, slope * (1 - 2 * share))
    }
  }

  /// The derivative of a row's weight by the linear predictor of π; a truncated probability does not move.
  func weightDerivative(_ row: Int, _ isFirst: Bool) -> Double {
    let (value, slope) = tilt(row)
    let (own, isTruncated) = probability(of: isFirst, row)
    let ownSlope = isTruncated ? 0 : isFirst ? propensity.slopes[row] : -propensity.slopes[row]
    return (slope * own - value * ownSlope) / (own * own) / seen[isFirst ? 1 : 0].values[row]
  }
}
