extension FailedTrials {
  /// TRD from two failures on, possible where one may be joined by another, indeterminate where two may be.
  func judgement(needed: Int = 2) -> ResistanceJudgement {
    if failures.count >= needed { return ResistanceJudgement(.resistant, on: failures[needed - 1].day) }
    if failures.count + uncertain >= needed {
      return ResistanceJudgement(failures.isEmpty ? .indeterminate : .possible)
    }
    return ResistanceJudgement(.notResistant)
  }
}
