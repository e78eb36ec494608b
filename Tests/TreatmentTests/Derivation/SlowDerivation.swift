import Treatment

/// Documentation/Treatment/Derivation.md once more, slow and obvious, to compare the production derivation with.
///
/// Written from that page alone: "Exposures", "Eras", "The decision table", "Where the rules are silent". Days are looked at
/// one by one, rules are a list.
///
/// Where the text leaves it open, these choices are production's:
/// - Several antidepressants in a bundle are COMBINE or COMBINE_FROM_START under S02; the step keeps the tags of the
///   element that would lead, and where that is S24 the tapered drugs are left out of it and of P2.
/// - An element of S08-S11 leads a bundle, else an antidepressant, else the rule number, the onset, the name.
/// - The tags of an element that does not lead are its label only, not its flags (augmentSwap, slowTaper, ...); other
///   than S07, S09-S13 and AUGMENT_x no label makes a tag.
/// - Elements of one bundle are not in each other's `O`, except for an augmenter (S16-S18).
/// - An antidepressant that shares no day with one of the bundle closes the bundle for all that
///   follow and for what begins on its day.
/// - An antidepressant that starts within 14 days of an augmenter is added to a filled `O` too (F19).
/// - Companions of a rapid-acting agent that leads (F18) may be several, and need not share a day.
/// - Exposure for another indication is a covariate; rows of one ingredient for two indications do not merge.
/// - Lithium, levothyroxine and stimulants are background (F5) also if they ended the day before the first treatment;
///   covariates and lifestyle are no first treatment, control arms are.
/// - A course of ECT is named for a bilateral placement in it, else for its first; maintenance ECT stays apart.
/// - A further session of psilocybin is a course like those of F38; other drugs that act within days keep S07.
/// - A change of dose is from the last known dose of the era, also over a bridged gap or days of unknown dose.
/// - S24 looks at known doses only; an `o` that the data end cuts within 60 days leaves S24 UNDETERMINED.
/// - Remission (F4) counts scores after the last onset and before t0; `still running` is end >= t0.
/// - S17, S18a and `O` see the elements of the episode and those carried over; S08 and P3 see every era.
/// - P3: fewer than 14 days after is t0 - end < 14, and 35 days after fluoxetine likewise.
/// - The washout of S19 is 14 days also from a drug other than fluoxetine to an MAOI.
/// - S18a with a psychotherapy running has both tags, afterNonAD and addToPsych.
/// - What goes on (F13) is measured from the leader's onset; S09 and S11 list from 15 days, their own threshold.
/// - P4's tag is given by S25 only: one old drug goes on beyond X, another does not.
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
    let steps = walk.steps.map { withProgrammes($0, eras) }
    let events = covariates(eras) + doseChanges(eras) + walk.steps.flatMap(decombinations)
    return Outcome(eras: eras, steps: steps, events: events)
  }

  /// F1: the stated last day, else the last day that any file states.
  static func dataEnd(of history: PatientHistory) -> Int {
    if let stated = history.lastDay { return stated }
    let starts = history.exposures.map { Int($0.startDay) }
    let ends = history.exposures.filter { !$0.isOpen }.map { Int($0.endDay) }
    let scores = history.assessments.map { Int($0.day) }
    let days = starts + ends + scores + (history.facts.statesEntry ? [history.entryDay] : [])
    return days.max() ?? history.entryDay
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
  var programmesBefore: Programmes = []
  var programmesBegun: Programmes = []
  var reachesLandmark = false
}

/// An event of the reference: no step (F15).
struct SlowEvent {
  var rule: DecisionRule
  var strategy: Strategy
  var day: Int
  var agent: Int
}
