public import Summaries
internal import Synchronization
public import Treatment

/// Statistics that go through a cohort together, so that its files are read once for all of them.
public final class CohortQuestions: Sendable {
  private let asked = Mutex<[any CohortQuestion]>([])

  public init() {}

  var questions: [any CohortQuestion] { asked.withLock { $0 } }

  /// Puts a statistic among the questions; its answer is there once the cohort was read.
  public func ask<S: Statistic>(_ statistic: S) -> CohortAnswer<S> where S.Page == PatientPage {
    let answer = CohortAnswer(statistic)
    asked.withLock { $0.append(answer) }
    return answer
  }
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
