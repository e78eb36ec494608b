#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Between log odds, odds and probabilities.
public enum LogOdds {
  /// The odds `exp(eta)`; infinite beyond 709.78.
  public static func odds(_ eta: Double) -> Double { exp(eta) }

  /// The probability `1 / (1 + exp(-eta))`, without overflow on either side.
  public static func probability(_ eta: Double) -> Double {
    if eta >= 0 { return 1 / (1 + exp(-eta)) }
    let odds = exp(eta)
    return odds / (1 + odds)
  }

  /// The natural logarithm of odds.
  public static func ofOdds(_ odds: Double) -> Double { log(odds) }
}
