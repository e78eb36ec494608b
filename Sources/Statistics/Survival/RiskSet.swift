/// A day on which somebody left, with who was there.
public struct RiskSet: Sendable, Equatable {
  public let day: Int
  /// Those under observation just before.
  public let atRisk: Int
  /// By kind.
  public let events: [Int]
  public let censored: Int

  /// Events of every kind.
  public var allEvents: Int { events.reduce(0, +) }

  /// How many could have had an event; where the day stands for a block of days, without half of those censored in it.
  func exposed(isBlock: Bool) -> Double {
    isBlock ? max(Double(atRisk) - Double(censored) / 2, Double(allEvents)) : Double(atRisk)
  }
}

extension SurvivalCounts {
  /// Every day on which somebody left, ascending.
  public var riskSets: [RiskSet] {
    var result: [RiskSet] = []
    var atRisk = 0
    for day in 0...max(lastDay, 0) {
      if day > 0 { atRisk += entered[day - 1] }
      let own = events.map { $0[day] }
      let left = own.reduce(0, +)
      guard left + censored[day] > 0 else { continue }
      result.append(RiskSet(day: day, atRisk: atRisk, events: own, censored: censored[day]))
      atRisk -= left + censored[day]
    }
    return result
  }

  /// How many are under observation just before who leaves on a day does.
  public func atRisk(before day: Int) -> Int {
    day > 0 ? atRisk(after: day - 1) : 0
  }

  /// How many are under observation just after a day.
  public func atRisk(after day: Int) -> Int {
    var result = 0
    for own in 0...max(day, 0) {
      result += entered[own] - censored[own]
      for kind in events { result -= kind[own] }
    }
    return result
  }
}
