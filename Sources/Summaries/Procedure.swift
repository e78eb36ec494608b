/// A question to a cohort that takes several rounds, because what is asked next depends on what came before.
///
/// Each round is a ``Statistic``: its summary is a mergeable sum over the pages, with the laws of every summary, and the cohort is
/// gone through once for it. Between two rounds the procedure looks at the answer and asks again, or is done.
///
///     let regression = FormulaRegression(formula, on: CohortTable(formula.columns)) { _ in RegressionOptions() }
///     let fit = try await cohort.answer(regression).fit
///
/// Grade: that of its result, which it says itself; of each round, that of its statistic.
/// Not: a way to look at single pages. What one round has not summed, the next cannot know.
public protocol Procedure<Page, Result>: Sendable {
  associatedtype Page: Sendable
  associatedtype Round: Statistic where Round.Page == Page
  associatedtype Result: Sendable
  var grade: Grade { get }
  /// What is asked first.
  var first: Round { get }
  /// What comes of a round's answer.
  ///
  /// Throws: why the procedure has no result.
  func next(after round: Round, _ answer: Round.Result) throws -> ProcedureStep<Round, Result>
}

/// What a procedure does after a round.
public enum ProcedureStep<Round: Sendable, Result: Sendable>: Sendable {
  case ask(Round)
  case done(Result)
}

extension Procedure {
  /// The result, where `answer` goes through the cohort once for each round.
  public func result(_ answer: (Round) async throws -> Round.Result) async throws -> Result {
    var round = first
    while true {
      switch try next(after: round, try await answer(round)) {
      case .ask(let another): round = another
      case .done(let result): return result
      }
    }
  }
}

extension Cohort {
  /// The result of a procedure over the whole cohort.
  ///
  /// Throws: what the procedure and its rounds throw, and whatever reading the cohort throws.
  public func answer<P: Procedure>(_ procedure: P) async throws -> P.Result where P.Page == Page {
    try await procedure.result { round in try await answer(round) }
  }
}
