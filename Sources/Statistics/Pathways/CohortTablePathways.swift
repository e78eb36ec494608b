public import Regression
public import Summaries
public import Treatment

/// Pathways of the events of a cohort table within the records of one target, as TreatmentPatterns makes them.
///
/// Shapes, Units, Grade, Not: as ``Pathways``. No scores say how a pathway ends; an exit stands in it like a treatment.
/// Throws: ``StatisticError/noRows(wanted:)`` where nobody has a pathway.
/// Source: Documentation/Pathways.md, "The rules".
public struct CohortTablePathways: Statistic, Sendable {
  public typealias Page = CohortTablePage
  public typealias Summary = PathwaySummary
  public typealias Result = PathwayTable

  public let cohorts: CohortSet
  public let target: CohortSet.Entry
  public let parameters: PathwayParameters
  public let interval: ProportionInterval

  public init(
    of cohorts: CohortSet, in target: CohortSet.Entry, _ parameters: PathwayParameters,
    interval: IntervalMethod = .wilson, level: Double = 0.95
  ) {
    self.cohorts = cohorts
    self.target = target
    self.parameters = parameters
    self.interval = ProportionInterval(interval, level: level)
  }

  public var empty: PathwaySummary { PathwaySummary() }

  public func add(_ page: CohortTablePage, to summary: inout PathwaySummary) {
    var builder = PathwayBuilder(parameters)
    var kinds: [Int: PathwayRecord] = [target.id: PathwayRecord(.target, from: 0, to: 0)]
    for entry in cohorts.entries where entry.type != .target {
      kinds[entry.id] = PathwayRecord(entry.type, builder.number(of: entry.name), from: 0, to: 0)
    }
    var (settled, whole, shortened) = (PageOfPathways(), PageOfPathways(), PageOfPathways())
    var records: [PathwayRecord] = []
    for subject in 0..<page.subjectCount {
      records.removeAll(keepingCapacity: true)
      for row in page.records[page.starts[subject]..<page.starts[subject + 1]] {
        guard var record = kinds[row.cohort] else { continue }
        (record.start, record.end) = (row.start, row.end)
        records.append(record)
      }
      guard records.contains(where: { $0.kind == .target }) else { continue }
      summary.patients += 1
      builder.build(records)
      summary.mostPathways = max(summary.mostPathways, builder.outcome.count)
      if builder.hasOverlap { summary.overlapping += 1 }
      if builder.differsShortened {
        whole.add(builder.outcome, endingIn: .end, year: Self.year(of:))
        shortened.add(builder.shortened, endingIn: .end, year: Self.year(of:))
      } else {
        settled.add(builder.outcome, endingIn: .end, year: Self.year(of:))
      }
    }
    settled.add(to: &summary.settled, builder.sets)
    whole.add(to: &summary.whole, builder.sets)
    shortened.add(to: &summary.shortened, builder.sets)
  }

  public func finish(_ summary: PathwaySummary) throws(StatisticError) -> PathwayTable {
    var table = PathwayTable(unit: "cohort", target: target.name, targetID: target.id, parameters: parameters)
    try table.fill(summary, interval)
    return table
  }

  /// The calendar year of a day since 1970.
  ///
  /// Source: Hinnant, chrono-compatible low-level date algorithms (from memory).
  static func year(of day: Int32) -> Int {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    // Years of the era begin in March.
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    return yearOfEra + era * 400 + (dayOfYear >= 306 ? 1 : 0)
  }
}
