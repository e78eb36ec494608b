extension StepDerivation {
  /// F45: the lifestyle programmes that bear on each step, once its end is known.
  ///
  ///     before   began before the step, and ran on its first day
  ///     begun    began in [start, start + programmeDays] and not after the step's end
  ///
  /// What begins later is none of the step's: whoever stays in it for longer has more time to begin one.
  func addProgrammes(to record: inout TreatmentRecord) {
    let days = parameters.programmeDays
    for step in record.steps.indices {
      record.steps[step].reachesLandmark = record.steps[step].end - record.steps[step].start >= days
    }
    for era in record.eras {
      // Whatever it was given for, and whether or not a declared strategy makes a step of it.
      let programme = formulary.entries[Int(era.agent)].programme
      if programme.isEmpty { continue }
      for step in record.steps.indices {
        let (start, end) = (record.steps[step].start, record.steps[step].end)
        if era.start < start {
          if era.end >= start { record.steps[step].programmesBefore.insert(programme) }
        } else if era.start <= end, era.start - start <= days {
          record.steps[step].programmesBegun.insert(programme)
        }
      }
    }
  }
}

extension ProgrammeColumn {
  /// The level of a step in this column.
  public func level(of step: DerivedStep) -> ProgrammeLevel {
    switch self {
    case .lifestyle: return step.programmesBefore.union(step.programmesBegun).level
    case .landmark:
      if !step.programmesBefore.isEmpty { return .before }
      if !step.reachesLandmark { return .early }
      return step.programmesBegun.isEmpty ? .none : .begun
    }
  }
}
