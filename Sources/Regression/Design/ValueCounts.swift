/// The different values of a column in ascending order, with how often each occurs.
///
/// Scores, ages and counts have few different values, which are counted; a column of many is sorted.
struct ValueCounts {
  private(set) var values: [Double] = []
  /// How many values are at or below each.
  private var ranks: [Int] = []

  var total: Int { ranks.last ?? 0 }

  /// NaN and infinities are passed over; a value counts as often as its frequency, empty = once each.
  init(_ column: [Double], frequencies: [Int] = []) {
    var counts: [Double: Int] = [:]
    for (row, value) in column.enumerated() where value.isFinite {
      counts[value, default: 0] += frequencies.isEmpty ? 1 : frequencies[row]
      if counts.count > 4096 { break }
    }
    if counts.count <= 4096 {
      for (value, count) in counts.sorted(by: { $0.key < $1.key }) { append(value, count) }
    } else if !frequencies.isEmpty {
      let known = column.indices.filter { column[$0].isFinite }
      for row in known.sorted(by: { column[$0] < column[$1] }) { append(column[row], frequencies[row]) }
    } else {
      for value in column.filter(\.isFinite).sorted() { append(value, 1) }
    }
  }

  private init() {}

  private mutating func append(_ value: Double, _ count: Int) {
    if values.last == value {
      ranks[ranks.count - 1] += count
    } else {
      ranks.append(total + count)
      values.append(value)
    }
  }

  func count(_ place: Int) -> Int { ranks[place] - (place == 0 ? 0 : ranks[place - 1]) }

  /// The value of that rank, from 0.
  func ranked(_ rank: Int) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  func kept(_ holds: (Double) -> Bool) -> ValueCounts {
    var result = ValueCounts()
    for place in values.indices where holds(values[place]) { result.append(values[place], count(place)) }
    return result
  }

  /// R's default (type 7): linear between the order statistics around (n - 1) p.
  func quantile(_ p: Double) -> Double {
    let place = Double(total - 1) * p
    let fuzz = 4 * Double.ulpOfOne
    let low = min(Int(place + fuzz), total - 1)
    let rest = place - Double(low)
    let below = ranked(low)
    guard rest > fuzz, low + 1 < total else { return below }
    let above = ranked(low + 1)
    return above == below ? below : (1 - rest) * below + rest * above
  }
}
