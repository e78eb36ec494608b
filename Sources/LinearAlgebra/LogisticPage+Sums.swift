extension LogisticPage {
  /// The sums over the rows of a page.
  ///
  /// Shapes: `gradient` holds `width` values and zeros up to a multiple of four; `gram` is empty where no information was summed.
  public struct Sums: Sendable, Equatable, Codable {
    public let width: Int
    public var gradient: [Double]
    public var gram: [Double]
    public var logLikelihood = 0.0
    /// `Σ w v`, by which a step of the coefficients becomes a root mean square step of η.
    public var variance = 0.0
    /// The largest |η|.
    public var reach = 0.0

    public init(width: Int, curvature: Curvature) {
      self.width = width
      let lead = (width + 3) / 4 * 4
      gradient = Array(repeating: 0, count: lead)
      gram = curvature == .none ? [] : Array(repeating: 0, count: lead * lead)
    }

    public mutating func add(_ other: Sums) {
      for i in gradient.indices { gradient[i] += other.gradient[i] }
      for i in gram.indices { gram[i] += other.gram[i] }
      logLikelihood += other.logLikelihood
      variance += other.variance
      reach = max(reach, other.reach)
    }

    /// The information, symmetric.
    public var information: Matrix {
      let lead = gradient.count
      var result = Matrix(zeros: width, width)
      for i in 0..<width {
        for j in 0...i {
          result[i, j] = gram[i * lead + j]
          result[j, i] = result[i, j]
        }
      }
      return result
    }
  }
}
