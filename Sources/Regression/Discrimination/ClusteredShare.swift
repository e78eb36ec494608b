/// A share of events among rows that come in clusters, with limits that allow for them.
///
/// The rule is that of ``RobustInterval``, for weights that need not be whole.
///
///     V = G / (G - 1) · Σ (e - p n)² / N²      deff = max(1, V / (p (1 - p) / N))      n* = N / deff
///
/// Grade: canonical.
struct ClusteredShare {
  private var events = 0.0
  private var size = 0.0
  private var clusters: [(events: Double, size: Double)] = []

  init(_ members: ArraySlice<ClusteredArea.Member>) {
    var place: [Int32: Int] = [:]
    for member in members {
      let found = place[member.cluster] ?? clusters.count
      if found == clusters.count {
        place[member.cluster] = found
        clusters.append((0, 0))
      }
      clusters[found].events += member.events
      clusters[found].size += member.events + member.others
      events += member.events
      size += member.events + member.others
    }
  }

  private var designEffect: Double {
    let count = Double(clusters.count)
    guard events > 0, events < size, count > 1 else { return size / count }
    let share = events / size
    var squares = 0.0
    for cluster in clusters {
      let rest = cluster.events - share * cluster.size
      squares += rest * rest
    }
    return max(1, count / (count - 1) * squares / (size * size) / (share * (1 - share) / size))
  }

  /// By the t distribution of the clusters, as the robust intervals of rates.
  func limits(_ interval: ProportionInterval) -> (low: Double, high: Double) {
    let effective = size / designEffect
    let part = events >= size ? effective : events / size * effective
    return interval.limits(
      events: min(part, effective), of: effective,
      quantile: .student(degreesOfFreedom: Double(clusters.count - 1))) ?? (0, 1)
  }
}
