public import Summaries
public import Treatment

/// A statistic that gives the rows of a model: what a regression asks of the pages of a cohort.
public protocol RowStatistic<Page>: Statistic where Result: ModelTable {
  var holding: RowHolding { get }
  /// The same question, of which the answer holds patterns or rows.
  func holding(_ holding: RowHolding) -> Self
}

/// The rows of a model, with whatever else was asked of them.
public protocol ModelTable: Sendable {
  /// `nil` where covariate patterns were too many to be counted.
  var table: FlatTable? { get }
}

/// The rows of flat tables, as they stand.
///
/// Grade: exact
public struct FlatRows: RowStatistic {
  public struct Result: ModelTable {
    public let table: FlatTable?
  }

  public init() {}

  public var holding: RowHolding { .rows }
  /// A table is in memory already, so there is nothing to save by counting.
  public func holding(_ holding: RowHolding) -> FlatRows { self }

  public var empty: RowSums { RowSums(.rows) }

  public func add(_ page: FlatTable, to summary: inout RowSums) { summary.add(page, page: 0) }

  public func finish(_ summary: RowSums) throws(StatisticError) -> Result { Result(table: summary.table()) }
}
