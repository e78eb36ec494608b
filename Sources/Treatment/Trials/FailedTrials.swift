/// The failed trials of the current episode, one an ingredient, and the trials that may yet turn out as failures.
///
/// A trial fails where it was adequate and its outcome is nonresponse; where intolerance counts by option, also where
/// it ended by intolerance and no success was shown. A response that was lost again (breakthrough) is a failure by
/// option only, and maintenance treatment is no trial that could fail. The placements of ECT are one ingredient. Failures that
/// `prior_failures` states are taken as of the day of entry; failures that are recorded by then are among them and not
/// counted again.
///
/// Units: days from the patient's own day 0.
/// Source: Documentation/Treatment/Resistance.md, P-01, F26 and F27.
public struct FailedTrials: Sendable, Hashable {
  /// Ascending by day.
  public var failures: [Failure]
  /// Ingredients without a failure that have a trial whose adequacy or outcome is not known.
  public var uncertain: Int

  /// More than anybody has; no rule tells larger numbers apart.
  private static let mostPrior = 100

  public struct Failure: Sendable, Hashable {
    /// The day on which it was established.
    public var day: Int32
    /// The score that decided; NaN where a code or `prior_failures` did.
    public var score: Double
  }

  /// - Parameters:
  ///   - counts: Whether a trial of the agent can be a failed one: antidepressants and ECT.
  ///   - fails: Whether an adequate trial with a known outcome failed.
  ///   - succeeds: Whether a trial's success is shown, so that it cannot turn out as a failure.
  public init(
    _ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext,
    counts: (Trial) -> Bool, fails: (Trial) -> Bool = { $0.outcome == .nonresponse },
    succeeds: (Trial) -> Bool = \.isSuccess
  ) {
    let facts = history.facts
    let episode = record.currentEpisode
    let takesPrior = facts.priorFailures > 0 && episode <= 1
    var found: [(ingredient: Int32, failure: Failure, isBeforeEntry: Bool)] = []
    var open: [Int32] = []
    for trial in record.trials where trial.episode == episode && !trial.isMaintenance && counts(trial) {
      let ingredient = trial.kind == .ect ? -1 : trial.agent
      if let day = Self.dayOfFailure(trial, context.parameters, fails) {
        let isBefore = takesPrior && day <= facts.entryDay
        let failure = Failure(day: day, score: trial.isScored ? trial.lastScore : .nan)
        if let known = found.firstIndex(where: { $0.ingredient == ingredient }) {
          if day < found[known].failure.day { found[known].failure = failure }
          found[known].isBeforeEntry = found[known].isBeforeEntry || isBefore
        } else {
          found.append((ingredient, failure, isBefore))
        }
      } else if Self.isUncertain(trial, succeeds), !open.contains(ingredient) {
        open.append(ingredient)
      }
    }
    uncertain = open.filter { one in !found.contains { $0.ingredient == one } }.count
    failures = found.map(\.failure)
    if takesPrior {
      let before = found.filter(\.isBeforeEntry).count
      failures += Array(
        repeating: Failure(day: facts.entryDay, score: .nan), count: max(0, Int(facts.priorFailures) - before)
      )
    }
    failures.sort { $0.day < $1.day }
  }

  /// The day on which a trial is established as failed: the later of its last score and the day on which it had lasted
  /// long enough (F27); its last day where intolerance makes it one. `nil` = it is none.
  static func dayOfFailure(
    _ trial: Trial, _ parameters: DerivationParameters, _ fails: (Trial) -> Bool
  ) -> Int32? {
    if trial.isBreakthrough, !parameters.breakthroughCounts { return nil }
    if trial.adequacy == .adequate, trial.outcome != .unknown, fails(trial) {
      return max(trial.outcomeDay, trial.start + max(1, trial.requiredDays) - 1)
    }
    return parameters.intoleranceCounts && trial.endedByIntolerance && !trial.isSuccess ? trial.end : nil
  }

  /// Adequate or of unknown adequacy, not both facts known, success not shown, not ended by intolerance.
  static func isUncertain(_ trial: Trial, _ succeeds: (Trial) -> Bool) -> Bool {
    trial.adequacy != .inadequate && !(trial.adequacy == .adequate && trial.outcome != .unknown)
      && !succeeds(trial) && !trial.endedByIntolerance && !trial.isBreakthrough
  }
}

extension RuleContext {
  /// Whether a trial is of an antidepressant, or of a procedure that counts as one (ECT).
  public func countsAsFailedTrial(_ trial: Trial) -> Bool {
    trial.kind == .antidepressant
      || formulary.entries[Int(trial.agent)].traits.contains(.countsAsFailedTrial)
  }
}
