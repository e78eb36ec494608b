/// The second shift of antidepressant treatment within 12 months of the first contact.
///
/// Only SWITCH steps are shifts; ECT is one by option, as in the rule's later version. The clock starts on
/// `first_contact_day` where the file states it, else with the first step, and ``startsAtContact(_:)`` says which.
/// Source: Documentation/Treatment/Resistance.md, F30: Gronemann 2018; Jensen 2022 (verified).
public struct DanishRule: ResistanceRule {
  public let id: String
  public let version = 1
  public let title: String
  public let statement: String
  public let source = "Gronemann 2018; Jensen 2022 (verified)"
  public let looksAtWholeRecord = true
  let countsECT: Bool

  static let window: Int32 = 365

  public init(countingECT: Bool = false) {
    countsECT = countingECT
    id = countingECT ? "danish-ect" : "danish"
    title = countingECT ? "Danish register, with ECT" : "Danish register"
    statement =
      "Second shift in antidepressant treatment within 365 days of the first hospital contact"
      + (countingECT ? ", ECT included" : "")
      + "; of the first step where the files state no contact."
  }

  /// Whether the patient's clock starts on a stated day of contact.
  public static func startsAtContact(_ history: PatientHistory) -> Bool {
    history.facts.firstContactDay != Day.none
  }

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    guard let first = record.steps.first else { return ResistanceJudgement(.notResistant) }
    let contact = Self.startsAtContact(history) ? history.facts.firstContactDay : first.start
    var shifts = 0
    for step in record.steps where step.start >= contact && step.start - contact <= Self.window {
      guard step.strategy.isSwitch || countsECT && step.strategy == .ect else { continue }
      shifts += 1
      if shifts == 2 { return ResistanceJudgement(.resistant, on: step.start) }
    }
    return ResistanceJudgement(.notResistant)
  }
}
