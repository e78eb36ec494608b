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

  public struct Failure: Sendable, Hashable {
    /// The day on which it was established.
    public var day: Int32
    /// The score that decided; NaN where a code or `prior_failures` did.
    public var score: Double
  }

  init(failures: [Failure], uncertain: Int) {
    self.failures = failures
    self.uncertain = uncertain
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

extension TreatmentRecord {
  /// The failed trials of the current episode.
  ///
  /// - Parameters:
  ///   - counts: Whether a trial of the agent can be a failed one: antidepressants and ECT.
  ///   - fails: Whether an adequate trial with a known outcome failed.
  ///   - succeeds: Whether a trial's success is shown, so that it cannot turn out as a failure.
  public func failedTrials(
    of history: PatientHistory, in context: RuleContext, counts: (Trial) -> Bool,
    fails: (Trial) -> Bool = { $0.outcome == .nonresponse }, succeeds: (Trial) -> Bool = \.isSuccess
  ) -> FailedTrials {
    // A function of the record, not an initialiser, which would take the record over and so copy it: the sensitivity grid
    // asks a hundred times a patient.
    let facts = history.facts
    let episode = currentEpisode
    let takesPrior = facts.priorFailures > 0 && episode <= 1
    var found: [(ingredient: Int32, failure: FailedTrials.Failure, isBeforeEntry: Bool)] = []
    var open: [Int32] = []
    for trial in trials where trial.episode == episode && !trial.isMaintenance && counts(trial) {
      let ingredient = trial.kind == .ect ? -1 : trial.agent
      if let day = FailedTrials.dayOfFailure(trial, context.parameters, fails) {
        let isBefore = takesPrior && day <= facts.entryDay
        let failure = FailedTrials.Failure(day: day, score: trial.isScored ? trial.lastScore : .nan)
        if let known = found.firstIndex(where: { $0.ingredient == ingredient }) {
          if day < found[known].failure.day { found[known].failure = failure }
          found[known].isBeforeEntry = found[known].isBeforeEntry || isBefore
        } else {
          found.append((ingredient, failure, isBefore))
        }
      } else if FailedTrials.isUncertain(trial, succeeds), !open.contains(ingredient) {
        open.append(ingredient)
      }
    }
    var failures = found.map(\.failure)
    if takesPrior {
      let before = found.filter(\.isBeforeEntry).count
      failures += Array(
        repeating: FailedTrials.Failure(day: facts.entryDay, score: .nan),
        count: max(0, Int(facts.priorFailures) - before))
    }
    failures.sort { $0.day < $1.day }
    return FailedTrials(
      failures: failures, uncertain: open.count { one in !found.contains { $0.ingredient == one } })
  }
}

extension RuleContext {
  /// Whether a trial is of an antidepressant, or of a procedure that counts as one (ECT).
  public func countsAsFailedTrial(_ trial: Trial) -> Bool {
    trial.kind == .antidepressant
      || entry(trial.agent).traits.contains(.countsAsFailedTrial)
  }
}
