import Regression

extension SuppressedRegression {
  /// Rounds estimates to two decimals (two digits below 1, so that no small limit becomes 0) and counts to five, and hides likelihoods (`opensafely`).
  ///
  /// A likelihood with every digit tells which of the 25 pairs of counts behind two rounded ones is the true one.
  mutating func roundEverything() {
    for place in rows.indices {
      guard var term = rows[place].estimate else { continue }
      term.estimate = Self.rounded(term.estimate)
      term.standardError = Self.rounded(term.standardError)
      term.statistic = Self.rounded(term.statistic)
      term.pValue = Self.rounded(term.pValue, to: 1000)
      term.confLow = Self.rounded(term.confLow)
      term.confHigh = Self.rounded(term.confHigh)
      rows[place].estimate = term
    }
    for place in tests.indices {
      guard var test = tests[place].test else { continue }
      test.likelihoodRatio = test.likelihoodRatio.map { Self.rounded($0) }
      test.likelihoodRatioP = test.likelihoodRatioP.map { Self.rounded($0, to: 1000) }
      test.score = test.score.map { Self.rounded($0) }
      test.scoreP = test.scoreP.map { Self.rounded($0, to: 1000) }
      test.wald = test.wald.map { Self.rounded($0) }
      test.waldP = test.waldP.map { Self.rounded($0, to: 1000) }
      tests[place].test = test
    }
    for place in summary.indices {
      switch (summary[place].kind, summary[place].cell) {
      case (.likelihood, .number): summary[place].cell = .hidden
      case (.performance, .number(let value)): summary[place].cell = .number(Self.rounded(value))
      case (.count, .count(let count)):
        summary[place].cell = Cell(count: Rounding.shown(count), orHidden: true)
      case (.count, .number(let value)): summary[place].cell = .number((value / 5).rounded() * 5)
      default: continue
      }
    }
    notes.append(
      "Counts up to 7 are hidden and all others are rounded to the nearest 5. Estimates, limits and measures of fit are "
        + "of the true counts, given to two decimals, or two digits below 1; likelihoods, which would give the counts "
        + "back, are hidden.")
  }

  /// To two decimals; below 1 to two significant digits.
  static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var parts = 100.0
    while value.magnitude * parts < 10, parts < 1e12 { parts *= 10 }
    return (value * parts).rounded() / parts
  }

  /// To as many parts of one: for probabilities.
  static func rounded(_ value: Double, to parts: Double) -> Double {
    value.isFinite ? (value * parts).rounded() / parts : value
  }
}
