/// A rate in words.
enum RateWords {
  /// Scored steps from which a rate is told in findings and shaded in figures.
  static let firm = 20

  /// `22.2 % (6 of 27; 10.6 to 40.8 %)`, or that it is hidden.
  static func short(_ row: SuppressedRates.Row) -> String {
    guard let rate = row.estimate, let events = row.events, let n = row.n else {
      return row.suppressed == .none ? "no rate, n is 0" : "hidden"
    }
    var text =
      NumberText.percent(rate, of: n) + " % (\(NumberText.grouped(events)) of \(NumberText.grouped(n))"
    if let low = row.confLow, let high = row.confHigh {
      text += "; \(NumberText.percent(low, of: n)) to \(NumberText.percent(high, of: n)) %"
    }
    return text + ")"
  }
}
