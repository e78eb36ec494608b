public import Summaries
public import Treatment

/// How many steps each scale scores at both ends, to find a study's scale where none is named.
///
/// Grade: exact
/// Source: adequacy.md, F32.
public struct ScoredSteps: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage

  public let request: PageRequest

  public init(on scales: [String], endpoint: Endpoint = .last) {
    request = PageRequest(scales: scales, endpoint: endpoint)
  }

  public struct Summary: Mergeable {
    var steps = Tally<Int>()

    public mutating func merge(_ other: Summary) { steps.merge(other.steps) }
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    for row in 0..<page.rows.count
    where !page.rows.baseline[row].isNaN && !page.rows.endpoint[row].isNaN {
      summary.steps.add(Int(page.rows.scale[row]))
    }
  }

  /// The place in the catalogue of the scale that scores most steps, the earlier of two equal; `nil` where none does.
  public func finish(_ summary: Summary) throws(StatisticError) -> Int? {
    summary.steps.ordered.max { ($0.count, -$0.key) < ($1.count, -$1.key) }?.key
  }
}
