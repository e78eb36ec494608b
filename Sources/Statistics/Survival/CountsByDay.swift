public import Summaries

/// Counts by day from day 0.
///
/// Dense, since follow-up is months and people are many: memory grows with the last day, never with who was counted.
///
/// Grade: exact
public struct CountsByDay: Mergeable {
  /// By day; the last one is not 0, so that equal counts are equal arrays.
  public private(set) var counts: [Int] = []

  public init() {}

  public subscript(day: Int) -> Int { counts.indices.contains(day) ? counts[day] : 0 }

  /// The day after the last that has a count.
  public var end: Int { counts.count }

  /// Those of some days, both included.
  public func total(from first: Int, through last: Int) -> Int {
    let end = min(last, counts.count - 1)
    return first <= end ? counts[max(0, first)...end].reduce(0, +) : 0
  }

  public var total: Int { counts.reduce(0, +) }

  /// Counts more at a day, which is not before day 0.
  public mutating func add(_ day: Int, count: Int = 1) {
    guard count != 0 else { return }
    if day >= counts.count { counts.append(contentsOf: repeatElement(0, count: day + 1 - counts.count)) }
    counts[day] += count
    trim()
  }

  public mutating func merge(_ other: CountsByDay) {
    for (day, count) in other.counts.enumerated() where count != 0 { add(day, count: count) }
  }

  private mutating func trim() {
    while counts.last == 0 { counts.removeLast() }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    counts = try container.decode([Int].self)
    guard counts.last != 0 else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "Expected counts by day up to the last that has one.")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(counts)
  }
}
