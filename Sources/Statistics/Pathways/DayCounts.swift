import Summaries

/// How often each number of days was counted, with quantiles, mean and standard deviation of all.
///
/// Grade: exact
struct DayCounts: Mergeable {
  /// By the number of days, up to the longest that occurs.
  private var counts: [Int] = []
  /// Numbers of days that are too long to have a place of their own.
  private var long = Tally<Int>()
  private(set) var total = 0

  private static let most = 1 << 12

  mutating func add(_ days: Int) { add(days, count: 1) }

  private mutating func add(_ days: Int, count: Int) {
    total += count
    guard days >= 0, days < Self.most else { return long.add(days, count: count) }
    if days >= counts.count { counts += Array(repeating: 0, count: days + 1 - counts.count) }
    counts[days] += count
  }

  mutating func merge(_ other: DayCounts) {
    if other.counts.count > counts.count {
      counts += Array(repeating: 0, count: other.counts.count - counts.count)
    }
    for (days, count) in other.counts.enumerated() { counts[days] += count }
    long.merge(other.long)
    total += other.total
  }

  /// Days and counts, ascending by days.
  private var ordered: [(days: Int, count: Int)] {
    let kept = long.ordered
    return kept.filter { $0.key < 0 }.map { ($0.key, $0.count) }
      + counts.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
      + kept.filter { $0.key >= 0 }.map { ($0.key, $0.count) }
  }

  /// Least, quartiles, greatest, mean and standard deviation; `nil` of nothing.
  var summary: DayQuantiles? {
    guard total > 0 else { return nil }
    let ordered = ordered
    func value(at place: Int) -> Int {
      var before = 0
      for entry in ordered {
        before += entry.count
        if place < before { return entry.days }
      }
      return ordered.last?.days ?? 0
    }
    let quartiles = Quartiles(of: total) { Double(value(at: $0)) }
    let sum = ordered.reduce(0) { $0 + $1.days * $1.count }
    let squares = ordered.reduce(0) { $0 + $1.days * $1.days * $1.count }
    let (n, squaresTimes) = (Double(total), Double(total) * Double(squares))
    let variance = total > 1 ? max(squaresTimes - Double(sum) * Double(sum), 0) / (n * (n - 1)) : nil
    return DayQuantiles(
      least: value(at: 0), lowerQuartile: quartiles.lower, median: quartiles.median,
      upperQuartile: quartiles.upper, greatest: value(at: total - 1), mean: Double(sum) / n,
      standardDeviation: variance?.squareRoot(), count: total)
  }

  private struct Entry: Codable {
    var days: Int
    var count: Int
  }

  init() {}

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd {
      let entry = try container.decode(Entry.self)
      add(entry.days, count: entry.count)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (days, count) in ordered { try container.encode(Entry(days: days, count: count)) }
  }
}

/// How long treatments of a kind lasted.
///
/// Units: days.
public struct DayQuantiles: Sendable, Equatable {
  public var least: Int
  public var lowerQuartile: Double
  public var median: Double
  public var upperQuartile: Double
  public var greatest: Int
  public var mean: Double
  /// `nil` of a single one.
  public var standardDeviation: Double?
  /// Treatments of which both ends are known.
  public var count: Int

  public init(
    least: Int, lowerQuartile: Double, median: Double, upperQuartile: Double, greatest: Int, mean: Double,
    standardDeviation: Double?, count: Int
  ) {
    self.least = least
    self.lowerQuartile = lowerQuartile
    self.median = median
    self.upperQuartile = upperQuartile
    self.greatest = greatest
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.count = count
  }
}
