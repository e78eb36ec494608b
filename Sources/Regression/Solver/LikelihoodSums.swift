import LinearAlgebra
public import Summaries

/// The sums of one round of a logistic regression over some pages of rows, at given coefficients.
///
/// Each page keeps its own sums under its number, and ``total`` adds them in the order of the pages. So the result has the
/// same bits for any number of threads, and for any split into parts at the bounds of pages.
///
/// Grade: canonical; exact merge of pages.
/// Not: compact; a partial holds some `(p + 1)²` numbers for each page of ``pageRows`` rows.
public struct LikelihoodSums: Mergeable {
  /// Rows of a page; part of what the bits of a result depend on.
  public static let pageRows = LogisticPage.mostRows

  private var pages: [Int: LogisticPage.Sums] = [:]

  public init() {}

  mutating func set(_ page: Int, to sums: LogisticPage.Sums) { pages[page] = sums }

  /// Joins the pages of two parts; a page that is in both must be the same in both.
  public mutating func merge(_ other: Self) {
    pages.merge(other.pages) { mine, theirs in
      precondition(mine == theirs, "a page belongs to one part")
      return mine
    }
  }

  /// The sum over pages, in their order; `nil` of none.
  var total: LogisticPage.Sums? {
    let sorted = pages.sorted { $0.key < $1.key }
    guard let first = sorted.first?.value else { return nil }
    // From nothing, as the whole is summed.
    var result = LogisticPage.Sums(width: first.width, curvature: first.gram.isEmpty ? .none : .canonical)
    for (_, page) in sorted { result.add(page) }
    return result
  }
}
