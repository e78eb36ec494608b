internal import Treatment

/// Which scores of a steps file's row are its endpoint and its last score.
///
/// For the request's `last`, the endpoint is `score_end`, and the last score is it or, where it is blank,
/// `score_last`. For a day D within W days, with t0 the step's start and d the `end_score_day`:
///
///     endpoint   score_end, where t0 < d and |d - t0 - D| <= W
///     last       the endpoint; else score_end, where t0 < d < t0 + D - W; else, where d is blank, score_last
///
/// `score_last` has no day of its own, so beside a known d it may come from after t0 + D + W and is not used.
///
/// Units: days from the patient's own day 0.
struct EndScore {
  /// `nil` where the endpoint is the last score of the step.
  private let target: Int?
  private let window: UInt?

  init(_ endpoint: Endpoint) {
    switch endpoint {
    case .last:
      target = nil
      window = nil
    case .nearest(let day, let window):
      target = day
      // Nothing is within a negative number of days.
      self.window = UInt(exactly: window)
    }
  }

  /// NaN stands for a score that is blank or not to be used, `nil` for a day that is not known.
  @inline(__always)
  func scores(end: Double, last: Double, start: Int?, endDay: Int?) -> (endpoint: Double, last: Double) {
    guard let target else { return (end, end == end ? end : last) }
    guard let endDay else { return (.nan, last) }
    guard let start, endDay > start else { return (.nan, .nan) }
    let (distance, overflow) = (endDay - start).subtractingReportingOverflow(target)
    // Farther than any window; a target before the start leaves no score that comes before it.
    guard !overflow, let window else { return (.nan, .nan) }
    if distance.magnitude <= window { return (end, end) }
    return (.nan, distance < 0 ? end : .nan)
  }
}
