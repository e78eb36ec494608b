public import Treatment

/// A simulated patient's events as the files hold them, and how the steps were.
public struct SimulatedHistory: Sendable {
  public struct Label: Sendable, Equatable {
    public let episode: Int
    public let number: Int
    public let strategy: Strategy
    public let start: Int
  }

  public let identifier: String
  public let history: PatientHistory
  /// One a step, ascending.
  public let labels: [Label]
}

extension SteppedCare {
  /// The events of a patient in a catalogue that knows the agents and scales of the simulation, as the bundled one does.
  public func history(of number: Int, in catalogue: Catalogue) -> SimulatedHistory {
    let (_, course) = patient(number)
    var history = PatientHistory()
    for row in course.exposures {
      guard let name = catalogue.meaning(ofAgentNamed: row.agent) else { continue }
      history.exposures.append(
        Exposure(
          agent: name.agent, startDay: Int(row.start), endDay: row.end == .max ? nil : Int(row.end),
          dose: row.dose,
          sessions: row.sessions < 0 ? nil : Int(row.sessions),
          daysSupplied: row.daysSupplied < 0 ? nil : Int(row.daysSupplied),
          stopReason: StopReason(rawValue: row.reason) ?? .unknown, route: name.route))
    }
    history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
    if let madrs = catalogue.scale(named: "MADRS"), let qids = catalogue.scale(named: "QIDSSR16") {
      history.assessments = course.assessments.map {
        Assessment(day: Int($0.day), scale: $0.isRated ? madrs : qids, score: Double($0.score))
      }
    }
    history.assessments.sort { ($0.day, $0.scale) < ($1.day, $1.scale) }
    history.entryDay = 0
    history.lastDay = Int(course.lastDay)
    let labels = course.steps.map {
      SimulatedHistory.Label(
        episode: $0.episode, number: $0.number, strategy: $0.strategy, start: Int($0.start))
    }
    return SimulatedHistory(
      identifier: String(decoding: CohortText.identifier(number), as: UTF8.self), history: history,
      labels: labels)
  }
}
