/// Days from a patient's own day 0.
public enum Day {
  /// Stands for a day that is not known, or for an end that has not come.
  public static let none = Int32.min
}

/// Why a treatment ended, as the file codes it (F25).
public enum StopReason: String, Sendable, Hashable, Codable, CaseIterable {
  case nonresponse, partial, response, remission, intolerance, planned, nonadherence, lost, other, unknown

  /// The column that says so of a step: stated in a file of steps, else that of the treatment which leads the step.
  public static let column = "stop_reason"

  /// In the order above.
  var place: Int {
    switch self {
    case .nonresponse: 0
    case .partial: 1
    case .response: 2
    case .remission: 3
    case .intolerance: 4
    case .planned: 5
    case .nonadherence: 6
    case .lost: 7
    case .other: 8
    case .unknown: 9
    }
  }
}

/// What a treatment was given for (F34); only depression makes a trial.
public enum Indication: String, Sendable, Hashable, Codable, CaseIterable {
  case depression, smoking, pain, sleep, anxiety, epilepsy, bipolar, other
}
