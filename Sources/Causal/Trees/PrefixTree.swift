/// The largest and the least sum of the first so many values, of a list in which values are added at any place.
///
/// Places lie in blocks of 16, which are added up again when one of their values changes; above them stands a binary tree of blocks.
///
/// Shapes: a value has eight lanes, each for a pair of actions.
struct PrefixTree {
  typealias Lanes = SIMD8<Double>

  private static let blockPlaces = 16

  private var values: [Lanes]
  private var sums: [Lanes]
  private var most: [Lanes]
  private var least: [Lanes]
  private let blocks: Int

  init(places: Int) {
    let needed = max(1, (places + Self.blockPlaces - 1) / Self.blockPlaces)
    var blocks = 1
    while blocks < needed { blocks *= 2 }
    self.blocks = blocks
    values = Array(repeating: .zero, count: blocks * Self.blockPlaces)
    sums = Array(repeating: .zero, count: 2 * blocks)
    most = sums
    least = sums
  }

  /// Over all prefixes but the empty one.
  var ends: (most: Lanes, least: Lanes) { (most[1], least[1]) }

  mutating func clear() {
    for place in values.indices { values[place] = .zero }
    for place in sums.indices {
      sums[place] = .zero
      most[place] = .zero
      least[place] = .zero
    }
  }

  mutating func add(_ value: Lanes, at place: Int) {
    values.withUnsafeMutableBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        most.withUnsafeMutableBufferPointer { most in
          least.withUnsafeMutableBufferPointer { least in
            values[place] += value
            let block = place / Self.blockPlaces
            let start = block * Self.blockPlaces
            var sum = values[start]
            var (high, low) = (sum, sum)
            for i in start + 1..<start + Self.blockPlaces {
              sum += values[i]
              high = Self.larger(high, sum)
              low = Self.smaller(low, sum)
            }
            var node = block + blocks
            (sums[node], most[node], least[node]) = (sum, high, low)
            while node > 1 {
              node /= 2
              let (one, two) = (2 * node, 2 * node + 1)
              let first = sums[one]
              sums[node] = first + sums[two]
              most[node] = Self.larger(most[one], first + most[two])
              least[node] = Self.smaller(least[one], first + least[two])
            }
          }
        }
      }
    }
  }

  /// Over prefixes that end from `first` to `last`.
  func ends(from first: Int, through last: Int) -> (most: Lanes, least: Lanes) {
    let (low, high) = (first / Self.blockPlaces, last / Self.blockPlaces)
    var sum = before(low)
    var high0 = Lanes(repeating: -.infinity)
    var low0 = Lanes(repeating: .infinity)
    func scan(_ block: Int) {
      let start = block * Self.blockPlaces
      for place in start..<min(start + Self.blockPlaces, last + 1) {
        sum += values[place]
        guard place >= first else { continue }
        high0 = Self.larger(high0, sum)
        low0 = Self.smaller(low0, sum)
      }
    }
    scan(low)
    if high == low { return (high0, low0) }
    for node in nodes(low + 1, high) {
      high0 = Self.larger(high0, sum + most[node])
      low0 = Self.smaller(low0, sum + least[node])
      sum += sums[node]
    }
    scan(high)
    return (high0, low0)
  }

  /// The sum of the blocks before one.
  private func before(_ block: Int) -> Lanes {
    var sum = Lanes.zero
    var node = block + blocks
    while node > 1 {
      if node & 1 == 1 { sum += sums[node - 1] }
      node /= 2
    }
    return sum
  }

  /// The fewest nodes that together are the blocks from `first` up to but without `end`, in their order.
  private func nodes(_ first: Int, _ end: Int) -> [Int] {
    var (low, high) = (first + blocks, end + blocks)
    var (left, right): ([Int], [Int]) = ([], [])
    while low < high {
      if low & 1 == 1 {
        left.append(low)
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        right.append(high)
      }
      low /= 2
      high /= 2
    }
    return left + right.reversed()
  }

  @inline(__always)
  private static func larger(_ one: Lanes, _ other: Lanes) -> Lanes {
    one.replacing(with: other, where: other .> one)
  }

  @inline(__always)
  private static func smaller(_ one: Lanes, _ other: Lanes) -> Lanes {
    one.replacing(with: other, where: other .< one)
  }
}
