/// Two adequate failures of different agents in the current episode: the definition of EMA and of FDA.
///
/// The two differ in their words, not in what can be counted from a treatment history; both are kept, so that a report
/// can name the one it means.
/// Source: Documentation/Treatment/Resistance.md: EMA/CHMP/185423/2010 Rev. 2 (wording from memory); FDA draft guidance on major
/// depressive disorder, June 2018 (from memory).
public struct RegulatoryRule: ResistanceRule {
  public let id: String
  public let version = 1
  public let title: String
  public let statement: String
  public let source: String
  public let readsFailedTrialsAlone = true

  public static let ema = RegulatoryRule(
    id: "ema", title: "EMA",
    statement:
      "At least two failed trials of different agents, of the same or another class, each adequate in dose, "
      + "duration and adherence, in the current episode.",
    source: "EMA/CHMP/185423/2010 Rev. 2, 30 May 2013 (existence verified, wording from memory)")

  public static let fda = RegulatoryRule(
    id: "fda", title: "FDA",
    statement: "At least two failed trials, each adequate in dose and duration, in the current episode.",
    source: "FDA, draft guidance on major depressive disorder, June 2018 (from memory)")

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    record.failedTrials(of: history, in: context, counts: { context.countsAsFailedTrial($0) }).judgement()
  }
}
