import Treatment

/// The decision table of adequacy.md once more, slow and obvious, to compare the production derivation with.
///
/// Written from the specification alone: sections 3, 6 and 10. Days are looked at one by one, rules are a list.
///
/// Where the text leaves it open, these choices are production's:
struct SlowDerivation {
  let catalogue: Catalogue
  let formulary: Formulary
  let parameters: DerivationParameters

  /// What the comparison looks at.
  struct Outcome {
    var eras: [SlowEra] = []
    var steps: [SlowStep] = []
    var events: [SlowEvent] = []
  }

  func derive(_ history: PatientHistory) -> Outcome {
    let dataEnd = Self.dataEnd(of: history)
    let eras = eras(of: history, dataEnd: dataEnd)
    var walk = SlowWalk(derivation: self, eras: eras, assessments: history.assessments, dataEnd: dataEnd)
    walk.run()
    let events = covariates(eras) + doseChanges(eras) + walk.steps.flatMap { decombinations($0, eras) }
    return Outcome(eras: eras, steps: walk.steps, events: events)
  }

  /// F1: the stated last day, else the last day of any row.
  static func dataEnd(of history: PatientHistory) -> Int {
    if let stated = history.lastDay { return stated }
    let starts = history.exposures.map { Int($0.startDay) }
    let ends = history.exposures.filter { !$0.isOpen }.map { Int($0.endDay) }
    let scores = history.assessments.map { Int($0.day) }
    return (starts + ends + scores).reduce(history.entryDay, max)
  }
}

/// A step of the reference.
struct SlowStep {
  var episode: Int
  var number: Int
  var rule: DecisionRule
  var strategy: Strategy
  var start: Int
  var end: Int
  var isCensored: Bool
  /// Sorted by name, as are those that go on (F13).
  var new: [SlowEra]
  var goingOn: [SlowEra]
  var leader: SlowEra
  var tags: StepTags
}

/// An event of the reference: no step (F15).
struct SlowEvent {
  var rule: DecisionRule
  var strategy: Strategy
  var day: Int
  var agent: Int
}
