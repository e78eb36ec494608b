/// Whether a history is resistant by a rule.
public enum ResistanceStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case notResistant = "not_resistant"
  case possible
  case resistant
  case indeterminate
  /// Nothing is known of any antidepressant, so that no rule can tell: in no denominator.
  case noHistory = "no_history"
}

/// A rule's answer for one patient.
public struct ResistanceJudgement: Sendable, Hashable {
  public var status: ResistanceStatus
  /// The day on which it is established, for `resistant` only; else ``Day/none``.
  public var day: Int32

  public init(_ status: ResistanceStatus, on day: Int32 = Day.none) {
    self.status = status
    self.day = day
  }
}

/// A named, versioned definition of treatment resistance.
///
/// Source: Documentation/Treatment/Resistance.md, F26-F33; Documentation/Treatment/Trials.md, F24 and F25.
public protocol ResistanceRule: Sendable {
  /// As `--rules` names it: `ema`, `danish`.
  var id: String { get }
  /// Raised when an answer changes: `1`.
  var version: Int { get }
  var title: String { get }
  /// The rule in one sentence.
  var statement: String { get }
  /// The publication, with its mark: verified or from memory.
  var source: String { get }
  /// Whether the rule looks at all episodes and not at the current one alone.
  var looksAtWholeRecord: Bool { get }
  /// Whether adequacy and outcome of trials are all that it looks at, so that a file of steps is enough to judge by it.
  var readsFailedTrialsAlone: Bool { get }
  /// Why the rule has no answer in this study, as a sentence; `nil` where it has.
  func unavailability(in context: RuleContext) -> String?
  func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
}

extension ResistanceRule {
  public func unavailability(in context: RuleContext) -> String? { nil }
  public var looksAtWholeRecord: Bool { false }
  public var readsFailedTrialsAlone: Bool { false }

  /// Why the rule has no answer where files state steps and no exposures; `nil` where it has.
  public func unavailabilityFromSteps(in context: RuleContext) -> String? {
    readsFailedTrialsAlone
      ? unavailability(in: context)
      : "it looks at courses, doses or the days of each drug, which need exposures, and a file of steps states strategies, "
        + "adequacy and scores"
  }

  /// The rule's answer for a patient of whose antidepressants the files tell, else `no_history`.
  ///
  /// Every verb asks by this: who never had a trial, or whose trials nobody wrote down, is not "not resistant".
  public func answer(for record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    record.tellsOfAntidepressants(history)
      ? judge(record, of: history, in: context) : ResistanceJudgement(.noHistory)
  }
}

extension TreatmentRecord {
  /// Whether the files hold a trial of an antidepressant in any episode, or state failures before entry for a patient
  /// with a step.
  ///
  /// Source: Documentation/Treatment/Resistance.md, "No history".
  public func tellsOfAntidepressants(_ history: PatientHistory) -> Bool {
    trials.contains { $0.kind == .antidepressant } || (!steps.isEmpty && history.facts.priorFailures > 0)
  }
}
