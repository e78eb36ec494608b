import Treatment

/// The scores of a step, written from Documentation/Formats/Scores.md alone: lists of days, filtered and sorted.
struct SlowScores: Equatable, CustomStringConvertible {
  var baseline: Double?
  var entry: Double?
  var endpoint: Double?
  var last: Double?
  var isAfterEnd = false

  var description: String {
    "\(baseline ?? -1) (\(entry ?? -1)) to \(endpoint ?? -1) (\(last ?? -1))\(isAfterEnd ? " after the end" : "")"
  }

  struct Step {
    var start: Int
    var end: Int
    var next: Int?
    var isRapid: Bool
    var entersRapid: Bool
  }

  /// `scores` are those of one scale, in the order of the file.
  init(of step: Step, entry entryDay: Int, _ scores: [(day: Int, score: Double)], _ scoring: StepScoring) {
    func start(_ day: Int, _ next: Int?, _ isRapid: Bool) -> Int? {
      let early = scores.indices.filter {
        scores[$0].day >= day - scoring.window.before && scores[$0].day <= day
      }
      if let last = early.last { return last }
      let late = scores.indices.filter {
        scores[$0].day > day && scores[$0].day <= day + scoring.window.after
          && scores[$0].day < next ?? .max
      }
      return isRapid ? nil : late.first
    }
    let own = start(step.start, step.next, step.isRapid)
    let ofEntry = start(entryDay, nil, step.entersRapid)
    let wasOver = step.end < entryDay
    let possible = scores.indices.filter {
      scores[$0].day > step.start && scores[$0].day < step.next ?? .max && $0 != own
        && (wasOver || $0 != ofEntry)
    }
    let end: Int?
    let last: Int?
    switch scoring.endpoint {
    case .lastScore(let days):
      end = possible.last { days == nil || scores[$0].day <= step.end + (days ?? 0) }
      last = end
    case .nearest(let target, let window):
      let distances = possible.map { (place: $0, distance: abs(scores[$0].day - step.start - target)) }
        .filter { $0.distance <= window }
      let least = distances.map(\.distance).min()
      end = distances.last { $0.distance == least }?.place
      last = possible.last { scores[$0].day <= step.start + target + window }
    }
    baseline = own.map { scores[$0].score }
    entry = ofEntry == nil || ofEntry == end || ofEntry == last ? nil : ofEntry.map { scores[$0].score }
    endpoint = end.map { scores[$0].score }
    self.last = last.map { scores[$0].score }
    isAfterEnd = end.map { scores[$0].day > step.end } ?? false
  }

  init(_ scores: StepScores) {
    func known(_ score: Double) -> Double? { score.isNaN ? nil : score }
    baseline = known(scores.baseline)
    entry = known(scores.entry)
    endpoint = known(scores.endpoint)
    last = known(scores.last)
    isAfterEnd = scores.marks.contains(.endsAfterStep)
  }
}
