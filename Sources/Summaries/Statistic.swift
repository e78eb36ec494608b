/// A question to a cohort, answered in three moves: add each page to a summary, merge the
/// summaries, finish once.
///
/// Grade: `exact` unless the conforming type says otherwise.
/// Not: `add` may rely neither on the order of pages nor on seeing them all.
public protocol Statistic<Page, Result>: Sendable {
  associatedtype Page: Sendable
  associatedtype Summary: Mergeable
  associatedtype Result: Sendable

  var grade: Grade { get }
  var empty: Summary { get }
  func add(_ page: Page, to summary: inout Summary)
  func finish(_ summary: Summary) throws(StatisticError) -> Result
}

extension Statistic {
  public var grade: Grade { .exact }
}
