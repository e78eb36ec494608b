/// A partial result over some patients that can be joined with the partial result over others.
///
/// The laws, checked with `==` and no tolerance on every conforming type:
///
///     a + empty = a      a + b = b + a      (a + b) + c = a + (b + c)      decode(encode(a)) = a
///
/// Not: a promise that `sum(x ++ y) = sum(x) + sum(y)` for every split; that one is the statistic's
/// (see ``Grade``).
public protocol Mergeable: Sendable, Codable, Equatable {
  mutating func merge(_ other: Self)
}

extension Mergeable {
  /// The merge of two partial results as a value.
  public func merged(with other: Self) -> Self {
    var result = self
    result.merge(other)
    return result
  }
}
