public import Summaries

/// Patients who had two treatments, by what came of each: McNemar's table.
///
/// Grade: exact
public struct PairedCounts: Mergeable, Hashable {
  public var both = 0
  public var onlyFirst = 0
  public var onlySecond = 0
  public var neither = 0

  public init(both: Int = 0, onlyFirst: Int = 0, onlySecond: Int = 0, neither: Int = 0) {
    self.both = both
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.neither = neither
  }

  public var n: Int { both + onlyFirst + onlySecond + neither }
  public var firstEvents: Int { both + onlyFirst }
  public var secondEvents: Int { both + onlySecond }

  mutating func add(first: Bool, second: Bool) {
    switch (first, second) {
    case (true, true): both += 1
    case (true, false): onlyFirst += 1
    case (false, true): onlySecond += 1
    case (false, false): neither += 1
    }
  }

  public mutating func merge(_ other: PairedCounts) {
    both += other.both
    onlyFirst += other.onlyFirst
    onlySecond += other.onlySecond
    neither += other.neither
  }

  /// The same with the treatments in the other order.
  var turned: PairedCounts {
    PairedCounts(both: both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither: neither)
  }
}
