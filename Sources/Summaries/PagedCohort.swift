/// A cohort that is already in memory, page by page: a flat table that a model is fitted to, or what the laws of a statistic are
/// tried on.
public struct PagedCohort<Page: Sendable>: Cohort {
  public var pages: [Page]

  public init(_ pages: [Page]) { self.pages = pages }

  public func summarise<S: Statistic>(_ statistic: S) async throws -> S.Summary
  where S.Page == Page {
    var summary = statistic.empty
    for page in pages { statistic.add(page, to: &summary) }
    return summary
  }
}
