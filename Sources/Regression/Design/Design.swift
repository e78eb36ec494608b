/// What a regression is fitted to: the model matrix with its names, the outcome, weights, offset and clusters.
///
/// Shapes: `x` is row-major, `count` x `columns.count`; `y`, `weights`, `offset`, `frequencies` and `clusters` (the last two where
/// there are any) hold one value a row.
/// Units: `y` is the proportion of events of a row, 0 or 1 for single outcomes; `weights` are case weights times the row's
/// trials, as in R's binomial family; a row with a frequency is that many rows of the data that are alike in all of it.
/// Not: free of collinear columns; the fit finds and names them.
public struct Design: Sendable, Equatable {
  /// Names as R prints them: `(Intercept)`, `age`, `sexM`, `factor(site)2`, `age:sexM`.
  public var columns: [String]
  /// For each column, the place of its term in `terms`; -1 for the intercept.
  public var assignment: [Int]
  /// Labels of the formula's terms, as R's `terms()` spells them.
  public var terms: [String]
  public var count: Int
  public var x: [Double]
  public var y: [Double]
  public var weights: [Double]
  public var offset: [Double]
  /// How many rows of the data each row stands for; empty = one each.
  public var frequencies: [Int]
  /// Number of each row's cluster, from 0; empty = none asked for.
  public var clusters: [Int32]

  public init(
    columns: [String], assignment: [Int], terms: [String], count: Int, x: [Double], y: [Double],
    weights: [Double] = [], offset: [Double] = [], frequencies: [Int] = [], clusters: [Int32] = []
  ) {
    self.columns = columns
    self.assignment = assignment
    self.terms = terms
    self.count = count
    self.x = x
    self.y = y
    self.weights = weights.isEmpty ? Array(repeating: 1, count: count) : weights
    self.offset = offset.isEmpty ? Array(repeating: 0, count: count) : offset
    self.frequencies = frequencies
    self.clusters = clusters
  }

  /// How many rows of the data a row stands for.
  func frequency(of row: Int) -> Double { frequencies.isEmpty ? 1 : Double(frequencies[row]) }

  /// The rows of the data, those that were counted together too.
  public var dataRows: Int { frequencies.isEmpty ? count : frequencies.reduce(0, +) }
}
