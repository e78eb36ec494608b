import LinearAlgebra
public import Summaries

extension Trajectories {
  public func finish(_ summary: TrajectorySummary) throws(StatisticError) -> [TrajectoryPoint] {
    let order = GroupOrder(arm)
    let result = summary.scales.inOrder.flatMap { scale, _ -> [TrajectoryPoint] in
      guard let sums = summary.sums[scale] else { return [] }
      // The middle of 14 days that end on day d is d - 6.5.
      let shift = sums.days == nil ? Double(Self.runLength - 1) / 2 : 0
      let ranked = (sums.days ?? sums.runs).ordered.map { (rank: order.rank(of: $0.key.arm), entry: $0) }
      return ranked.sorted { a, b in
        a.rank == b.rank ? a.entry.key.day < b.entry.key.day : a.rank < b.rank
      }.compactMap { point($0.entry.value, $0.entry.key, scale: scale, shift: shift) }
    }
    if result.isEmpty { throw .noRows(wanted: "a trajectory") }
    return result
  }

  private func point(
    _ moments: Moments, _ key: TrajectorySummary.Point, scale: String, shift: Double
  ) -> TrajectoryPoint? {
    guard let mean = moments.mean else { return nil }
    let deviation = moments.standardDeviation
    let half = deviation.map { deviation in
      let t = -StudentDistribution(degreesOfFreedom: Double(moments.n - 1)).quantile((1 - level) / 2)
      return t * deviation / Double(moments.n).squareRoot()
    }
    return TrajectoryPoint(
      arm: key.arm, scale: scale, day: Double(key.day) - shift, n: moments.n, mean: mean,
      standardDeviation: deviation, confLow: half.map { mean - $0 }, confHigh: half.map { mean + $0 })
  }
}
