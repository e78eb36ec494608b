public import Summaries
internal import Synchronization
public import Treatment

/// What a cohort answers to one statistic of several.
public final class CohortAnswer<S: Statistic>: CohortQuestion where S.Page == PatientPage {
  private let statistic: S
  private let merged: Mutex<S.Summary>

  init(_ statistic: S) {
    self.statistic = statistic
    merged = Mutex(statistic.empty)
  }

  /// The statistic's result over what was read.
  ///
  /// Throws: ``StatisticError``; of a cohort that was not read yet, what an empty one gives.
  public func result() throws(StatisticError) -> S.Result { try statistic.finish(summary) }

  /// How far the result depends on the way the cohort was split up.
  public var grade: Grade { statistic.grade }

  var summary: S.Summary { merged.withLock { $0 } }
  /// Everything, where the statistic does not say what it reads.
  var request: PageRequest { (statistic as? any PageReading)?.request ?? PageRequest(columns: .all) }

  func makeWorker() -> any CohortQuestionWorker {
    SummaryWorker(statistic: statistic, summary: statistic.empty)
  }

  func take(_ worker: any CohortQuestionWorker) {
    guard let worker = worker as? SummaryWorker<S> else { return }
    merged.withLock { $0.merge(worker.summary) }
  }

  func readAlone(_ cohort: CSVCohort) async throws -> Attrition {
    let (summary, attrition) = try await cohort.read(statistic)
    merged.withLock { $0 = summary }
    return attrition
  }
}

/// A statistic of any kind among others.
protocol CohortQuestion: AnyObject, Sendable {
  var request: PageRequest { get }
  func makeWorker() -> any CohortQuestionWorker
  func take(_ worker: any CohortQuestionWorker)
  func readAlone(_ cohort: CSVCohort) async throws -> Attrition
}

/// What one worker keeps of one question.
protocol CohortQuestionWorker: Sendable {
  mutating func add(_ page: PatientPage)
}

private struct SummaryWorker<S: Statistic>: CohortQuestionWorker where S.Page == PatientPage {
  let statistic: S
  var summary: S.Summary

  mutating func add(_ page: PatientPage) { statistic.add(page, to: &summary) }
}
