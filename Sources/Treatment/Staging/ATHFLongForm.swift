/// The rating 0 to 5 of one trial by the long form of the ATHF.
///
///     drug   0 none, 1 < 4 weeks or below the minimum dose, 2 >= 4 weeks at a low dose, 3 >= 4 weeks at the minimum
///            adequate dose, 4 >= 4 weeks at a higher dose, 5 level 4 with lithium for 2 weeks or more
///     ECT    1 1-3 treatments, 2 4-6, 3 7-9 unilateral, 4 10-12 unilateral or 7-9 bilateral,
///            5 >= 13 unilateral or >= 10 bilateral
///
/// One less where it was stopped for intolerance or non-adherence. An antidepressant at level 3 or more is adequate.
/// Source: Oquendo 2003 (from memory; range and threshold verified); Documentation/Treatment/Staging.md, "ATHF, long form".
public enum ATHFLongForm {
  /// `nil` where the dose is not known.
  ///
  /// - Parameters:
  ///   - days: Days of the trial.
  ///   - dose: The highest dose held for four weeks, in mg a day; NaN = unknown.
  ///   - level3: The minimum adequate dose of the form; NaN = the form has none.
  public static func rating(
    days: Int, dose: Double, level3: Double, lithiumDays: Int = 0, stoppedEarly: Bool = false
  ) -> Int? {
    guard days > 0 else { return 0 }
    var rating = 1
    if days >= 28 {
      guard !dose.isNaN, !level3.isNaN else { return nil }
      rating = dose < level3 ? 2 : dose == level3 ? 3 : lithiumDays >= 14 ? 5 : 4
    }
    return max(0, rating - (stoppedEarly ? 1 : 0))
  }

  /// Of a course of ECT.
  public static func rating(sessions: Int, isBilateral: Bool, stoppedEarly: Bool = false) -> Int {
    let rating =
      switch sessions {
      case ...0: 0
      case ...3: 1
      case ...6: 2
      case ...9: isBilateral ? 4 : 3
      case ...12: isBilateral ? 5 : 4
      default: 5
      }
    return max(0, rating - (stoppedEarly ? 1 : 0))
  }
}
