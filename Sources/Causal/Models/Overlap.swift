/// How far the propensities of the two actions lie among each other.
///
/// *Common support* runs from the larger of the two least propensities to the smaller of the two greatest.
///
/// Not: a test. Few rows at an end hold up a mean by large weights; the effective number of rows tells.
public struct Overlap: Sendable, Equatable {
  /// Shares of the rows with each action by propensity, in twenty equal parts from 0 to 1.
  public let firstCounts: [Int]
  public let secondCounts: [Int]
  public let low: Double
  public let high: Double
  private let outsideFirst: Int
  private let outsideSecond: Int

  public static let parts = 20

  init(_ models: ActionModels) {
    let rows = models.rows
    let values = models.propensity.values
    var counts = [Array(repeating: 0, count: Self.parts), Array(repeating: 0, count: Self.parts)]
    var least = [1.0, 1.0]
    var greatest = [0.0, 0.0]
    for row in 0..<rows.count {
      let action = rows.hadFirst(row) ? 1 : 0
      counts[action][min(Self.parts - 1, Int(values[row] * Double(Self.parts)))] += 1
      least[action] = min(least[action], values[row])
      greatest[action] = max(greatest[action], values[row])
    }
    let (low, high) = (max(least[0], least[1]), min(greatest[0], greatest[1]))
    var outside = [0, 0]
    for row in 0..<rows.count where values[row] < low || values[row] > high {
      outside[rows.hadFirst(row) ? 1 : 0] += 1
    }
    (firstCounts, secondCounts, self.low, self.high) = (counts[1], counts[0], low, high)
    (outsideFirst, outsideSecond) = (outside[1], outside[0])
  }

  /// Rows with the action.
  public func rows(_ isFirst: Bool) -> Int { (isFirst ? firstCounts : secondCounts).reduce(0, +) }

  /// Rows with the action whose propensity nobody with the other one reaches.
  public func outside(_ isFirst: Bool) -> Int { isFirst ? outsideFirst : outsideSecond }
}

extension ActionModels {
  public var overlap: Overlap { Overlap(self) }
}
