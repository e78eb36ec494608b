/// Two switches between antidepressants that were taken for at least six weeks each, as health records show them.
///
/// Antidepressants are taken one after another by their start, over the whole record; a drug taken for fewer than 42 days
/// is skipped, overlaps count, and only a consecutive repeat of a drug is no switch. A pause of more than 98 days is no
/// switch; one of more than 182 days starts a new episode and the count again. The third drug counts once it has been
/// taken for 42 days, so that is the day of resistance; where it still runs and is younger, resistance is possible.
/// Not: adequacy of dose, nor outcome.
/// Source: Documentation/Treatment/Resistance.md, F33 (health-record rule of Fabbri and colleagues).
public struct FabbriRule: ResistanceRule {
  public let id = "fabbri"
  public let version = 1
  public let looksAtWholeRecord = true
  public let title = "Fabbri (health records)"
  public let statement =
    "At least two switches between antidepressants, each drug taken for at least 42 days, with at most 98 days between "
    + "drugs."
  public let source = "Fabbri 2021, as stated in the specification (from memory)"

  static let shortestTrial: Int32 = 42
  static let longestPause: Int32 = 98
  static let episodePause: Int32 = 182

  public init() {}

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    var switches = 0
    var agent: Int32?
    var lastEnd = Int32.min
    for era in record.eras where era.kind == .antidepressant {
      let isYoung = era.days < Self.shortestTrial
      guard !isYoung || era.isCensored else { continue }
      let pause = agent == nil ? 0 : era.start - lastEnd - 1
      if isYoung {
        if switches == 1, agent != era.agent, pause <= Self.longestPause {
          return ResistanceJudgement(.possible)
        }
        continue
      }
      if pause > Self.episodePause { switches = 0 }
      if let agent, agent != era.agent, pause <= Self.longestPause { switches += 1 }
      if switches == 2 { return ResistanceJudgement(.resistant, on: era.start + Self.shortestTrial - 1) }
      agent = era.agent
      lastEnd = max(lastEnd, era.end)
    }
    return ResistanceJudgement(.notResistant)
  }
}
