/// All staging methods of one patient's current episode, as of a day.
///
/// Source: Documentation/Treatment/Staging.md.
public struct Staging: Sendable {
  public let thaseRush: ThaseRush
  public let mgh: MGHStaging
  public let european: EuropeanStaging
  /// With the lowest severity that the scores allow; `nil` without a failed antidepressant.
  public let maudsleyAtLeast: Maudsley?
  /// With the highest severity.
  public let maudsleyAtMost: Maudsley?

  /// The score where severity is known; `nil` where it is not, or no antidepressant failed.
  public var maudsley: Maudsley? { maudsleyAtLeast == maudsleyAtMost ? maudsleyAtLeast : nil }

  /// - Parameter extra: Failures to suppose beside those that are established.
  public init(_ evidence: StagingEvidence, on day: Int32, supposing extra: Int = 0) {
    let failures = evidence.failures.filter { $0.day <= day }
    let prior = evidence.entryDay <= day ? evidence.priorFailures : 0
    let count = failures.count + prior + extra
    func happened(_ event: Int32?) -> Bool { event.map { $0 <= day } ?? false }
    let failedECT = happened(evidence.failedECTDay)
    let augmented = happened(evidence.augmentationDay)
    thaseRush = ThaseRush(
      failedClasses: Set(failures.map(\.thaseRush)),
      bilateralECTFailed: happened(evidence.failedBilateralECTDay))
    // Trials of fewer than six weeks, which a shorter `minTrialDays` lets through elsewhere, do not count here.
    let long = failures.filter { $0.days >= MGHStaging.shortestTrial }
    mgh = MGHStaging(
      failed: long.count + prior + extra, doseOptimised: long.count { happened($0.optimisedDoseDay) },
      durationOptimised: long.count { happened($0.optimisedDurationDay) },
      augmented: long.count { happened($0.augmentedDay) }, failedECT: failedECT)
    european = EuropeanStaging(
      failed: count, days: failures.reduce(0) { $0 + Int($1.days) }, usedAugmentation: augmented,
      failedECT: failedECT)
    func maudsley(_ severity: Int) -> Maudsley? {
      Maudsley(
        days: Int(day - evidence.episodeStart + 1), severity: severity, failed: count,
        usedAugmentation: augmented, failedECT: failedECT)
    }
    maudsleyAtLeast = maudsley(evidence.severity.lowerBound)
    maudsleyAtMost = maudsley(evidence.severity.upperBound)
  }

  /// As of the patient's data end.
  public init(_ evidence: StagingEvidence) { self.init(evidence, on: evidence.dataEnd) }
}
