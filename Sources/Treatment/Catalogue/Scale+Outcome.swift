/// Response, remission and severity on one scale.
extension Scale {
  /// Whether a change is response by the scale's own rule; `nil` where that cannot be judged.
  ///
  ///     fall of a fraction f:   start - end >= f start      (f = 0.5: 2 end <= start)
  ///     fall of p points:       start - end >= p
  ///     at most c:              end <= c, whatever the start
  ///
  /// Decimal scores are compared as the decimals they were written as, so 10.2 to 5.1 is exactly half.
  ///
  /// Units: scores on this scale.
  /// Not: a percentage of a score whose scale does not begin at 0. Such a fall depends on where the scale's
  /// zero was put, so it is `nil` for every score, and ``unavailability(of:)`` gives the reason.
  /// Not evaluable either, so `nil`: a missing (NaN) score, and a start at the scale's minimum, from which
  /// nobody can fall (a rule that ignores the start needs none).
  public func responds(from start: Double, to end: Double) -> Bool? {
    guard !end.isNaN else { return nil }
    if case .atMost(let most) = responseRule { return end <= most }
    guard start > lowest else { return nil }
    switch responseRule {
    case .fall(let fraction):
      guard lowest == 0 else { return nil }
      // Doubling is exact, so no decimal is rounded on its way to the comparison.
      if fraction == 0.5 { return 2 * end <= start }
      guard let kept = Self.millionths(1 - fraction), let from = Self.millionths(start),
        let to = Self.millionths(end)
      else { return start - end >= fraction * start }
      let left = to.multipliedFullWidth(by: 1_000_000)
      let right = from.multipliedFullWidth(by: kept)
      return left.high != right.high ? left.high < right.high : left.low <= right.low
    case .points(let points):
      guard let fall = Self.millionths(points), let from = Self.millionths(start),
        let to = Self.millionths(end)
      else { return start - end >= points }
      return from - to >= fall
    case .atMost, .none:
      return nil
    }
  }

  /// Whether a score is remission, `score <= cut-off`; `nil` for a missing score or a scale without cut-off.
  public func remits(at score: Double) -> Bool? {
    guard let remissionCutoff, !score.isNaN else { return nil }
    return score <= remissionCutoff
  }

  /// The name of the first band whose upper limit is not below the score.
  ///
  /// Not: a guess. `nil` for a missing score, one outside the scale, a scale without bands, or a band
  /// without a name.
  public func severity(of score: Double) -> String? {
    guard let band = severityBand(of: score) else { return nil }
    let name = severityBands[band].name
    return name.isEmpty ? nil : name
  }

  /// The place of the score's band in ``severityBands``.
  public func severityBand(of score: Double) -> Int? {
    guard score >= lowest, score <= highest else { return nil }
    return severityBands.firstIndex { score <= $0.upTo }
  }

  /// Why an outcome cannot be had on this scale, as the end of a sentence; `nil` where it can.
  public func unavailability(of outcome: Outcome) -> String? {
    switch outcome {
    case .remission:
      return remissionCutoff == nil ? "the catalogue sets no remission cut-off for \(id)" : nil
    case .response:
      switch responseRule {
      case .none(let reason):
        return reason.isEmpty ? "no rule of response is established for \(id)" : reason
      case .fall where lowest != 0:
        return "\(id) does not begin at 0, so a percentage fall of its raw score has no meaning"
      case .fall, .points, .atMost:
        return nil
      }
    }
  }

  /// A decimal of up to six places as a whole number of millionths; `nil` where it is not one.
  private static func millionths(_ value: Double) -> Int64? {
    guard abs(value) < 1e9 else { return nil }
    let whole = (value * 1e6).rounded()
    // `1 - 0.6` is not the double nearest to 0.4, hence the ulps of room; six places cannot hide in them.
    guard abs(whole / 1e6 - value) <= 2 * max(value.ulp, 1.0.ulp) else { return nil }
    return Int64(whole)
  }
}
