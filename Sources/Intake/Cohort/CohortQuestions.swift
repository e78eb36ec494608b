public import Summaries
internal import Synchronization
public import Treatment

/// Statistics that go through a cohort together, so that its files are read once for all of them.
public final class CohortQuestions: Sendable {
  private struct Asked {
    var questions: [any CohortQuestion] = []
    /// What is counted -> its place.
    var places: [StatisticKey: Int] = [:]
  }

  private let asked = Mutex(Asked())

  public init() {}

  var questions: [any CohortQuestion] { asked.withLock { $0.questions } }

  /// Puts a statistic among the questions; its answer is there once the cohort was read.
  ///
  /// Those that count alike (``SharedStatistic``), as in studies of a batch that differ in a level, are counted once.
  public func ask<S: Statistic>(_ statistic: S) -> CohortAnswer<S> where S.Page == PatientPage {
    let key = (statistic as? any SharedStatistic).map { StatisticKey($0.counted) }
    return asked.withLock { asked in
      if let key, let place = asked.places[key], let kept = asked.questions[place] as? KeptSummary<S> {
        return CohortAnswer(statistic, kept)
      }
      let kept = KeptSummary(statistic)
      if let key { asked.places[key] = asked.questions.count }
      asked.questions.append(kept)
      return CohortAnswer(statistic, kept)
    }
  }
}

/// A statistic of any kind, to be found again by an equal one.
struct StatisticKey: Hashable, Sendable {
  private let statistic: any SharedStatistic

  init(_ statistic: any SharedStatistic) { self.statistic = statistic }

  static func == (one: Self, other: Self) -> Bool {
    AnyHashable(one.statistic) == AnyHashable(other.statistic)
  }
  func hash(into hasher: inout Hasher) { statistic.hash(into: &hasher) }
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
