/// What scoring found out of a step row beside its scores.
public struct StepMarks: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The patient has a score on the row's scale somewhere in the files; whoever has none was not assessed on it.
  ///
  /// In a file of steps a row tells of itself alone; ``PatientPage/assessed()`` reads a patient's rows on a scale
  /// together.
  public static let isAssessed = StepMarks(rawValue: 1)
  /// The tag by which a file of steps says of a row without any score that the patient was assessed at another time.
  public static let assessedElsewhere = "assessedElsewhere"

  /// Whether the tags of a row, joined by semicolons, say so.
  public static func saysAssessed(_ tags: String) -> Bool {
    tags.split(separator: ";").contains { $0 == assessedElsewhere }
  }

  /// The endpoint lies after the step's end.
  public static let endsAfterStep = StepMarks(rawValue: 2)

  /// The step would have a baseline with as many days before it as ``BaselineWindow/wider`` has at the place.
  public static func hasBaseline(wider place: Int, _ kind: BaselineKind) -> StepMarks {
    StepMarks(rawValue: (kind == .step ? 4 : 16) << UInt8(place))
  }
}
