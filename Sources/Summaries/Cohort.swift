/// Patients in pages, in canonical order, from wherever they are kept.
public protocol Cohort<Page>: Sendable {
  associatedtype Page: Sendable

  /// The merged summary of the statistic over every page.
  ///
  /// Throws: what stands between the cohort and its pages (files that cannot be read, refused rows).
  func summarise<S: Statistic>(_ statistic: S) async throws -> S.Summary where S.Page == Page
}

extension Cohort {
  /// The answer to a statistic's question over the whole cohort.
  ///
  /// Throws: ``StatisticError``, and whatever reading the cohort throws.
  public func answer<S: Statistic>(_ statistic: S) async throws -> S.Result where S.Page == Page {
    try statistic.finish(try await summarise(statistic))
  }
}
