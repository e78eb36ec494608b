public import Regression
public import Statistics
public import Treatment

/// A ``PathwayTable`` after disclosure control.
public struct SuppressedPathways: Sendable, Equatable {
  public struct Row: Sendable, Equatable {
    public var pathway: String
    /// `nil` where hidden, as below.
    public var count: Int?
    public var suppressed: Suppression
  }

  public struct Event: Sendable, Equatable {
    public var treatment: String
    public var line: Int?
    public var count: Int?
    public var days: Days?
    public var suppressed: Suppression
  }

  /// How long treatments lasted, as far as it may be told: the days of one patient are nobody's business, so quartiles need many.
  public struct Days: Sendable, Equatable {
    public var least: Int?
    public var lowerQuartile: Double?
    public var median: Double?
    public var upperQuartile: Double?
    public var greatest: Int?
    public var mean: Double?
    public var standardDeviation: Double?
  }

  public struct Transition: Sendable, Equatable {
    public var line: Int
    public var from: String
    public var next: PathwayTable.Transition.Next
    public var count: Int?
    public var of: Int?
    public var estimate: Double?
    public var low: Double?
    public var high: Double?
    public var suppressed: Suppression
  }

  public struct Stage: Sendable, Equatable {
    public var reasonID: Int
    public var reason: String
    public var records: Int?
    public var subjects: Int?
    public var hasRecords: Bool
  }

  public struct Year: Sendable, Equatable {
    public var year: Int
    public var count: Int?
  }

  /// What people read for treatments.
  var names = ReportNames.codes
  var words: PathwayWords { PathwayWords(names: names, unit: unit) }
  public var unit: String
  public var target: String
  public var targetID: Int
  public var parameters: PathwayParameters
  public var total: Int?
  public var rows: [Row]
  /// Patients whose pathways have no row, since too few take each; `nil` where hidden.
  public var other: Int?
  public var hasOther: Bool
  public var events: [Event]
  public var transitions: [Transition]
  public var attrition: [Stage]
  public var years: [Year]
  /// Whether no treatment, step to the next, nor year was left out because too few had it.
  public var isWhole: Bool
  public var endScale: String
  public var interval: IntervalMethod
  public var level: Double
  /// What was done about small cells.
  public var disclosure: String
  /// Counts for which the audit has no proof that they stay hidden.
  public var unproven = 0

  /// What is listed.
  init(_ table: PathwayTable, _ listing: PathwayListing, disclosure: Disclosure) {
    unit = table.unit
    target = table.target
    targetID = table.targetID
    parameters = table.parameters
    total = table.total < listing.least ? nil : table.total
    rows = zip(table.rows, listing.rows).filter(\.1).map {
      Row(pathway: $0.0.pathway, count: $0.0.count, suppressed: .none)
    }
    let listed = zip(table.rows, listing.rows).reduce(0) { $0 + ($1.1 ? $1.0.count : 0) }
    hasOther = table.total != listed
    other = total.map { $0 - listed }
    events = zip(table.events, listing.events).filter(\.1).map { event, _ in
      Event(
        treatment: event.treatment, line: event.line, count: event.count,
        days: event.days.map {
          Days(
            least: $0.least, lowerQuartile: $0.lowerQuartile, median: $0.median,
            upperQuartile: $0.upperQuartile,
            greatest: $0.greatest, mean: $0.mean, standardDeviation: $0.standardDeviation)
        }, suppressed: .none)
    }
    transitions = zip(table.transitions, listing.transitions).filter(\.1).map { row, _ in
      Transition(
        line: row.line, from: row.from, next: row.next, count: row.count, of: row.of, estimate: row.estimate,
        low: row.limits?.low, high: row.limits?.high, suppressed: .none)
    }
    isWhole =
      listing.events.allSatisfy { $0 } && listing.transitions.allSatisfy { $0 }
      && listing.years.allSatisfy { $0 }
    attrition = table.attrition.map {
      Stage(
        reasonID: $0.reasonID, reason: $0.reason, records: $0.records, subjects: $0.subjects,
        hasRecords: $0.records != nil)
    }
    years = zip(table.years, listing.years).filter(\.1).map { Year(year: $0.0.year, count: $0.0.count) }
    endScale = table.endScale
    interval = table.interval
    level = table.level
    self.disclosure = disclosure.sentence
  }

  /// The places that pathways have.
  public var lines: Int { events.compactMap(\.line).max() ?? 0 }
}
