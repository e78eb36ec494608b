/// Kinds of lifestyle programme that a patient has at one time.
///
/// Source: Documentation/Treatment/Derivation.md, "Programmes" (F45).
public struct Programmes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let sleep = Programmes(rawValue: 1)
  public static let exercise = Programmes(rawValue: 2)
  /// Any other agent whose strategy is LIFESTYLE: light, wake therapy.
  public static let other = Programmes(rawValue: 4)

  /// The one level that several programmes stand under: sleep before exercise before other.
  public var level: ProgrammeLevel {
    contains(.sleep) ? .sleep : contains(.exercise) ? .exercise : contains(.other) ? .other : .none
  }
}

/// The levels of the columns of ``ProgrammeColumn``, in the order in which they are printed.
public enum ProgrammeLevel: String, Sendable, Hashable, Codable, CaseIterable {
  case none, sleep, exercise, other
  /// Of ``ProgrammeColumn/landmark`` alone, as those that follow: the step ran on the landmark, and a programme began by then.
  case begun
  /// A programme ran when the step began, so that it is new to neither side.
  case before
  /// The step ended before the landmark, and had less time to begin one.
  case early
}

/// What a step says of lifestyle programmes, each a column of its own.
///
/// A cohort of events derives them, unless a file has a column of that name; a file of steps may carry them.
/// Source: Documentation/Treatment/Derivation.md, "Programmes" (F45).
public enum ProgrammeColumn: String, Sendable, Hashable, CaseIterable {
  /// Programmes that ran when the step began, or began in its first days.
  case lifestyle
  /// Which side of a comparison the step is on, as of the landmark: none, begun, before or early.
  case landmark = "lifestyle_landmark"
}
