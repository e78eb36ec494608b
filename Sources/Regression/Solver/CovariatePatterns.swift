/// Rows of a matrix that are equal in every column, found by hashing.
///
/// Grade: exact; patterns stand in the order of their first rows.
struct CovariatePatterns {
  /// The first row of each pattern.
  private(set) var first: [Int] = []
  /// The pattern of each row.
  private(set) var pattern: [Int32] = []

  /// Patterns of `count` rows; `nil` as soon as there are more than `limit`.
  init?(x: [Double], width: Int, count: Int, and extra: [Double] = [], limit: Int) {
    var size = 64
    while size < 2 * min(count, limit + 1) { size *= 2 }
    var table = [Int32](repeating: -1, count: size)
    pattern.reserveCapacity(count)
    for row in 0..<count {
      var slot = Int(truncatingIfNeeded: Self.hash(x, width, extra, row)) & (size - 1)
      while true {
        let found = table[slot]
        if found < 0 {
          if first.count == limit { return nil }
          table[slot] = Int32(first.count)
          pattern.append(Int32(first.count))
          first.append(row)
          break
        }
        if Self.same(x, width, extra, row, first[Int(found)]) {
          pattern.append(found)
          break
        }
        slot = (slot + 1) & (size - 1)
      }
    }
  }

  /// Whether at most about half of the rows differ, judged by how many of 4,096 spread rows meet again.
  ///
  /// Among m rows drawn from N patterns some `m² / 2N` repeat one drawn before.
  static func paysOff(x: [Double], width: Int, count: Int, and extra: [Double]) -> Bool {
    guard count >= 64 else { return count > 1 }
    let drawn = min(count, 4096)
    let rows = (0..<drawn).map { ($0 * count) / drawn }
    var seen: [UInt64: Int] = [:]
    var repeats = 0
    for row in rows where seen.updateValue(row, forKey: hash(x, width, extra, row)) != nil { repeats += 1 }
    return Double(repeats) * Double(count) >= 0.5 * Double(drawn) * Double(drawn)
  }

  private static func hash(_ x: [Double], _ width: Int, _ extra: [Double], _ row: Int) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for j in row * width..<(row + 1) * width { state = mix(state, x[j]) }
    if !extra.isEmpty { state = mix(state, extra[row]) }
    return state ^ (state >> 29)
  }

  private static func mix(_ state: UInt64, _ value: Double) -> UInt64 {
    // + 0 makes the two zeros one.
    var z = (state ^ (value + 0).bitPattern) &* 0xBF58_476D_1CE4_E5B9
    z ^= z >> 32
    return z &* 0x94D0_49BB_1331_11EB
  }

  private static func same(_ x: [Double], _ width: Int, _ extra: [Double], _ one: Int, _ other: Int) -> Bool {
    for j in 0..<width where x[one * width + j] != x[other * width + j] { return false }
    return extra.isEmpty || extra[one] == extra[other]
  }
}

extension Design {
  /// Whether its covariate patterns are at most half of the rows of the data.
  var halvesInPatterns: Bool {
    let varied = offset.contains { $0 != offset[0] } ? offset : []
    return CovariatePatterns(x: x, width: columns.count, count: count, and: varied, limit: dataRows / 2)
      != nil
  }
}

extension LikelihoodRows {
  /// The same likelihood over distinct patterns, where they are at most half of the rows of the data; else `nil`.
  ///
  /// `isCounted` says that equal rows were counted together already, so that looking for the others costs little.
  func collapsed(of dataRows: Int, isCounted: Bool) -> LikelihoodRows? {
    let varied = offset.contains { $0 != offset[0] } ? offset : []
    guard isCounted || CovariatePatterns.paysOff(x: x, width: width, count: count, and: varied),
      let patterns = CovariatePatterns(x: x, width: width, count: count, and: varied, limit: dataRows / 2)
    else { return nil }
    var result = self
    result.count = patterns.first.count
    result.x = []
    result.x.reserveCapacity(result.count * width)
    for row in patterns.first { result.x.append(contentsOf: x[row * width..<(row + 1) * width]) }
    result.offset = patterns.first.map { offset[$0] }
    var weight = [Double](repeating: 0, count: result.count)
    var events = weight
    for row in 0..<count {
      let place = Int(patterns.pattern[row])
      weight[place] += weights[row]
      events[place] += weights[row] * y[row]
    }
    result.weights = weight
    result.y = zip(events, weight).map { min(1, $0 / $1) }
    return result
  }
}
