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
}

/// Picks the scores of a step from a patient's assessments.
///
///     baseline   the last score with day in [t0 - 14, t0]; only if there is none, the first in
///                [t0 + 1, t0 + 3] before the next step, never for rapid-acting agents or ECT
///     entry      the same at the day of entry; never after it where a rapid-acting agent or ECT runs then
///     endpoint   t0 < day < next t0: the last, or the nearest to t0 + D within W days, the later of two
///                equally near
///     last       t0 < day < next t0: the last, up to t0 + D + W where a day is named
///
/// A score used as either baseline is neither endpoint nor last. Of several scores on one day the last in
/// the order of the assessments stands for the day.
///
/// Units: days from the patient's own day 0.
/// Source: FORMATS.md, "Scores of a step"; adequacy.md, sections 7 and 10.
public struct StepScoring: Sendable, Hashable {
  public static let daysBefore = 14
  public static let daysAfter = 3

  public var endpoint: Endpoint

  public init(_ endpoint: Endpoint = .last) { self.endpoint = endpoint }

  /// The scores of one of a patient's steps on one scale (an index into the catalogue's scales).
  ///
  /// `steps` are all of the patient's, ascending by start.
  public func scores(
    ofStep place: Int, of steps: [Step], in history: PatientHistory, on scale: Int, catalogue: Catalogue
  ) -> StepScores {
    func isRapid(_ step: Step) -> Bool { step.agents.contains { catalogue.agents[$0].isRapidActingOrECT } }
    // A rapid-acting step that runs in the days of a late baseline has already touched its score.
    let entry = history.entryDay
    let entersRapid = steps.contains { step in
      step.startDay <= entry + Self.daysAfter && step.endDay ?? .max >= entry && isRapid(step)
    }
    return scores(
      from: steps[place].startDay, nextStart: place + 1 < steps.count ? steps[place + 1].startDay : nil,
      entryDay: history.entryDay, startsRapid: isRapid(steps[place]), entersRapid: entersRapid,
      in: history.assessments, on: scale)
  }

  /// The scores of a step that starts on a day, and ends where the next step starts.
  ///
  /// `assessments` ascend by day. `startsRapid` and `entersRapid` say that a rapid-acting agent or ECT
  /// forbids a baseline after the start, of the step and at entry.
  public func scores(
    from start: Int, nextStart: Int?, entryDay: Int, startsRapid: Bool, entersRapid: Bool,
    in assessments: [Assessment], on scale: Int
  ) -> StepScores {
    var result = StepScores()
    result.baselineIndex = baselineIndex(
      day: start, before: nextStart, isRapid: startsRapid, in: assessments, on: scale)
    result.entryIndex = baselineIndex(
      day: entryDay, before: nil, isRapid: entersRapid, in: assessments, on: scale)
    let next = nextStart ?? .max
    var nearest = Int.max
    for (place, one) in assessments.enumerated()
    where Int(one.scale) == scale && Int(one.day) > start && Int(one.day) < next {
      guard place != result.baselineIndex, place != result.entryIndex else { continue }
      switch endpoint {
      case .last:
        result.endpointIndex = place
        result.lastIndex = place
      case .nearest(let day, let window):
        let distance = abs(Int(one.day) - start - day)
        // Days ascend, so an equal distance is the later one.
        if distance <= window, distance <= nearest {
          nearest = distance
          result.endpointIndex = place
        }
        if Int(one.day) <= start + day + window { result.lastIndex = place }
      }
    }
    func score(_ place: Int?) -> Double { place.map { assessments[$0].score } ?? .nan }
    result.baseline = score(result.baselineIndex)
    result.entry = score(result.entryIndex)
    result.endpoint = score(result.endpointIndex)
    result.last = score(result.lastIndex)
    return result
  }

  private func baselineIndex(
    day: Int, before next: Int?, isRapid: Bool, in assessments: [Assessment], on scale: Int
  ) -> Int? {
    let early = assessments.lastIndex {
      Int($0.scale) == scale && Int($0.day) >= day - Self.daysBefore && Int($0.day) <= day
    }
    if early != nil || isRapid { return early }
    guard
      let late = assessments.firstIndex(where: {
        Int($0.scale) == scale && Int($0.day) > day && Int($0.day) <= day + Self.daysAfter
      }), Int(assessments[late].day) < next ?? .max
    else { return nil }
    return late
  }
}
