import LinearAlgebra
import Synchronization

/// The rows that a likelihood is summed over: distinct covariate patterns, or the rows themselves.
///
/// Shapes: `x` is row-major, `count` x `width`. Coefficients are of the columns after `scaling`.
struct LikelihoodRows: Sendable {
  var count: Int
  var width: Int
  var x: [Double]
  var y: [Double]
  var weights: [Double]
  var offset: [Double]
  var threads = 1
  /// `nil` = the columns as they are.
  var scaling: ColumnScaling?

  var pages: Int { (count + LikelihoodSums.pageRows - 1) / LikelihoodSums.pageRows }

  func range(of page: Int) -> Range<Int> {
    let first = page * LikelihoodSums.pageRows
    return first..<min(count, first + LikelihoodSums.pageRows)
  }

  /// Lends the rows to BLAS for the time of `body`.
  func lend<Result>(_ body: (LogisticPage.Rows) -> Result) -> Result {
    // An empty design has no address; one number stands in, which nothing reads.
    let nothing = [0.0]
    return (x.isEmpty ? nothing : x).withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        weights.withUnsafeBufferPointer { weights in
          offset.withUnsafeBufferPointer { offset in
            guard let x = x.baseAddress, let y = y.baseAddress, let weights = weights.baseAddress,
              let offset = offset.baseAddress
            else { preconditionFailure("a likelihood has rows") }
            return body(LogisticPage.Rows(x: x, y: y, weights: weights, offset: offset))
          }
        }
      }
    }
  }

  /// The sums of one page.
  func sums(
    of page: Int, at coefficients: [Double], _ curvature: LogisticPage.Curvature
  ) -> LogisticPage.Sums {
    lend { rows in
      var sums = LogisticPage.Sums(width: width, curvature: curvature)
      LogisticPage(width: width, scaling: scaling).add(
        rows, range(of: page), coefficients: coefficients, curvature: curvature, to: &sums)
      return sums
    }
  }

  /// The partial over some pages, as a part of a split file makes it.
  func partial(
    _ pages: Range<Int>, at coefficients: [Double], _ curvature: LogisticPage.Curvature = .canonical
  ) -> LikelihoodSums {
    var result = LikelihoodSums()
    for page in pages { result.set(page, to: sums(of: page, at: coefficients, curvature)) }
    return result
  }

  /// The sums over all pages: each by whichever thread comes to it, added in the order of the pages.
  func total(at coefficients: [Double], _ curvature: LogisticPage.Curvature = .canonical) -> LogisticPage.Sums
  {
    let empty = LogisticPage.Sums(width: width, curvature: curvature)
    return pieces(empty: empty) { rows, range, worker, sums in
      worker.add(rows, range, coefficients: coefficients, curvature: curvature, to: &sums)
    }.reduce(into: empty) { $0.add($1) }
  }

  /// The gradient of Jeffreys' penalty.
  func penaltyGradient(at coefficients: [Double], information: Cholesky) -> [Double] {
    let hat = HatFactor(information)
    let zeros = LogisticPage.Sums(width: width, curvature: .none).gradient
    let padded = pieces(empty: zeros) { rows, range, worker, gradient in
      worker.addPenalty(rows, range, coefficients: coefficients, hat: hat, to: &gradient)
    }.reduce(into: zeros) { sum, page in for i in sum.indices { sum[i] += page[i] } }
    return Array(padded[..<width])
  }

  /// One result a page, in the order of the pages.
  private func pieces<Piece: Sendable>(
    empty: Piece,
    _ body: @Sendable (LogisticPage.Rows, Range<Int>, LogisticPage, inout Piece) -> Void
  ) -> [Piece] {
    lend { rows in
      if threads <= 1 || pages <= 1 {
        let worker = LogisticPage(width: width, scaling: scaling)
        return (0..<pages).map { page in
          var piece = empty
          body(rows, range(of: page), worker, &piece)
          return piece
        }
      }
      let done = Mutex<[Piece]>(Array(repeating: empty, count: pages))
      Workers.run(threads, pieces: pages) { page in
        var piece = empty
        body(rows, range(of: page), LogisticPage(width: width, scaling: scaling), &piece)
        let finished = piece
        done.withLock { $0[page] = finished }
      }
      return done.withLock { $0 }
    }
  }
}
