/// A score of HAMD17 17 or MADRS 22 and more after two adequate trials.
///
/// A trial fails unless the score fell by half and below the threshold. Resistance is established by the score that
/// decides the second or a later failed trial; where a code decides and not a score, or the patient is rated on another scale
/// (F44), the answer is `possible`.
/// Source: Documentation/Treatment/Resistance.md: Souery 2007; Kautzky 2019, PMC6586002 (verified).
public struct GSRDRule: ResistanceRule {
  public let id = "gsrd"
  public let version = 1
  public let readsFailedTrialsAlone = true
  public let title = "GSRD"
  public let statement =
    "HAMD17 of 17 or more, or MADRS of 22 or more, after at least two adequate trials in the current episode that did "
    + "not bring a fall by half to below that score."
  public let source = "Souery 2007; Kautzky 2019, PMC6586002 (verified)"

  public init() {}

  private func threshold(on scale: Int?, in context: RuleContext) -> Double? {
    switch scale.map({ context.catalogue.scales[$0].id }) {
    case "HAMD17": 17
    case "MADRS": 22
    default: nil
    }
  }

  public func unavailability(in context: RuleContext) -> String? {
    context.scales.allSatisfy { threshold(on: $0, in: context) == nil }
      ? "GSRD is defined on HAMD17 and MADRS; name one of them with --scale" : nil
  }

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    // A score on another scale says nothing of the threshold.
    let known = threshold(on: record.scale, in: context)
    let threshold = known ?? .nan
    let failed = record.failedTrials(
      of: history, in: context, counts: { context.countsAsFailedTrial($0) },
      fails: { trial in
        trial.isScored
          ? trial.outcome == .nonresponse || trial.lastScore >= threshold
          : trial.outcome == .nonresponse
      },
      succeeds: { $0.isSuccess && !($0.lastScore >= threshold) })
    guard failed.failures.count >= 2 else { return failed.judgement() }
    guard known != nil else { return ResistanceJudgement(.possible) }
    let scored = failed.failures.dropFirst()
    if let high = scored.first(where: { $0.score >= threshold }) {
      return ResistanceJudgement(.resistant, on: high.day)
    }
    return ResistanceJudgement(
      scored.contains { $0.score.isNaN } || failed.uncertain > 0 ? .possible : .notResistant)
  }
}
