/// Between log odds, odds and probabilities.
public enum LogOdds {
  /// The odds `exp(eta)`; infinite beyond 709.78.
  public static func odds(_ eta: Double) -> Double { exponential(eta) }

  /// The probability `1 / (1 + exp(-eta))`, without overflow on either side.
  public static func probability(_ eta: Double) -> Double {
    if eta >= 0 { return 1 / (1 + exponential(-eta)) }
    let odds = exponential(eta)
    return odds / (1 + odds)
  }

  /// The natural logarithm of odds.
  public static func ofOdds(_ odds: Double) -> Double { logarithm(odds) }
}
