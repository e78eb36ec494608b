/// What the staging methods look at, gathered from the current episode of a record.
///
/// Units: days from the patient's own day 0.
/// Source: staging.md, sections 0 and 3 to 6; adequacy.md, F26, F27 and F31.
public struct StagingEvidence: Sendable {
  /// A failed antidepressant, one an ingredient: that of its first failed trial.
  public struct Failure: Sendable {
    public var agent: Int32
    public var day: Int32
    public var days: Int32
    public var thaseRush: Formulary.ThaseRushClass
    public var isDoseOptimised: Bool
    public var isDurationOptimised: Bool
    /// Augmented or combined, and no success of that was shown.
    public var isAugmented: Bool
  }

  public var failures: [Failure] = []
  /// Failures of `prior_failures` that no recorded trial accounts for, as of ``entryDay``.
  public var priorFailures = 0
  public var entryDay: Int32 = 0
  /// Antidepressants that may yet turn out as failures.
  public var uncertain = 0
  public var failedECTDay: Int32?
  public var failedBilateralECTDay: Int32?
  /// The first augmentation of the episode.
  public var augmentationDay: Int32?
  public var severity: ClosedRange<Int> = 1...5
  public var episodeStart: Int32 = 0
  public var dataEnd: Int32 = 0

  public init(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext) {
    let episode = record.currentEpisode
    dataEnd = record.dataEnd
    entryDay = history.facts.entryDay
    gatherFailures(record, history, context, episode)
    let steps = record.steps.filter { $0.episode == episode }
    augmentationDay = steps.first { Self.augments($0) }?.start
    let first = steps.first?.start
    episodeStart = history.facts.episodeStartDay
    if episodeStart == Day.none { episodeStart = first ?? record.dataEnd }
    if let first, let number = context.scale {
      let actsFast =
        record.eras[Int(steps[0].leader)].kind == .ect
        || context.formulary.entries[Int(record.eras[Int(steps[0].leader)].agent)].traits.contains(
          .isRapidActingOrECT)
      let scores = StepScoring().scores(
        from: Int(first), nextStart: steps.count > 1 ? Int(steps[1].start) : nil,
        entryDay: Int(history.facts.entryDay), startsRapid: actsFast, entersRapid: true,
        in: history.assessments, on: number)
      severity = Maudsley.severity(
        of: scores.baseline, on: context.catalogue.scales[number], psychotic: history.facts.psychotic)
    }
  }

  static func augments(_ step: DerivedStep) -> Bool {
    step.strategy.isAugmentation
      || !step.tags.isDisjoint(with: [
        .augmentLithium, .augmentThyroid, .augmentAntipsychotic, .augmentOther,
      ])
  }

  private mutating func gatherFailures(
    _ record: TreatmentRecord, _ history: PatientHistory, _ context: RuleContext, _ episode: Int32
  ) {
    let failed = FailedTrials(
      record, of: history, in: context, counts: { $0.kind == .antidepressant })
    uncertain = failed.uncertain
    for trial in record.trials where trial.episode == episode {
      guard
        let day = FailedTrials.dayOfFailure(
          trial, context.parameters, { $0.outcome == .nonresponse })
      else { continue }
      if trial.kind == .ect {
        failedECTDay = min(failedECTDay ?? day, day)
        if context.formulary.entries[Int(trial.agent)].traits.contains(.isBilateralECT) {
          failedBilateralECTDay = min(failedBilateralECTDay ?? day, day)
        }
      }
      guard trial.kind == .antidepressant, !failures.contains(where: { $0.agent == trial.agent }) else {
        continue
      }
      failures.append(
        Failure(
          agent: trial.agent, day: day, days: trial.days,
          thaseRush: context.formulary.entries[Int(trial.agent)].thaseRush,
          isDoseOptimised: trial.optimisedDoseDay != Day.none,
          isDurationOptimised: trial.days >= MGHStaging.optimisedDays,
          isAugmented: Self.isAugmented(trial, record)))
    }
    priorFailures = failed.failures.count - failures.count
  }

  /// Whether an augmentation or a combination on the trial's drug was shown to bring no success.
  private static func isAugmented(_ trial: Trial, _ record: TreatmentRecord) -> Bool {
    record.steps.enumerated().contains { place, step in
      guard augments(step) || step.strategy == .combine else { return false }
      let old = record.elements[
        Int(step.elements.lowerBound + step.newCount)..<Int(step.elements.upperBound)]
      guard old.contains(trial.era) else { return false }
      return !record.trials.contains { $0.era == step.leader && $0.isSuccess }
    }
  }
}
