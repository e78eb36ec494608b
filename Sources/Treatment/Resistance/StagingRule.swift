/// A staging score at or above a threshold, as registers that compare definitions use it.
///
/// Established on the first day on which the score, of what was known by then, reaches the threshold. Where the severity at
/// baseline or the outcome of a trial is not known, the answer is resistant only if the lowest score that
/// agrees with the files is high enough, and possible or indeterminate if the highest is.
/// Source: Documentation/Treatment/Resistance.md and Documentation/Treatment/Staging.md: Hägg 2020, PMC7392234, Panel 1 (verified).
public struct StagingRule: ResistanceRule {
  enum Method: Sendable { case mgh, maudsley }

  public let id: String
  public let version = 1
  public let title: String
  public let statement: String
  public let source = "Hägg 2020, PMC7392234, Panel 1 (verified)"
  let method: Method
  let threshold: Double

  public static let mgh = StagingRule(
    id: "mgh", title: "MGH-s >= 4",
    statement:
      "A score of 4 or more on the staging method of the Massachusetts General Hospital, in the current episode.",
    method: .mgh, threshold: 4)

  public static let msm = StagingRule(
    id: "msm", title: "MSM >= 5",
    statement: "A score of 5 or more on the Maudsley Staging Method, in the current episode.",
    method: .maudsley, threshold: 5)

  private func lowest(_ staging: Staging) -> Double {
    switch method {
    case .mgh: staging.mgh.score
    case .maudsley: staging.maudsleyAtLeast.map { Double($0.score) } ?? 0
    }
  }

  private func highest(_ staging: Staging) -> Double {
    switch method {
    case .mgh: staging.mgh.score
    case .maudsley: staging.maudsleyAtMost.map { Double($0.score) } ?? 0
    }
  }

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    guard !record.steps.isEmpty else { return ResistanceJudgement(.notResistant) }
    let evidence = StagingEvidence(record, of: history, in: context)
    if lowest(Staging(evidence)) >= threshold {
      // The score only rises with time, so it passes the threshold on one of the days on which something came about.
      var days = evidence.failures.map(\.day) + [evidence.entryDay, evidence.dataEnd]
      for failure in evidence.failures {
        days += [failure.optimisedDoseDay, failure.optimisedDurationDay, failure.augmentedDay].compactMap {
          $0
        }
      }
      days += [evidence.failedECTDay, evidence.augmentationDay].compactMap { $0 }
      days += [evidence.episodeStart + 365, evidence.episodeStart + 730]
      let first = days.sorted().first {
        $0 <= evidence.dataEnd && lowest(Staging(evidence, on: $0)) >= threshold
      }
      return ResistanceJudgement(.resistant, on: first ?? evidence.dataEnd)
    }
    guard highest(Staging(evidence, on: evidence.dataEnd, supposing: evidence.uncertain)) >= threshold else {
      return ResistanceJudgement(.notResistant)
    }
    let isEstablished = evidence.failures.count + evidence.priorFailures > 0
    return ResistanceJudgement(isEstablished ? .possible : .indeterminate)
  }
}
