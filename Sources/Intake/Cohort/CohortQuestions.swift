public import Summaries
internal import Synchronization
public import Treatment

/// Statistics that go through a cohort together, so that its files are read once for all of them.
public final class CohortQuestions {
  private(set) var questions: [any CohortQuestion] = []

  public init() {}

  /// Puts a statistic among the questions; its answer is there once the cohort was read.
  public func ask<S: Statistic>(_ statistic: S) -> CohortAnswer<S> where S.Page == PatientPage {
    let answer = CohortAnswer(statistic)
    questions.append(answer)
    return answer
  }
}

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

extension CSVCohort {
  /// Reads the cohort for several statistics: sorted events once, any other cohort once for each.
  ///
  /// - Returns: what became of the rows, of the reading that took in most.
  /// Throws: ``IntakeError``, as ``read(_:)``.
  public func read(_ asked: CohortQuestions) async throws -> Attrition {
    if asked.questions.count > 1, let read = try await readParts(asked.questions) { return read.attrition }
    var result = Attrition()
    for question in asked.questions {
      let attrition = try await question.readAlone(self)
      func rows(_ attrition: Attrition) -> Int { attrition.files.values.reduce(0) { $0 + $1.all } }
      if rows(attrition) >= rows(result) { result = attrition }
    }
    return result
  }
}
