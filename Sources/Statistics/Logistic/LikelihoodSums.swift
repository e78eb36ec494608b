import LinearAlgebra
public import Summaries

/// The sums of one round of a logistic regression over some pages of rows, at given coefficients.
///
/// Each page keeps its own sums under its number, and ``total`` adds them in the order of the pages. So the result has the
/// same bits for any number of threads, and for any split into parts at the bounds of pages.
///
/// Grade: paged
/// Not: compact; a partial holds `(p + 1)²` numbers for each page of ``pageRows`` rows.
public struct LikelihoodSums: Mergeable {
  /// Rows of a page; part of what the bits of a result depend on.
  public static let pageRows = 4096

  private var pages: [Int: PageSums] = [:]

  struct PageSums: Sendable, Codable, Equatable {
    let gram: [Double]
    let logLikelihood: Double
    let variance: Double
    let reach: Double
  }

  public init() {}

  mutating func set(_ page: Int, to sums: LogisticPage.Sums) {
    pages[page] = PageSums(
      gram: sums.gram, logLikelihood: sums.logLikelihood, variance: sums.variance, reach: sums.reach)
  }

  /// Joins the pages of two parts; a page that is in both must be the same in both.
  public mutating func merge(_ other: Self) {
    pages.merge(other.pages) { mine, theirs in
      precondition(mine == theirs, "a page belongs to one part")
      return mine
    }
  }

  /// The sum over pages, in their order.
  func total(width: Int) -> LogisticPage.Sums {
    var result = LogisticPage.Sums(width: width)
    for (_, page) in pages.sorted(by: { $0.key < $1.key }) {
      var sums = LogisticPage.Sums(width: width)
      sums.gram = page.gram
      sums.logLikelihood = page.logLikelihood
      sums.variance = page.variance
      sums.reach = page.reach
      result.add(sums)
    }
    return result
  }
}
