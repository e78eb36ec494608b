internal import LinearAlgebra

/// The share still without the event, day by day, where who left for another reason is taken to go on like those who stayed.
///
///     S(t) = ∏ (1 - d / n)      var S = S² Σ d / (n (n - d))      over the days up to t on which the event happened
///
/// Grade: canonical
/// Not: the share that will have the event where something competes with it: ``AalenJohansen`` is.
/// Source: Kaplan & Meier 1958; Greenwood 1926 (both from memory; held to R's survfit by Datasets/reference/survival).
public struct KaplanMeier: Sendable {
  public struct Point: Sendable, Equatable {
    public var day: Int
    public var atRisk: Int
    public var events: Int
    public var survival: SurvivalEstimate
  }

  /// A point each day on which somebody left.
  public let points: [Point]
  private let z: Double

  public init(_ counts: SurvivalCounts, level: Double = 0.95) {
    z = NormalDistribution.quantile(0.5 + level / 2)
    var (survival, variance) = (1.0, 0.0)
    var points: [Point] = []
    for set in counts.riskSets {
      let hazard = set.events[0] == 0 ? 0 : Double(set.events[0]) / Double(set.atRisk)
      if hazard > 0 {
        // The recursion of Greenwood's sum, which has a value also where nobody is left.
        let stay = 1 - hazard
        variance = stay * stay * variance + survival * survival * hazard * stay / Double(set.atRisk)
        survival *= stay
      }
      points.append(
        Point(
          day: set.day, atRisk: set.atRisk, events: set.events[0],
          survival: SurvivalEstimate(survival, variance: variance, z: z)))
    }
    self.points = points
  }

  /// The estimate after the events of a day.
  public func survival(on day: Int) -> SurvivalEstimate {
    points.last { $0.day <= day }?.survival ?? SurvivalEstimate(1, variance: 0, z: z)
  }

  /// The mean time without the event up to a day (restricted mean), the area under the curve.
  ///
  ///     var = Σ (area from the event's day on)² d / (n (n - d))
  public func meanTime(until day: Int) -> MeanTime {
    var (survival, variance) = (1.0, 0.0)
    var (area, areaVariance, covariance) = (0.0, 0.0, 0.0)
    var last = 0
    func advance(to next: Int) {
      let days = Double(next - last)
      area += survival * days
      areaVariance += 2 * days * covariance + days * days * variance
      covariance += days * variance
      last = next
    }
    for point in points where point.events > 0 && point.day < day {
      advance(to: point.day)
      let hazard = Double(point.events) / Double(point.atRisk)
      let stay = 1 - hazard
      variance = stay * stay * variance + survival * survival * hazard * stay / Double(point.atRisk)
      covariance *= stay
      survival *= stay
    }
    advance(to: day)
    return MeanTime(until: day, days: area, variance: areaVariance, z: z)
  }

  /// The first day on which at most half are without the event; `nil` where it is not reached.
  public var median: Int? { points.first { $0.survival.estimate <= 0.5 }?.day }
}
