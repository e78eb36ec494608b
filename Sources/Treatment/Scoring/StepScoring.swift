/// The scores of one step on one scale; NaN where there is none.
public struct StepScores: Sendable {
  /// The score that the step started from.
  public var baseline = Double.nan
  /// The score that the patient entered the cohort with.
  public var entry = Double.nan
  /// The score that the ``Endpoint`` picks.
  public var endpoint = Double.nan
  /// The last score after the start and up to the endpoint's latest day.
  public var last = Double.nan
  /// Places in the assessments that were given.
  public var baselineIndex: Int?
  public var entryIndex: Int?
  public var endpointIndex: Int?
  public var lastIndex: Int?
  /// The score of entry, where the step may not have it as its endpoint.
  var reservedIndex: Int?
  /// Whether the patient was assessed on the scale, whether the endpoint lies after the step's end, and which wider
  /// windows would give a baseline.
  public var marks: StepMarks = []

  public init() {}
}

/// Picks the scores of a step from a patient's assessments: the one rule that rates, trials, models, steps files and
/// explanations follow.
///
///     baseline   the last score with day in [t0 - before, t0]; only if there is none, the first in
///                [t0 + 1, t0 + after] before the next step, never for rapid-acting agents or ECT
///     entry      the same at the day of entry; never after it where a rapid-acting agent or ECT runs then
///     endpoint   t0 < day < next t0: the last up to the end + 7 (or as set), or the nearest to t0 + D within
///                W days, the later of two equally near, also after the end
///     last       t0 < day < next t0: the last up to the endpoint's latest day: end + 7, or t0 + D + W
///
/// A score used as either baseline is neither endpoint nor last. A step that ended before entry has no use for entry's
/// baseline: where that score is its endpoint, it has no entry score. Of several scores on one day the last in
/// the order of the assessments stands for the day.
///
/// Units: days from the patient's own day 0.
/// Source: Documentation/Formats/Scores.md; Documentation/Treatment/Trials.md, F24.
public struct StepScoring: Sendable, Hashable {
  public var endpoint: Endpoint
  public var window: BaselineWindow

  /// Whether ``StepScores/marks`` are made, which take further searches.
  public var makesMarks = false

  public init(_ endpoint: Endpoint = .last, baseline window: BaselineWindow = BaselineWindow()) {
    self.endpoint = endpoint
    self.window = window
  }

  /// The scores of a step that starts on a day, and ends on `end` or, where that is `nil`, on no known day.
  ///
  /// `assessments` ascend by day. `startsRapid` and `entersRapid` say that a rapid-acting agent or ECT
  /// forbids a baseline after the start, of the step and at entry.
  public func scores(
    from start: Int, to end: Int? = nil, nextStart: Int?, entryDay: Int, startsRapid: Bool,
    entersRapid: Bool, in assessments: [Assessment], on scale: Int
  ) -> StepScores {
    var result = StepScores()
    let step = BaselineSearch(day: start, before: nextStart, isRapid: startsRapid, in: assessments)
    let entry = BaselineSearch(day: entryDay, before: nil, isRapid: entersRapid, in: assessments)
    result.baselineIndex = step.place(in: assessments, on: scale, window)
    let endedBeforeEntry = end.map { $0 < entryDay } ?? false
    let entryIndex = entry.place(in: assessments, on: scale, window)
    result.reservedIndex = endedBeforeEntry ? nil : entryIndex
    result.entryIndex = result.reservedIndex
    var nearest = Int.max
    forEachCandidate(of: result, from: start, before: nextStart, in: assessments, on: scale) { place, day in
      switch endpoint {
      case .lastScore(let days):
        guard Self.reaches(day, end, days) else { return }
        result.endpointIndex = place
        result.lastIndex = place
      case .nearest(let target, let window):
        let distance = abs(day - start - target)
        // Days ascend, so an equal distance is the later one.
        if distance <= window, distance <= nearest {
          nearest = distance
          result.endpointIndex = place
        }
        if day <= start + target + window { result.lastIndex = place }
      }
    }
    if endedBeforeEntry, entryIndex != result.endpointIndex, entryIndex != result.lastIndex {
      result.entryIndex = entryIndex
    }
    func score(_ place: Int?) -> Double { place.map { assessments[$0].score } ?? .nan }
    result.baseline = score(result.baselineIndex)
    result.entry = score(result.entryIndex)
    result.endpoint = score(result.endpointIndex)
    result.last = score(result.lastIndex)
    if makesMarks {
      result.marks = marks(of: result, end: end, in: assessments, on: scale)
      for (place, days) in BaselineWindow.wider.enumerated() {
        let wider = BaselineWindow(before: days, after: window.after)
        // What the window in force holds, a wider one holds as well.
        let isWider = window.before <= days
        if isWider && result.baselineIndex != nil || step.place(in: assessments, on: scale, wider) != nil {
          result.marks.insert(.hasBaseline(wider: place, .step))
        }
        var hasEntry = isWider && entryIndex != nil || entry.place(in: assessments, on: scale, wider) != nil
        if hasEntry, endedBeforeEntry {
          // Then the endpoint decides, and it hangs on the window as well.
          let scores = StepScoring(endpoint, baseline: wider).scores(
            from: start, to: end, nextStart: nextStart, entryDay: entryDay, startsRapid: startsRapid,
            entersRapid: entersRapid, in: assessments, on: scale)
          hasEntry = scores.entryIndex != nil
        }
        if hasEntry { result.marks.insert(.hasBaseline(wider: place, .entry)) }
      }
    }
    return result
  }

  /// Whether a day lies at most so many days after an end; `nil` sets no limit, nor does an end that is not known.
  public static func reaches(_ day: Int, _ end: Int?, _ days: Int?) -> Bool {
    guard let end, let days else { return true }
    return day - end <= days
  }

  /// Every score that may be an endpoint: after the start, before the next step's, and no baseline. Ascending by day.
  func forEachCandidate(
    of scores: StepScores, from start: Int, before next: Int?, in assessments: [Assessment], on scale: Int,
    _ body: (_ place: Int, _ day: Int) -> Void
  ) {
    let next = next ?? .max
    var place = assessments.firstPlace(after: start)
    while place < assessments.count, Int(assessments[place].day) < next {
      if Int(assessments[place].scale) == scale, place != scores.baselineIndex, place != scores.reservedIndex
      {
        body(place, Int(assessments[place].day))
      }
      place += 1
    }
  }

  private func marks(
    of scores: StepScores, end: Int?, in assessments: [Assessment], on scale: Int
  ) -> StepMarks {
    var marks: StepMarks = []
    if assessments.contains(where: { Int($0.scale) == scale }) { marks.insert(.isAssessed) }
    if let end, let place = scores.endpointIndex, Int(assessments[place].day) > end {
      marks.insert(.endsAfterStep)
    }
    return marks
  }
}
