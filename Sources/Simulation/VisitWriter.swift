internal import Summaries

/// Scores of a course at visits: MADRS by a rater, QIDS-SR16 by the patient, of one state.
///
///     state(t) = final + (start - final) (1 - t / T)^2,  T = 56 days, 18 where treatment is quick
///     MADRS = state + noise,  QIDS-SR16 = state / 2 + noise, whole and within the scale
struct VisitWriter {
  private let model: CareModel
  private var draws: RandomStream
  private let missing: Double
  private let missingExit: Double
  private let noise: (madrs: Double, qids: Double)

  init(_ model: CareModel, _ draws: RandomStream) {
    self.model = model
    self.draws = draws
    let p = model.constants
    missing = model.has(.missing) ? p.scores.missing : 0
    missingExit = model.has(.missing) ? p.scores.missingExit : 0
    noise = model.has(.noise) ? (p.scores.noiseMadrs, p.scores.noiseQids) : (0, 0)
  }

  mutating func write(_ course: inout SimulatedCourse) {
    for (place, step) in course.steps.enumerated() {
      if place == 0 { visit(0, step.severity, missing: 0, &course) }
      let planned: [Int32] = step.isRapid ? [7, 14, 28, 42, 63, 84] : [14, 28, 42, 63, 84]
      for one in planned {
        let day = step.start + one - 3 + Int32(draws.uniform() * 7)
        if day > step.end - 4 { break }
        visit(day, state(of: step, on: day), missing: missing, &course)
      }
      if step.outcome != .lost { visit(step.end, step.finalSeverity, missing: missingExit, &course) }
      follow(step, place, &course)
    }
    course.assessments.sort { ($0.day, $0.isRated ? 0 : 1) < ($1.day, $1.isRated ? 0 : 1) }
  }

  private func state(of step: TrueStep, on day: Int32) -> Double {
    let left = max(0, 1 - Double(day - step.start) / (step.isRapid ? 18 : 56))
    return step.finalSeverity + (step.severity - step.finalSeverity) * left * left
  }

  /// Visits after a step that went well, until the next one or the end.
  private mutating func follow(_ step: TrueStep, _ place: Int, _ course: inout SimulatedCourse) {
    guard step.outcome == .remission || step.outcome == .response else { return }
    let next = place + 1 < course.steps.count ? course.steps[place + 1].start : course.lastDay + 1
    let relapse = course.relapses[place]
    var day = step.end + 45
    while day < (relapse ?? next) {
      visit(
        day - 4 + Int32(draws.uniform() * 9), step.finalSeverity, missing: missing, &course,
        before: relapse ?? next)
      day += 45
    }
    if let relapse {
      let severity = place + 1 < course.steps.count ? course.steps[place + 1].severity : step.severity
      visit(relapse, severity, missing: 0, &course)
      if place + 1 < course.steps.count { visit(next - 1, severity, missing: 0, &course) }
    }
  }

  private mutating func visit(
    _ day: Int32, _ state: Double, missing: Double, _ course: inout SimulatedCourse, before: Int32 = .max
  ) {
    let (isHere, isAnswered) = (draws.uniform() >= missing, draws.uniform() >= missing / 2)
    let errors = (bell(), bell())
    guard isHere, day < before, day >= 0 else { return }
    func score(_ value: Double, _ most: Double) -> Int { Int(min(max(value.rounded(), 0), most)) }
    course.assessments.append((day, true, score(state + noise.madrs * errors.0, 60)))
    if isAnswered { course.assessments.append((day, false, score(state / 2 + noise.qids * errors.1, 27))) }
  }

  /// The sum of four uniforms, of mean 0 and variance 1: as good as a normal number for an error that is rounded.
  private mutating func bell() -> Double {
    let word = draws.next()
    var sum: UInt64 = 0
    for part in 0..<4 { sum += word >> UInt64(16 * part) & 0xffff }
    return (Double(sum) - 131_070) / 37_837.227
  }
}
