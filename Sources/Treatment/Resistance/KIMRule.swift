/// The start of the third treatment of the current episode after two that lasted more than 28 days each.
///
/// Every step counts but psychotherapy, lifestyle, rechallenge, maintenance and an aborted combination; ECT and
/// magnetic stimulation do (F29). A treatment's length is that of its step (F28); one of 28 days or fewer is skipped.
/// Not: adequacy or outcome. A register holds neither.
/// Source: Documentation/Treatment/Resistance.md, F28 and F29: Hägg 2020, PMC7392234, Panel 1 (verified).
public struct KIMRule: ResistanceRule {
  public let id = "kim"
  public let version = 1
  public let title = "KIM register"
  public let statement =
    "Start of the third sequential treatment of the current episode, each earlier one lasting more than 28 days; ECT and "
    + "rTMS count."
  public let source = "Hägg 2020, PMC7392234, Panel 1 (verified)"

  public init() {}

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    var earlier = 0
    for place in record.steps.indices where record.isCourse(place) {
      let step = record.steps[place]
      guard step.episode == record.currentEpisode else { continue }
      if earlier >= 2 { return ResistanceJudgement(.resistant, on: step.start) }
      if step.days > 28 { earlier += 1 }
    }
    return ResistanceJudgement(.notResistant)
  }
}
