/// What the staging methods look at, gathered from the current episode of a record.
///
/// Units: days from the patient's own day 0.
/// Source: Documentation/Treatment/Staging.md, F31; Documentation/Treatment/Resistance.md, F26 and F27.
public struct StagingEvidence: Sendable {
  /// A failed antidepressant, one an ingredient: that of its first failed trial.
  public struct Failure: Sendable {
    public var agent: Int32
    public var day: Int32
    public var days: Int32
    public var thaseRush: Formulary.ThaseRushClass
    /// Days on which the dose and the duration were optimised; `nil` = never.
    public var optimisedDoseDay: Int32?
    public var optimisedDurationDay: Int32?
    /// Onset of an augmentation or a combination of which no success was shown.
    public var augmentedDay: Int32?
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
    augmentationDay = steps.first { Self.augments($0, record) }?.start
    let first = steps.first?.start
    episodeStart = history.facts.episodeStartDay
    if episodeStart == Day.none { episodeStart = first ?? record.dataEnd }
    if let first, let number = record.scale {
      let scores = StepScoring(context.parameters).scores(
        from: Int(first), to: Int(steps[0].end), nextStart: steps.count > 1 ? Int(steps[1].start) : nil,
        entryDay: Int(history.facts.entryDay), startsRapid: record.actsFast(steps[0], context.formulary),
        entersRapid: true, in: history.assessments, on: number)
      severity = Maudsley.severity(
        of: scores.baseline, on: context.catalogue.scales[number], psychotic: history.facts.psychotic)
    }
  }

  /// Whether an augmenter joins an antidepressant in the step, also one that began with it.
  static func augments(_ step: DerivedStep, _ record: TreatmentRecord) -> Bool {
    if step.strategy.isAugmentation { return true }
    func kinds(_ places: Range<Int32>) -> [Formulary.Kind] {
      record.elements[Int(places.lowerBound)..<Int(places.upperBound)].map { record.eras[Int($0)].kind }
    }
    let new = step.elements.lowerBound..<step.elements.lowerBound + step.newCount
    return kinds(new).contains(.augmenter) && kinds(step.elements).contains(.antidepressant)
      && step.strategy != .otherMonotherapy
  }

  private mutating func gatherFailures(
    _ record: TreatmentRecord, _ history: PatientHistory, _ context: RuleContext, _ episode: Int32
  ) {
    let failed = record.failedTrials(
      of: history, in: context, counts: { $0.kind == .antidepressant })
    uncertain = failed.uncertain
    for trial in record.trials where trial.episode == episode && !trial.isMaintenance {
      guard
        let day = FailedTrials.dayOfFailure(
          trial, context.parameters, { $0.outcome == .nonresponse })
      else { continue }
      if trial.kind == .ect {
        failedECTDay = min(failedECTDay ?? day, day)
        if context.entry(trial.agent).traits.contains(.isBilateralECT) {
          failedBilateralECTDay = min(failedBilateralECTDay ?? day, day)
        }
      }
      guard trial.kind == .antidepressant, !failures.contains(where: { $0.agent == trial.agent }) else {
        continue
      }
      failures.append(
        Failure(
          agent: trial.agent, day: day, days: trial.days,
          thaseRush: context.entry(trial.agent).thaseRush,
          optimisedDoseDay: trial.optimisedDoseDay == Day.none ? nil : trial.optimisedDoseDay,
          optimisedDurationDay: trial.days >= MGHStaging.optimisedDays
            ? trial.start + MGHStaging.optimisedDays - 1 : nil,
          augmentedDay: Self.augmentedDay(trial, record)))
    }
    priorFailures = failed.failures.count - failures.count
  }

  /// The onset of an augmentation or a combination on the trial's drug, or begun with it, of which no success was shown.
  private static func augmentedDay(_ trial: Trial, _ record: TreatmentRecord) -> Int32? {
    for step in record.steps where augments(step, record) || step.strategy == .combine {
      let elements = record.elements[Int(step.elements.lowerBound)..<Int(step.elements.upperBound)]
      let new = elements.prefix(Int(step.newCount))
      // A drug that is itself the addition is not augmented by it.
      guard elements.contains(trial.era), !(step.strategy == .combine && new.contains(trial.era)) else {
        continue
      }
      let added = new.filter { $0 != trial.era }
      let succeeds = record.trials.contains { added.contains($0.era) && $0.isSuccess }
      if !added.isEmpty, !succeeds { return step.start }
    }
    return nil
  }
}
