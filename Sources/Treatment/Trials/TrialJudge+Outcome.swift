extension TrialJudge {
  /// Writes the scores that decide and what they amount to, or what the file's code says where there are none.
  ///
  /// The baseline is that of the step; the score that decides is the last one that lies before the next step, at most
  /// `endpointTail` days after the trial's end, and not before day 28 of a drug or a psychotherapy. Courses of ECT,
  /// rapid-acting agents and brain stimulation are judged by the last score after their first session.
  func measureOutcome(
    of trial: inout Trial, from onset: Int32, actsFast stepActsFast: Bool, before next: Int32,
    in history: PatientHistory,
    on scale: Scale?, _ number: Int?
  ) {
    defer {
      trial.isScored = trial.outcome != .unknown
      if !trial.isScored {
        trial.outcome = TrialOutcome(trial.stopReason)
        trial.outcomeDay = trial.outcome == .unknown ? Day.none : trial.end
      }
    }
    guard let number, let scale else { return }
    let actsFast =
      trial.kind == .ect || trial.kind == .rapidActing || trial.kind == .neuromodulation
    let from = actsFast ? trial.start + 1 : trial.start + context.parameters.earliestEndpoint
    let to = min(trial.end + context.parameters.endpointTail, next - 1)
    var early: Int?
    var late: Int?
    for (place, one) in history.assessments.enumerated() where Int(one.scale) == number {
      if one.day > onset + Int32(StepScoring.daysAfter) { break }
      if one.day >= onset - Int32(StepScoring.daysBefore), one.day <= onset { early = place }
      if late == nil, one.day > onset, one.day < next { late = place }
    }
    // As in a step's scores: what acts within days has touched a late baseline already.
    let baseline = early ?? (stepActsFast ? nil : late)
    if let baseline { trial.baseline = history.assessments[baseline].score }
    trial.startsLow = trial.baseline < Self.floor(of: scale)
    trial.startsInRemission = scale.remits(at: trial.baseline) == true
    var hadResponse = false
    for (place, one) in history.assessments.enumerated()
    where Int(one.scale) == number && one.day > trial.start && one.day <= to && place != baseline {
      let hasResponse = scale.responds(from: trial.baseline, to: one.score)
      if hasResponse == false { trial.showsNoResponse = true }
      guard one.day >= from else { continue }
      trial.lastScore = one.score
      trial.outcomeDay = one.day
      trial.isBreakthrough = hadResponse && hasResponse == false
      hadResponse = hadResponse || hasResponse == true
    }
    if scale.remits(at: trial.lastScore) == true {
      trial.outcome = .remission
    } else if let hasResponse = scale.responds(from: trial.baseline, to: trial.lastScore) {
      trial.outcome = hasResponse ? .response : .nonresponse
    }
  }

  /// The score below which a trial starts low; NaN where the specification states none (adequacy.md, section 7).
  private static func floor(of scale: Scale) -> Double {
    switch scale.id {
    case "HAMD17": 14
    case "MADRS": 20
    case "QIDSSR16", "QIDSC16": 11
    default: .nan
    }
  }

  /// The first reason that holds (adequacy.md, section 5); a valid score overrides a code of an outcome (F25).
  func endReason(of trial: Trial) -> EndReason {
    switch trial.stopReason {
    case .intolerance:
      return trial.isScored && trial.isAdequateFailure ? .nonresponse : .intolerance
    case .nonresponse, .partial, .response, .remission:
      return trial.isScored ? EndReason(trial.outcome) : EndReason(trial.stopReason)
    case .planned, .nonadherence, .lost, .other:
      return EndReason(trial.stopReason)
    case .unknown: break
    }
    if trial.isCensored { return .ongoing }
    // Who is well when it ends has not broken it off, however short it was; nor has who had all sessions (F35).
    if trial.outcome == .remission { return .completedRemission }
    let isComplete = trial.isJudgedBySessions && trial.adequacy == .adequate
    if isComplete, trial.outcome == .response { return .partial }
    if trial.days < context.parameters.intoleranceMaxDays, !trial.showsNoResponse, !isComplete {
      return .intoleranceOrEarlyStop
    }
    switch trial.outcome {
    case .response: return .partial
    case .nonresponse where trial.adequacy == .adequate: return .nonresponse
    default: return trial.isLost ? .lost : .unknown
    }
  }
}

extension TrialOutcome {
  /// What a code amounts to where no score decides: `partial` is a response short of remission, as in section 5.
  init(_ reason: StopReason) {
    switch reason {
    case .nonresponse: self = .nonresponse
    case .partial, .response: self = .response
    case .remission: self = .remission
    default: self = .unknown
    }
  }
}

extension EndReason {
  init(_ outcome: TrialOutcome) {
    switch outcome {
    case .nonresponse: self = .nonresponse
    case .response: self = .partial
    case .remission: self = .completedRemission
    case .unknown: self = .unknown
    }
  }

  init(_ reason: StopReason) {
    switch reason {
    case .nonresponse: self = .nonresponse
    case .partial: self = .partial
    case .response: self = .response
    case .remission: self = .completedRemission
    case .intolerance: self = .intolerance
    case .planned: self = .planned
    case .nonadherence: self = .nonadherence
    case .lost: self = .lost
    case .other: self = .other
    case .unknown: self = .unknown
    }
  }
}
