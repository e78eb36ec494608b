import LinearAlgebra
import Summaries

/// Names what separates an outcome: the fewest terms that still do, and the values that have one outcome only.
struct SeparationReport {
  let columns: [String]
  let assignment: [Int]
  let terms: [String]
  /// Distinct patterns, row-major, with 1 for events only, -1 for none, 0 for both, and how many rows each stands for.
  let x: [Double]
  let signs: [Double]
  let sizes: [Double]

  private var width: Int { columns.count }

  /// Patterns of the kept columns over rows of positive weight.
  init(design: Design, kept: [Int], rows: LikelihoodRows) {
    columns = kept.map { design.columns[$0] }
    assignment = kept.map { design.assignment[$0] }
    terms = design.terms
    let source = kept.count == rows.width ? rows : ColumnChoice.only(kept).applied(to: rows)
    guard
      let patterns = CovariatePatterns(
        x: source.x, width: source.width, count: source.count, limit: source.count)
    else { preconditionFailure("there are no more patterns than rows") }
    var points: [Double] = []
    for row in patterns.first {
      points.append(contentsOf: source.x[row * source.width..<(row + 1) * source.width])
    }
    var weight = [Double](repeating: 0, count: patterns.first.count)
    var events = weight
    var others = weight
    for row in 0..<source.count {
      let place = Int(patterns.pattern[row])
      weight[place] += source.weights[row]
      events[place] += source.weights[row] * source.y[row]
      others[place] += source.weights[row] * (1 - source.y[row])
    }
    x = points
    sizes = weight
    signs = zip(events, others).map { $0 > 0 && $1 > 0 ? 0 : $0 > 0 ? 1 : -1 }
  }

  private func direction(_ places: [Int]) -> [Double]? {
    var part: [Double] = []
    for row in signs.indices { for j in places { part.append(x[row * width + j]) } }
    // Patterns that the places do not tell apart may have both outcomes; the program sees them as two rows.
    return Separation(x: part, width: places.count, signs: signs).direction
  }

  /// The error, where the data are separated.
  func error() -> StatisticError? {
    var places = Array(0..<width)
    guard var found = direction(places) else { return nil }
    // One term after another is left out where the rest still separates.
    for term in Set(assignment).sorted(by: >) where term >= 0 {
      let rest = places.filter { assignment[$0] != term }
      if !rest.isEmpty, rest.count < places.count, let smaller = direction(rest) {
        places = rest
        found = smaller
      }
    }
    let involved = zip(places, found).filter { $1 != 0 }
    let names = Set(involved.map { assignment[$0.0] }.filter { $0 >= 0 }).sorted().map { terms[$0] }
    return .separated(
      term: names.isEmpty ? "(Intercept)" : names.joined(separator: " + "), levels: levels(involved, places))
  }

  /// Values of a column of few values at which every row has the same outcome; for one column of many, its threshold.
  private func levels(_ involved: [(Int, Double)], _ places: [Int]) -> [String] {
    var result: [String] = []
    let slopes = involved.filter { assignment[$0.0] >= 0 }
    for (place, slope) in slopes {
      var counts: [Double: (events: Bool, others: Bool, size: Double)] = [:]
      for row in signs.indices {
        var count = counts[x[row * width + place]] ?? (false, false, 0)
        count.events = count.events || signs[row] >= 0
        count.others = count.others || signs[row] <= 0
        count.size += sizes[row]
        counts[x[row * width + place]] = count
      }
      if counts.count > 10 {
        if slopes.count == 1 { result.append(contentsOf: threshold(place, slope)) }
        continue
      }
      for (value, count) in counts.sorted(by: { $0.key < $1.key }) where count.events != count.others {
        // A dummy's zero is every other level; it is named only where nothing else is.
        if value == 0, counts.count == 2,
          counts.contains(where: { $0.key != 0 && $0.value.events != $0.value.others })
        {
          continue
        }
        result.append(
          "\(columns[place]) = \(Self.plain(value)): "
            + (count.events ? "every row has the event" : "no row has the event"))
      }
    }
    return result
  }

  private func threshold(_ place: Int, _ slope: Double) -> [String] {
    let events = signs.indices.filter { signs[$0] >= 0 }.map { x[$0 * width + place] }
    let others = signs.indices.filter { signs[$0] <= 0 }.map { x[$0 * width + place] }
    guard let leastEvent = events.min(), let mostEvent = events.max(), let leastOther = others.min(),
      let mostOther = others.max()
    else { return [] }
    if slope > 0, leastEvent >= mostOther {
      return ["\(columns[place]) above \(Self.plain(mostOther)): every row has the event"]
    }
    if slope < 0, mostEvent <= leastOther {
      return ["\(columns[place]) below \(Self.plain(leastOther)): every row has the event"]
    }
    return []
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
