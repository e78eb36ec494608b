/// Two statistics answered in one pass over the same pages.
///
/// Grade: exact where both are.
public struct StatisticPair<First: Statistic, Second: Statistic>: Statistic where First.Page == Second.Page {
  public typealias Page = First.Page

  public let first: First
  public let second: Second

  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  public var grade: Grade { first.grade == .exact ? second.grade : first.grade }

  public struct Summary: Mergeable {
    var first: First.Summary
    var second: Second.Summary

    public mutating func merge(_ other: Summary) {
      first.merge(other.first)
      second.merge(other.second)
    }
  }

  public var empty: Summary { Summary(first: first.empty, second: second.empty) }

  public func add(_ page: Page, to summary: inout Summary) {
    first.add(page, to: &summary.first)
    second.add(page, to: &summary.second)
  }

  public func finish(_ summary: Summary) throws(StatisticError) -> (First.Result, Second.Result) {
    (try first.finish(summary.first), try second.finish(summary.second))
  }
}
