public import Summaries

/// Counts of how things were, by attempt.
public struct OutcomeCounts: Mergeable {
  public private(set) var patients = 0
  /// By attempt, from the first: how many began it, remitted, stopped for side effects, and left.
  public private(set) var begun: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var remitted: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var stopped: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var lost: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var relapsed: [Int] = Array(repeating: 0, count: CareModel.steps)
  /// Patients with two steps that failed, each taken as prescribed for six weeks.
  public private(set) var resistant = 0

  public init() {}

  mutating func add(_ course: SimulatedCourse) {
    patients += 1
    var failures = 0
    for (place, step) in course.steps.enumerated() {
      let attempt = step.attempt - 1
      begun[attempt] += 1
      remitted[attempt] += step.outcome == .remission ? 1 : 0
      stopped[attempt] += step.outcome == .intolerance ? 1 : 0
      lost[attempt] += step.outcome == .lost ? 1 : 0
      relapsed[attempt] += course.relapses[place] == nil ? 0 : 1
      let isTrial = step.outcome == .nonresponse && step.end - step.start >= 41 && step.isAdherent
      failures += isTrial ? 1 : 0
    }
    resistant += failures >= 2 ? 1 : 0
  }

  public mutating func merge(_ other: OutcomeCounts) {
    patients += other.patients
    resistant += other.resistant
    for place in begun.indices {
      begun[place] += other.begun[place]
      remitted[place] += other.remitted[place]
      stopped[place] += other.stopped[place]
      lost[place] += other.lost[place]
      relapsed[place] += other.relapsed[place]
    }
  }
}
