/// The lowest and the highest value that weighting can have where what was not recorded moves the odds of what was given by a bounded
/// factor.
public struct ConfoundingBounds: Sendable, Equatable {
  /// The bound Λ of the odds ratio, at least 1.
  public let oddsRatio: Double
  public let low: Double
  public let high: Double

  public init(oddsRatio: Double, low: Double, high: Double) {
    (self.oddsRatio, self.low, self.high) = (oddsRatio, low, high)
  }
}

extension JudgedPolicy {
  /// Bounds of the weighted mean under the marginal sensitivity model, at every stage where the policy gives something:
  ///
  ///     1/Λ <= odds(A | h) / odds(A | h, unrecorded) <= Λ
  ///     w between Π p (1 + (1/π - 1) / Λ) / ρ and Π p (1 + (1/π - 1) Λ) / ρ,      value = Σ w U / Σ w
  ///
  /// The largest such mean has the largest weights where U is above some value, and the smallest weights below; all such values are tried.
  ///
  /// Grade: canonical
  /// Not: limits; sampling error is not in them, and nothing says that a Λ holds. Losses, and the models themselves, are taken as right.
  /// Source: Zhao, Small & Bhattacharya (2019), "Sensitivity analysis for inverse probability weighting estimators via the percentile
  /// bootstrap" (cited from memory); over stages the bounds of each multiply.
  public func bounds(oddsRatio: Double) -> ConfoundingBounds {
    precondition(oddsRatio >= 1, "an odds ratio of at least 1")
    let rows = models.rows
    var (least, most) = ([Double](repeating: 1, count: rows.count), [Double](repeating: 1, count: rows.count))
    var gained = rows.entry.isEmpty ? [Double](repeating: 0, count: rows.count) : rows.entry
    for (place, stage) in rows.stages.enumerated() {
      for (row, patient) in stage.patients.enumerated() {
        guard weights.weights[place][row] > 0 else {
          (least[patient], most[patient]) = (0, 0)
          continue
        }
        gained[patient] += stage.reward[row]
        let set = models.fold[patient]
        let rule = policy.rules[place]
        let ratio = models.ratio(rule, place, row, set).value
        if rule.isObserved(row) {
          least[patient] *= ratio
          most[patient] *= ratio
        } else {
          let own = models.probability(place, row, set).value
          // The weight is p / (π ρ); of 1 / π the part beyond 1 moves.
          least[patient] *= ratio * (own + (1 - own) / oddsRatio)
          most[patient] *= ratio * (own + (1 - own) * oddsRatio)
        }
      }
    }
    let members = (0..<rows.count).filter { most[$0] > 0 }.sorted { (gained[$0], $0) < (gained[$1], $1) }
    return ConfoundingBounds(
      oddsRatio: oddsRatio, low: Self.extreme(members, gained, below: most, above: least, sign: -1),
      high: Self.extreme(members, gained, below: least, above: most, sign: 1))
  }

  /// The extreme weighted mean with one weight for patients up to a place, in the order of what they gained, and another for those after it.
  private static func extreme(
    _ members: [Int], _ gained: [Double], below: [Double], above: [Double], sign: Double
  ) -> Double {
    var (total, sum) = (0.0, 0.0)
    for patient in members {
      total += above[patient]
      sum += above[patient] * gained[patient]
    }
    var best = sum / total
    for patient in members {
      total += below[patient] - above[patient]
      sum += (below[patient] - above[patient]) * gained[patient]
      if sign * (sum / total) > sign * best { best = sum / total }
    }
    return best
  }
}
