/// A covariate that a statistic reads, and whether it reads it as text or as numbers.
public struct CovariateRequest: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable { case text, number }

  public var name: String
  public var kind: Kind

  public init(_ name: String, as kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// The values of a covariate, one a patient or one a step row.
public enum CovariateColumn: Sendable, Equatable {
  /// Codes in the page's vocabulary; ``Vocabulary/missing`` where there is no value.
  case text([UInt32])
  /// NaN where there is no value.
  case number([Double])

  public mutating func removeAll() {
    switch self {
    case .text(var codes):
      self = .text([])
      codes.removeAll(keepingCapacity: true)
      self = .text(codes)
    case .number(var values):
      self = .number([])
      values.removeAll(keepingCapacity: true)
      self = .number(values)
    }
  }
}
