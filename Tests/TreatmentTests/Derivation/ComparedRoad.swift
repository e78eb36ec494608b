import Treatment

/// What production and the reference are compared by: one line an era, a step and an event.
struct ComparedRoad: Equatable, CustomStringConvertible {
  var lines: [String]

  /// Tags of the decision table; those of doses and scores are other rules' work.
  private static let others: StepTags = [
    .doseReadAsMicrograms, .doseUnitInDoubt,
  ]

  var description: String { lines.map { "  " + $0 }.joined(separator: "\n") }

  private static func name(_ agent: Int) -> String { DrawnHistory.catalogue.agents[agent].name }

  init(_ outcome: SlowDerivation.Outcome) {
    let eras = outcome.eras.map { era in
      "era \(Self.name(era.agent)) \(era.kind) \(era.start)-\(era.end)\(era.isCensored ? " censored" : "")"
    }
    let steps = outcome.steps.map { step in
      "step \(step.episode).\(step.number) \(step.rule.rawValue) \(step.strategy.name) "
        + "\(step.start)-\(step.end)\(step.isCensored ? " censored" : "") "
        + "new \(step.new.map { Self.name($0.agent) }) on \(step.goingOn.map { Self.name($0.agent) }) "
        + "\(step.tags.subtracting(Self.others).names)"
        + " programmes \(step.programmesBefore.rawValue) \(step.programmesBegun.rawValue) \(step.reachesLandmark)"
    }
    let events = outcome.events.map { event in
      "event \(event.day) \(event.rule.rawValue) \(event.strategy.name) \(Self.name(event.agent))"
    }
    lines = eras.sorted() + steps + events.sorted()
  }

  init(_ record: TreatmentRecord) {
    let eras = record.eras.map { era in
      "era \(Self.name(Int(era.agent))) \(era.kind) \(era.start)-\(era.end)\(era.isCensored ? " censored" : "")"
    }
    let steps = record.steps.map { step in
      let names = record.elements[Int(step.elements.lowerBound)..<Int(step.elements.upperBound)].map {
        Self.name(Int(record.eras[Int($0)].agent))
      }
      let new = Array(names.prefix(Int(step.newCount)))
      let goingOn = Array(names.dropFirst(Int(step.newCount)))
      return "step \(step.episode).\(step.number) \(step.rule.rawValue) \(step.strategy.name) "
        + "\(step.start)-\(step.end)\(step.isCensored ? " censored" : "") new \(new) on \(goingOn) "
        + "\(step.tags.subtracting(Self.others).names)"
        + " programmes \(step.programmesBefore.rawValue) \(step.programmesBegun.rawValue) \(step.reachesLandmark)"
    }
    let events = record.events.map { event in
      "event \(event.day) \(event.rule.rawValue) \(event.strategy.name) "
        + Self.name(Int(record.eras[Int(event.era)].agent))
    }
    lines = eras.sorted() + steps + events.sorted()
  }
}
