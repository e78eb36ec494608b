/// How strongly something unrecorded would have to go with both the strategy and the outcome, as risk ratios, to explain an estimate away.
///
///     E = RR + √(RR (RR - 1)), of 1 / RR where RR < 1
///
/// Not: the chance that there is such a thing.
/// Source: VanderWeele & Ding (2017), "Sensitivity analysis in observational research: introducing the E-value" (cited from memory).
public struct EValue: Sendable, Equatable {
  public let estimate: Double
  /// Of the limit nearer to 1; 1 where the limits hold 1.
  public let limit: Double?

  public init(_ ratio: EffectEstimate) {
    estimate = Self.value(of: ratio.estimate)
    guard let low = ratio.low, let high = ratio.high else {
      limit = nil
      return
    }
    limit = low <= 1 && high >= 1 ? 1 : Self.value(of: ratio.estimate > 1 ? low : high)
  }

  private static func value(of ratio: Double) -> Double {
    let above = ratio < 1 ? 1 / ratio : ratio
    return above + (above * (above - 1)).squareRoot()
  }
}
