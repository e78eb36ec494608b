public import Summaries
internal import Synchronization
public import Treatment

/// What a cohort answers to one statistic of several.
public final class CohortAnswer<S: Statistic>: Sendable where S.Page == PatientPage {
  private let statistic: S
  private let kept: KeptSummary<S>

  init(_ statistic: S, _ kept: KeptSummary<S>) {
    self.statistic = statistic
    self.kept = kept
  }

  /// The statistic's result over what was read.
  ///
  /// Throws: ``StatisticError``; of a cohort that was not read yet, what an empty one gives.
  public func result() throws(StatisticError) -> S.Result { try kept.result(of: statistic) }

  /// How far the result depends on the way the cohort was split up.
  public var grade: Grade { statistic.grade }
}

/// What is counted for one statistic, or for several that count alike, and what they made of it.
final class KeptSummary<S: Statistic>: CohortQuestion where S.Page == PatientPage {
  private let statistic: S
  private let merged: Mutex<S.Summary>
  /// Of equal statistics, asked by many studies of a batch, one is finished.
  private let results = Mutex<[StatisticKey: S.Result]>([:])

  init(_ statistic: S) {
    self.statistic = statistic
    merged = Mutex(statistic.empty)
  }

  var summary: S.Summary { merged.withLock { $0 } }
  /// Everything, where the statistic does not say what it reads.
  var request: PageRequest { (statistic as? any PageReading)?.request ?? PageRequest(columns: .all) }

  func result(of statistic: S) throws(StatisticError) -> S.Result {
    guard let shared = statistic as? any SharedStatistic else { return try statistic.finish(summary) }
    let key = StatisticKey(shared)
    if let known = results.withLock({ $0[key] }) { return known }
    let result = try statistic.finish(summary)
    results.withLock { $0[key] = result }
    return result
  }

  func makeWorker() -> any CohortQuestionWorker {
    SummaryWorker(statistic: statistic, summary: statistic.empty)
  }

  func take(_ worker: any CohortQuestionWorker) {
    guard let worker = worker as? SummaryWorker<S> else { return }
    merged.withLock { $0.merge(worker.summary) }
    results.withLock { $0 = [:] }
  }

  func readAlone(_ cohort: CSVCohort) async throws -> Attrition {
    let (summary, attrition) = try await cohort.read(statistic)
    merged.withLock { $0 = summary }
    results.withLock { $0 = [:] }
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
