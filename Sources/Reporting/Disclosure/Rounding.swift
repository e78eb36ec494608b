/// How `openSafely` rounds.
enum Rounding {
  /// The largest count that is hidden.
  static let mostHidden = 7

  /// `nil` up to 7, a zero included; else the nearest multiple of 5.
  static func shown(_ count: Int?) -> Int? {
    guard let count, count > mostHidden else { return nil }
    return nearestFive(count)
  }

  /// 2.5 lies between whole numbers, so none is equally near two.
  static func nearestFive(_ count: Int) -> Int { (count + 2) / 5 * 5 }

  static func isSmall(_ count: Int) -> Bool { (1...mostHidden).contains(count) }

  static func toADecimal(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// What readers of means must know of the numbers beside them.
  static let meanNotes = [
    "Counts are rounded to the nearest 5, and hidden up to 7. Means and standard deviations are of the true counts, given to "
      + "one decimal; limits of means, and numbers with every digit, would give the counts back."
  ]
}
