/// What is asked of a step.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable { case response, remission }

/// How a missing endpoint is read (Documentation/Formats/Scores.md, "A missing endpoint").
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
