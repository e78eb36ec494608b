import LinearAlgebra

/// Between ratios and the logarithmic scale that they are drawn on.
public enum RatioScale {
  public static func logarithm(_ ratio: Double) -> Double { LogOdds.ofOdds(ratio) }

  public static func ratio(_ logarithm: Double) -> Double { LogOdds.odds(logarithm) }
}
