import Treatment

/// An era of the reference: an ingredient in one role, with the dose that it had on each of its days.
struct SlowEra {
  var agent: Int
  var kind: Formulary.Kind
  var start: Int
  var end: Int
  var isCensored: Bool
  /// Day -> milligrams a day, NaN where nobody knows; days that the era bridges are absent (F7).
  var doses: [Int: Double]
  var routes: Route = []

  func runs(on day: Int) -> Bool { start <= day && day <= end }

  func shares(aDayWith other: SlowEra) -> Bool { start <= other.end && other.start <= end }

  func isSame(as other: SlowEra) -> Bool {
    agent == other.agent && kind == other.kind && start == other.start
  }

  /// Days for which this era runs on from `day` ("The decision table", tail).
  func tail(from day: Int) -> Int { max(0, end - day + 1) }

  /// Whether the decision table may make a step of it: S01 and S14 are asked first (F15).
  var mayOpenStep: Bool {
    switch kind {
    case .covariate, .background, .lifestyle: false
    case .antidepressant, .augmenter, .rapidActing, .ect, .neuromodulation, .psychotherapy, .ownStrategy:
      true
    }
  }
}
