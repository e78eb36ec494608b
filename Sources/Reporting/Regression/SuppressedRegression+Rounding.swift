import Statistics

extension SuppressedRegression {
  /// Rounds estimates to two decimals and counts to five, and hides likelihoods (`opensafely`).
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
        summary[place].cell = Cell(count: SuppressedResults.rounded(count), orHidden: true)
      case (.count, .number(let value)): summary[place].cell = .number((value / 5).rounded() * 5)
      default: continue
      }
    }
    if smallTerms.isEmpty { notes.append(disclosure.sentence) }
    notes.append(
      "Estimates, limits and measures of fit are of the true counts, given to two decimals; likelihoods, which would "
        + "give the counts back, are hidden.")
  }

  static func rounded(_ value: Double, to parts: Double = 100) -> Double {
    guard value.isFinite else { return value }
    return (value * parts).rounded() / parts
  }
}
