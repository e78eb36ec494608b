import Foundation
import Summaries
import Testing

@testable import Regression

@Suite("Sums of a likelihood over pages")
struct LikelihoodSumsTests {
  private let rows: LikelihoodRows = {
    let design = DrawnDesign.design(rows: 5 * LikelihoodSums.pageRows - 77, width: 3)
    return LikelihoodRows(
      count: design.count, width: 3, x: design.x, y: design.y, weights: design.weights, offset: design.offset)
  }()
  private let coefficients = [0.1, -0.7, 0.3]

  @Test("Any split at the bounds of pages, merged in any order, gives the bits of the whole")
  func split() {
    let whole = rows.total(at: coefficients)
    for cuts in [[0, 5], [0, 1, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5]] {
      let parts = zip(cuts, cuts.dropFirst()).map { rows.partial($0..<$1, at: coefficients) }
      var forward = LikelihoodSums()
      for part in parts { forward.merge(part) }
      var backward = LikelihoodSums()
      for part in parts.reversed() { backward.merge(part) }
      #expect(forward == backward)
      #expect(forward.total == whole)
    }
  }

  @Test("The laws of a mergeable summary hold")
  func laws() throws {
    let a = rows.partial(0..<1, at: coefficients)
    let b = rows.partial(1..<3, at: coefficients)
    let c = rows.partial(3..<5, at: coefficients)
    #expect(a.merged(with: LikelihoodSums()) == a)
    #expect(a.merged(with: b) == b.merged(with: a))
    #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
    #expect(try JSONDecoder().decode(LikelihoodSums.self, from: JSONEncoder().encode(b)) == b)
  }
}
