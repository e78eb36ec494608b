internal import Treatment

/// Which scores of a steps file's row are its endpoint and its last score.
///
/// With t0 the step's start, e its end, n the start of the patient's next step and d the `end_score_day`, nothing is taken
/// of a row unless t0 < d < n, as far as these are known. Then, for the last score up to A days after the end:
///
///     endpoint   score_end, unless d > e + A
///     last       the endpoint; else, unless d > e + A, score_last
///
/// and for a day D within W days:
///
///     endpoint   score_end, where |d - t0 - D| <= W
///     last       the endpoint; else score_end, where d < t0 + D - W; else, where d is blank, score_last
///
/// `score_last` has no day of its own, so beside a known d it may come from after the endpoint's latest day and is not
/// used.
///
/// Units: days from the patient's own day 0.
struct EndScore {
  /// The row's scores and days: NaN for a score that is blank, `nil` for a day that is not known.
  struct Row {
    var end: Double
    var last: Double
    var startDay: Int?
    var endDay: Int?
    var endScoreDay: Int?
    /// `nil` where no step follows, or where that is seen later (``StepsFiller/settlePatient(_:_:)``).
    var nextStart: Int?
  }

  struct Pick {
    var endpoint = Double.nan
    var last = Double.nan
    /// The endpoint lies after the step's end.
    var isAfterEnd = false
  }

  private let rule: Endpoint

  init(_ endpoint: Endpoint) { rule = endpoint }

  @inline(__always)
  func pick(_ row: Row) -> Pick {
    if let day = row.endScoreDay {
      if let start = row.startDay, day <= start { return Pick() }
      if let next = row.nextStart, Self.isTooLate(day, next) { return Pick() }
    }
    switch rule {
    case .lastScore(let days):
      if let day = row.endScoreDay, !StepScoring.reaches(day, row.endDay, days) { return Pick() }
      var pick = taken(row, row.endScoreDay)
      if row.end.isNaN { pick.last = row.last }
      return pick
    case .nearest(let target, let window):
      guard let day = row.endScoreDay else { return Pick(last: row.last) }
      guard let start = row.startDay else { return Pick() }
      let (distance, overflow) = (day - start).subtractingReportingOverflow(target)
      // Farther than any window; a target before the start leaves no score that comes before it. Nothing is within a
      // negative number of days.
      guard !overflow, let window = UInt(exactly: window) else { return Pick() }
      if distance.magnitude <= window { return taken(row, day) }
      return Pick(last: distance < 0 ? row.end : .nan)
    }
  }

  /// Whether a score of a day belongs to the next step, which starts on another.
  static func isTooLate(_ day: Int, _ nextStart: Int) -> Bool { day >= nextStart }

  @inline(__always)
  private func taken(_ row: Row, _ day: Int?) -> Pick {
    var pick = Pick(endpoint: row.end, last: row.end)
    if let day, let end = row.endDay { pick.isAfterEnd = !row.end.isNaN && day > end }
    return pick
  }
}
