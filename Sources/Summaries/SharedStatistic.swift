/// A statistic that can be told from others of its kind, so that questions which count alike are counted once.
///
/// Two that are equal have the same result over every cohort.
/// Not: a promise that unequal ones differ.
public protocol SharedStatistic: Statistic, Hashable {
  /// The statistic without what ``Statistic/finish(_:)`` alone reads, such as a confidence level.
  ///
  /// Two whose `counted` is equal keep equal summaries of every page.
  var counted: Self { get }
}

extension SharedStatistic {
  public var counted: Self { self }
}
