extension TrialJudge {
  /// Writes the scores that decide and what they amount to, or what the file's code says where there are none.
  ///
  /// Baseline and endpoint are those of ``StepScoring``, with the trial's own end for the step's: the score that decides
  /// is the last one that may be its endpoint, and not before day 28 of a drug or a psychotherapy. Courses of ECT,
  /// rapid-acting agents and brain stimulation are judged by the last score after their first session.
  func measureOutcome(
    of trial: inout Trial, from onset: Int32, actsFast stepActsFast: Bool, entersFast: Bool,
    before next: Int32,
    in history: PatientHistory, on scale: Scale?, _ number: Int?
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
    let from = Int(actsFast ? trial.start + 1 : trial.start + context.parameters.earliestEndpoint)
    let scoring = StepScoring(context.parameters)
    let scores = scoring.scores(
      from: Int(onset), to: Int(min(trial.end, next - 1)), nextStart: Int(next),
      entryDay: Int(history.facts.entryDay),
      startsRapid: stepActsFast, entersRapid: entersFast, in: history.assessments, on: number)
    trial.baseline = scores.baseline
    trial.startsLow = trial.baseline < Self.floor(of: scale)
    trial.startsInRemission = scale.remits(at: trial.baseline) == true
    let tail = context.parameters.endpointTail
    var hadResponse = false
    scoring.forEachCandidate(
      of: scores, from: Int(max(onset, trial.start)), before: Int(next), in: history.assessments, on: number
    ) { place, day in
      guard tail == DerivationParameters.noLimit || day <= Int(trial.end) + Int(tail) else { return }
      let score = history.assessments[place].score
      let hasResponse = scale.responds(from: trial.baseline, to: score)
      if hasResponse == false { trial.showsNoResponse = true }
      guard day >= from else { return }
      trial.lastScore = score
      trial.outcomeDay = Int32(day)
      trial.isBreakthrough = hadResponse && hasResponse == false
      hadResponse = hadResponse || hasResponse == true
    }
    if scale.remits(at: trial.lastScore) == true {
      trial.outcome = .remission
    } else if let hasResponse = scale.responds(from: trial.baseline, to: trial.lastScore) {
      trial.outcome = hasResponse ? .response : .nonresponse
    }
  }

  /// The score below which a trial starts low; NaN where the specification states none
  /// (Documentation/Formats/Scores.md, "Where a step starts low").
  private static func floor(of scale: Scale) -> Double {
    switch scale.id {
    case "HAMD17": 14
    case "MADRS": 20
    case "QIDSSR16", "QIDSC16": 11
    default: .nan
    }
  }

  /// The first reason that holds (Documentation/Treatment/Trials.md, "Why a trial ended"); a
  /// valid score overrides a code of an outcome (F25).
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
