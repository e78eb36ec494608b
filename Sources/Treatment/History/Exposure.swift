/// One row of exposures: a constant-dose segment of a drug, or a session or course of anything else.
///
/// Plain values only, so that a history of any length is a block of memory that is copied and never counted.
/// Units: days from the patient's own day 0, intervals closed; dose in milligrams a day.
public struct Exposure: Sendable, Hashable {
  /// Index into the catalogue's agents.
  public var agent: Int32
  public var startDay: Int32
  /// ``Day/none`` = still running on the patient's last day.
  public var endDay: Int32
  /// Milligrams a day, units already converted; NaN = unknown.
  public var dose: Double
  /// Plasma level in the agent's own unit (nortriptyline ng/ml, lithium mmol/l); NaN = unknown.
  public var level: Double
  /// Sessions of a procedure in this row; -1 = not stated.
  public var sessions: Int32
  /// Days of supply from the start; -1 = not stated.
  public var daysSupplied: Int32
  /// The strategy that the file or cohort.yaml declares; it wins over derivation.
  public var declared: Strategy?
  public var stopReason: StopReason
  public var indication: Indication
  public var route: Route
  public var marks: Marks

  /// What the reader of the row noticed and the output should say.
  public struct Marks: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A thyroid hormone's `dose_mg` of 1 or more was read as micrograms (F7).
    public static let doseReadAsMicrograms = Marks(rawValue: 1)
    /// The dose is a thousand times, or a thousandth of, what the agent is given at: its unit is in doubt.
    public static let doseUnitInDoubt = Marks(rawValue: 2)
    /// The file states no indication, and the name it gives the agent carries one (F36).
    public static let indicationByName = Marks(rawValue: 4)
  }

  public init(
    agent: Int, startDay: Int, endDay: Int?, dose: Double = .nan, level: Double = .nan, sessions: Int? = nil,
    daysSupplied: Int? = nil, declared: Strategy? = nil, stopReason: StopReason = .unknown,
    indication: Indication = .depression, route: Route = [], marks: Marks = []
  ) {
    self.agent = Int32(agent)
    self.startDay = Int32(startDay)
    self.endDay = endDay.map(Int32.init) ?? Day.none
    self.dose = dose
    self.level = level
    self.sessions = sessions.map(Int32.init) ?? -1
    self.daysSupplied = daysSupplied.map(Int32.init) ?? -1
    self.declared = declared
    self.stopReason = stopReason
    self.indication = indication
    self.route = route
    self.marks = marks
  }

  /// Takes the indication that the agent's name carries, where a row states none (F36).
  public mutating func takeIndication(of name: AgentName) {
    guard let carried = name.indication, carried != .depression else { return }
    indication = carried
    marks.insert(.indicationByName)
  }

  /// Whether both rows say the same in every column that is read: one record that stands twice (F43).
  public func isSameRecord(as other: Exposure) -> Bool {
    agent == other.agent && startDay == other.startDay && endDay == other.endDay
      && Self.isSame(dose, other.dose) && Self.isSame(level, other.level) && sessions == other.sessions
      && daysSupplied == other.daysSupplied && declared == other.declared && stopReason == other.stopReason
      && indication == other.indication && route == other.route
      && marks.subtracting(.indicationByName) == other.marks.subtracting(.indicationByName)
  }

  /// Two unknown numbers are the same.
  static func isSame(_ one: Double, _ other: Double) -> Bool { one == other || one.isNaN && other.isNaN }

  /// Whether the row has no end: the treatment runs on the patient's last day.
  public var isOpen: Bool { endDay == Day.none }
}
