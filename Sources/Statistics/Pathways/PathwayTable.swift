public import Regression
public import Treatment

/// Pathways with their counts, and what they are made of.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct PathwayTable: Sendable, Equatable {
  /// A pathway and how many took it.
  public struct Row: Sendable, Equatable {
    /// Treatments joined by `-`, members of a combination by `+`, escaped.
    public var pathway: String
    public var count: Int
    /// Of those, how many ended how.
    public var ends: [(end: PathwayEnd, count: Int)]

    public init(pathway: String, count: Int, ends: [(end: PathwayEnd, count: Int)] = []) {
      self.pathway = pathway
      self.count = count
      self.ends = ends
    }

    public static func == (a: Row, b: Row) -> Bool {
      a.pathway == b.pathway && a.count == b.count && a.ends.elementsEqual(b.ends) { $0 == $1 }
    }
  }

  /// A treatment at a place in pathways.
  public struct Event: Sendable, Equatable {
    public var treatment: String
    /// From 1; `nil` = at any place.
    public var line: Int?
    public var count: Int
    /// `nil` where no end is known.
    public var days: DayQuantiles?

    public init(treatment: String, line: Int?, count: Int, days: DayQuantiles?) {
      self.treatment = treatment
      self.line = line
      self.count = count
      self.days = days
    }
  }

  /// What follows a treatment at a place.
  public struct Transition: Sendable, Equatable {
    public enum Next: Sendable, Hashable {
      case treatment(String)
      case end(PathwayEnd)
    }

    public var line: Int
    public var from: String
    public var next: Next
    public var count: Int
    /// All who had the treatment at the place.
    public var of: Int
    public var limits: (low: Double, high: Double)?

    public var estimate: Double { Double(count) / Double(of) }

    public init(
      line: Int, from: String, next: Next, count: Int, of: Int, limits: (low: Double, high: Double)? = nil
    ) {
      self.line = line
      self.from = from
      self.next = next
      self.count = count
      self.of = of
      self.limits = limits
    }

    public static func == (a: Transition, b: Transition) -> Bool {
      a.line == b.line && a.from == b.from && a.next == b.next && a.count == b.count && a.of == b.of
        && a.limits?.low == b.limits?.low && a.limits?.high == b.limits?.high
    }
  }

  /// Records and patients left after a rule.
  public struct Stage: Sendable, Equatable {
    /// The number that TreatmentPatterns gives the reason; 0 of one that it does not have.
    public var reasonID: Int
    public var reason: String
    /// `nil` before records are looked at.
    public var records: Int?
    public var subjects: Int

    public init(reasonID: Int, reason: String, records: Int?, subjects: Int) {
      self.reasonID = reasonID
      self.reason = reason
      self.records = records
      self.subjects = subjects
    }
  }

  /// What a treatment is: `strategy`, `agent`, `class` or `cohort`.
  public var unit: String
  /// The target whose records give the window, where it has a name.
  public var target: String
  public var targetID: Int
  public var parameters: PathwayParameters
  public var rows: [Row] = []
  public var events: [Event] = []
  public var transitions: [Transition] = []
  public var attrition: [Stage] = []
  /// Pathways by the year in which they begin; empty where the calendar is not known.
  public var years: [(year: Int, count: Int)] = []
  /// The most pathways that one patient has: so many times fewer patients than pathways may stand behind a count.
  public var mostPathways = 1
  public var interval = IntervalMethod.wilson
  public var level = 0.95
  /// Of a pathway's end, whose scale says it; empty where no scale does.
  public var endScale = ""

  public init(unit: String, target: String = "", targetID: Int = 1, parameters: PathwayParameters) {
    self.unit = unit
    self.target = target
    self.targetID = targetID
    self.parameters = parameters
  }

  /// All pathways.
  public var total: Int { rows.reduce(0) { $0 + $1.count } }

  /// The places that pathways have.
  public var lines: Int { events.compactMap(\.line).max() ?? 0 }

  public static func == (a: PathwayTable, b: PathwayTable) -> Bool {
    a.unit == b.unit && a.target == b.target && a.targetID == b.targetID && a.parameters == b.parameters
      && a.rows == b.rows && a.events == b.events && a.transitions == b.transitions
      && a.attrition == b.attrition
      && a.years.elementsEqual(b.years) { $0 == $1 } && a.interval == b.interval && a.level == b.level
      && a.endScale == b.endScale && a.mostPathways == b.mostPathways
  }
}
