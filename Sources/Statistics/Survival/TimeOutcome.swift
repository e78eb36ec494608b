/// What time is counted to.
public enum TimeOutcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// From the start of a step to the first score that is a response.
  case response
  /// From the start of a step to the first score that is a remission.
  case remission
  /// From the first score that is a remission to the first that is a relapse.
  case relapse
}

/// How a step's time ends, other than by being censored.
public enum TimeEnd: Int, Sendable, Hashable, Codable, CaseIterable {
  case event
  /// The next step begins.
  case nextStep
  /// The files say that the patient was lost.
  case dropout
  /// The treatment ended and no next step began.
  case stopped
  case death

  /// As columns spell it.
  public var code: String {
    switch self {
    case .event: "event"
    case .nextStep: "next_step"
    case .dropout: "dropout"
    case .stopped: "stopped"
    case .death: "death"
    }
  }
}

/// Why a step has no time.
public enum TimeExclusion: Int, Sendable, Hashable, Codable, CaseIterable {
  /// No score on the scale in the files.
  case notAssessed
  /// For a response: no score to respond from, or one at the scale's minimum.
  case noBaseline
  case inRemissionAtStart
  /// Over, or with the event, before the patient came under observation.
  case beforeEntry
  /// Nothing is known of a day after the patient came under observation.
  case noFollowUp
  /// For a relapse: never seen in remission.
  case neverRemitted
  /// Dead, or lost, on time zero or before it.
  case gone
}
