extension TrialJudge {
  /// Writes days at dose, days of unknown dose, coverage and the highest dose of an era.
  func measureExposure(of trial: inout Trial, _ era: Era, _ segments: [DoseSegment]) {
    let entry = context.entry(era.agent)
    for segment in segments[Int(era.segments.lowerBound)..<Int(era.segments.upperBound)] {
      let days = segment.end - segment.start + 1
      // Where the catalogue sets no minimum no dose can be compared.
      if segment.dose.isNaN || entry.minimumDose.isNaN {
        trial.daysOfUnknownDose += days
      } else if segment.dose >= entry.minimumDose {
        trial.daysAtDose += days
      }
      if trial.maximumDose.isNaN || segment.dose > trial.maximumDose { trial.maximumDose = segment.dose }
      if trial.optimisedDoseDay == Day.none, segment.dose >= 0.75 * entry.usualMaximumDose {
        trial.optimisedDoseDay = segment.start
      }
    }
    if era.suppliedDays >= 0 { trial.coverage = Double(era.suppliedDays) / Double(era.days) }
    trial.levelInRange =
      entry.traits.contains(.isNortriptyline)
      ? era.level >= 50 && era.level <= 150 : entry.traits.contains(.isLithium) && era.level >= 0.6
    trial.requiredSessions = entry.minimumSessions > 0 ? entry.minimumSessions : -1
    // Rows that leave their sessions out can only add to enough of them.
    let isEnough = trial.requiredSessions > 0 && era.statedSessions >= trial.requiredSessions
    trial.sessions = isEnough ? era.statedSessions : era.sessions
    trial.isJudgedBySessions =
      switch era.kind {
      case .ect, .neuromodulation, .psychotherapy: true
      case .rapidActing: entry.minimumSessions > 0 || !entry.traits.contains(.isDrug)
      default: false
      }
  }

  /// Writes the days that the trial has to last and to be at dose (F10, F11).
  func requirements(of trial: inout Trial) {
    guard !trial.isJudgedBySessions else { return }
    let parameters = context.parameters
    let entry = context.entry(trial.agent)
    switch trial.kind {
    case .antidepressant:
      let own = parameters.trialDays == .catalogue ? entry.minimumDays : 0
      trial.requiredDays = own > 0 ? own : parameters.minTrialDays
      trial.requiredDaysAtDose = max(0, trial.requiredDays - parameters.rampDays)
    case .rapidActing:
      trial.requiredDays = entry.minimumDays
      trial.requiredDaysAtDose = entry.minimumDays
    default:
      if entry.traits.contains(.isSlowRamp) {
        trial.requiredDays = 28 + parameters.slowRampDays
        trial.requiredDaysAtDose = 28
      } else {
        trial.requiredDays = entry.minimumDays > 0 ? entry.minimumDays : parameters.minTrialDays
        trial.requiredDaysAtDose = max(14, trial.requiredDays - 14)
      }
    }
  }

  /// Three-valued: what is not known is adequate only where the parameter says so, and inadequate only where knowing
  /// it could not help.
  func adequacy(of trial: Trial) -> Adequacy {
    if trial.isAborted { return .inadequate }
    if trial.isJudgedBySessions {
      guard trial.requiredSessions > 0, trial.sessions >= 0 else { return .unknown }
      if trial.sessions >= trial.requiredSessions { return .adequate }
      return trial.isCensored ? .unknown : .inadequate
    }
    if trial.days < trial.requiredDays { return trial.isCensored ? .unknown : .inadequate }
    if trial.coverage < context.parameters.minAdherencePDC { return .inadequate }
    if trial.levelInRange { return .adequate }
    let possible = trial.daysAtDose + trial.daysOfUnknownDose
    let counted = context.parameters.unknownDose == .adequate ? possible : trial.daysAtDose
    if trial.requiredDays == 0 { return .unknown }
    if counted >= trial.requiredDaysAtDose { return .adequate }
    return possible >= trial.requiredDaysAtDose ? .unknown : .inadequate
  }
}

extension TreatmentRecord {
  /// A step's adequacy: that of its leader's trial, or of all its antidepressants where several make it (F14).
  ///
  /// `unknown` where the leader makes no trial (a control arm).
  public func adequacy(ofStep place: Int) -> Adequacy {
    let step = steps[place]
    let isCombination = step.rule == .s02
    var result: Adequacy?
    for trial in trials where Int(trial.step) == place {
      guard isCombination ? trial.kind == .antidepressant : trial.era == step.leader else { continue }
      switch (result, trial.adequacy) {
      case (.inadequate?, _), (_, .inadequate): result = .inadequate
      case (.unknown?, _), (_, .unknown): result = .unknown
      default: result = .adequate
      }
    }
    return result ?? .unknown
  }
}
