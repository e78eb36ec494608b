/// Which score of a step is its endpoint.
public enum Endpoint: Sendable, Hashable, Codable {
  /// The last score after the step's start and before the next step's.
  case last
  /// The score nearest to `day` days after the step's start, within `window` days either side, the
  /// later of two equally near; always after the start and before the next step's.
  case nearest(day: Int, window: Int)

  /// As the `endpoint` column prints it: `last`, or `42±7`.
  public var label: String {
    switch self {
    case .last: "last"
    case .nearest(let day, let window): "\(day)±\(window)"
    }
  }
}

/// Which score a step is compared with.
public enum BaselineKind: String, Sendable, Hashable, Codable, CaseIterable { case step, entry }

/// What is asked of a step.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable { case response, remission }

/// How a missing endpoint is read (FORMATS.md, "Scores of a step").
public enum MissingReading: String, Sendable, Hashable, Codable, CaseIterable {
  case observed
  case worstCase = "worst-case"
  case locf
  case locfBaseline = "locf-baseline"
}

/// How patients came to their treatments.
public enum StudyDesign: String, Sendable, Hashable, Codable, CaseIterable {
  case randomised, crossover, cohort
}
