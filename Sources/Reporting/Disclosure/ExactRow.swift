/// A linear equation in whole numbers, `sum of factor x unknown = right`, as a row of a sparse tableau.
///
/// Rows are combined without fractions and divided by what all their numbers share, so that nothing is rounded. Numbers
/// that grow large end the work (`nil`) instead of wrapping.
struct ExactRow {
  private static let largestFactor = 1 << 16
  private static let largestRight = 1 << 40
  /// In ascending order of the unknowns, no factor zero.
  private(set) var terms: [(unknown: Int, factor: Int)]
  private(set) var right: Int

  init(_ terms: [(unknown: Int, factor: Int)], right: Int) {
    self.terms = terms
    self.right = right
  }

  func factor(of unknown: Int) -> Int {
    var low = 0
    var high = terms.count
    while low < high {
      let middle = (low + high) / 2
      if terms[middle].unknown < unknown { low = middle + 1 } else { high = middle }
    }
    return low < terms.count && terms[low].unknown == unknown ? terms[low].factor : 0
  }

  /// The row without the unknown: a positive multiple of it less a multiple of the other row.
  func eliminating(_ unknown: Int, by other: ExactRow) -> ExactRow? {
    let (own, pivot) = (factor(of: unknown), other.factor(of: unknown))
    guard own != 0, pivot != 0 else { return self }
    let shared = Self.divisor(own, pivot)
    let keep = abs(pivot) / shared
    let take = (pivot > 0 ? own : -own) / shared
    func combined(_ x: Int, _ y: Int) -> Int {
      // Both are within their limits, so that the products fit a word.
      keep * x - take * y
    }
    let rest = combined(right, other.right)
    guard abs(rest) <= Self.largestRight else { return nil }
    var result: [(unknown: Int, factor: Int)] = []
    result.reserveCapacity(terms.count + other.terms.count)
    var common = abs(rest)
    var (a, b) = (0, 0)
    while a < terms.count || b < other.terms.count {
      let first = a < terms.count ? terms[a].unknown : .max
      let second = b < other.terms.count ? other.terms[b].unknown : .max
      let next = min(first, second)
      let sum = combined(
        first == next ? terms[a].factor : 0, second == next ? other.terms[b].factor : 0)
      if first == next { a += 1 }
      if second == next { b += 1 }
      guard sum != 0 else { continue }
      result.append((next, sum))
      common = Self.divisor(common, sum)
    }
    if common > 1 { result = result.map { ($0.unknown, $0.factor / common) } }
    guard result.allSatisfy({ abs($0.factor) <= Self.largestFactor }) else { return nil }
    return ExactRow(result, right: common > 1 ? rest / common : rest)
  }

  /// The greatest common divisor.
  static func divisor(_ a: Int, _ b: Int) -> Int {
    var (x, y) = (abs(a), abs(b))
    while y != 0 { (x, y) = (y, x % y) }
    return x
  }
}
