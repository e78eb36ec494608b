public import Regression
public import Summaries
public import Treatment

/// In which order patients were treated: each sequence with its count, what follows what, how long each lasted and how it ended.
///
/// Of strategies, a pathway is a patient's derived steps in order, over all episodes. Of agents and classes it is made of exposures for
/// depression by the rules of TreatmentPatterns, in a window counted from entry and the last day.
///
/// A pathway ends by what became of the patient's last step on the scale asked for, else on the one that scores most of the patient's
/// steps at their end (of equals the first of the catalogue): remission, no remission, or not scored.
///
/// Shapes: one row a pathway; one event a treatment and place; one transition a treatment, place and what follows.
/// Units: days.
/// Grade: exact
/// Not: effects. Who goes on to another treatment has not done well on the one before.
/// Throws: ``StatisticError/noRows(wanted:)`` where nobody has a pathway.
/// Source: Documentation/Pathways.md, "The rules".
public struct Pathways: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Summary = PathwaySummary
  public typealias Result = PathwayTable

  /// What a treatment of a pathway is.
  public enum Unit: String, Sendable, CaseIterable {
    case strategy, agent
    /// The class of a drug (SSRI, …), the family of a procedure.
    case treatmentClass = "class"
  }

  public let unit: Unit
  public let parameters: PathwayParameters
  /// The scale that tells how a pathway ends; `nil` = each patient's own.
  public let scale: String?
  /// The scales whose rows are read; `nil` = all that the cohort holds. A step without a row on them is not seen.
  public let rowsOn: [String]?
  /// Whether scores tell how pathways end; where a cohort has none, nothing is said of it.
  public let tellsEnds: Bool
  public let endpoint: Endpoint
  public private(set) var interval: ProportionInterval
  public let filter: Filter?

  /// `filter` asks about patients only.
  public init(
    of unit: Unit, _ parameters: PathwayParameters, scale: String? = nil, rowsOn: [String]? = nil,
    tellsEnds: Bool = true, endpoint: Endpoint = .last,
    interval: IntervalMethod = .wilson, level: Double = 0.95, where filter: Filter? = nil
  ) {
    self.rowsOn = rowsOn
    self.tellsEnds = tellsEnds
    self.endpoint = endpoint
    self.unit = unit
    self.parameters = parameters
    self.scale = scale
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
  }

  public var counted: Self {
    var counted = self
    counted.interval = ProportionInterval(.wilson, level: 0.95)
    return counted
  }

  public var request: PageRequest {
    var request = PageRequest(
      scales: rowsOn, endpoint: endpoint,
      columns: unit == .strategy ? [.episode, .days] : [.episode, .histories])
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: PathwaySummary { PathwaySummary() }

  public func add(_ page: PatientPage, to summary: inout PathwaySummary) {
    switch unit {
    case .strategy: addSteps(of: page, to: &summary)
    case .agent, .treatmentClass: addExposures(of: page, to: &summary)
    }
  }

  public func finish(_ summary: PathwaySummary) throws(StatisticError) -> PathwayTable {
    var table = PathwayTable(unit: unit.rawValue, parameters: parameters)
    if tellsEnds {
      table.endScale = scale ?? rowsOn.flatMap { $0.count == 1 ? $0[0] : nil } ?? "each patient's own scale"
    }
    try table.fill(summary, interval)
    return table
  }
}
