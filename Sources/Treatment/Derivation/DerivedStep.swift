/// One treatment attempt that the decision table made, with the rule that made it and the facts it used.
///
/// Units: days from the patient's own day 0, intervals closed.
public struct DerivedStep: Sendable, Hashable {
  /// From 1.
  public var episode: Int32
  /// From 1 in each episode.
  public var number: Int32
  public var rule: DecisionRule
  public var strategy: Strategy
  /// The first onset of the step's new elements.
  public var start: Int32
  /// The earlier of the last day of the new elements and the day before the next numbered step (F12).
  public var end: Int32
  /// A new element runs on at the data end, and no later step ended this one.
  public var isCensored: Bool
  /// Eras in ``TreatmentRecord/elements``: the new ones sorted by name, then those that go on (F13).
  public var elements: Range<Int32>
  /// How many of them are new.
  public var newCount: Int32
  /// The era that leads (F14).
  public var leader: Int32
  public var tags: StepTags
  /// Lifestyle programmes that ran when the step began (F45).
  public var programmesBefore: Programmes = []
  /// Those that began in its first days.
  public var programmesBegun: Programmes = []
  /// Whether the step ran on the last of those days.
  public var reachesLandmark = false
  public var facts: Facts

  /// What the rule looked at.
  public struct Facts: Sendable, Hashable {
    /// Days since an antidepressant last ran; -1 = one was running, or none came before.
    public var gap: Int32 = -1
    /// Longest time for which an old antidepressant ran on from the onset; 0 = none did.
    public var longestTail: Int32 = 0
    /// Shortest of those.
    public var shortestTail: Int32 = 0
    /// Days for which the leading new element ran.
    public var run: Int32 = 0
    /// Antidepressants running on the day before the onset.
    public var running: Int32 = 0
    /// New dose / previous dose; NaN where the rule did not ask.
    public var doseRatio = Double.nan

    public init() {}
  }

  public init(episode: Int32, number: Int32, rule: DecisionRule, strategy: Strategy, start: Int32, end: Int32)
  {
    self.episode = episode
    self.number = number
    self.rule = rule
    self.strategy = strategy
    self.start = start
    self.end = end
    isCensored = false
    elements = 0..<0
    newCount = 0
    leader = -1
    tags = []
    facts = Facts()
  }
}

/// Something the decision table saw that is no step: a covariate (NONE), OPTIMISE, LIFESTYLE, DECOMBINE (F15).
public struct TreatmentEvent: Sendable, Hashable {
  public var rule: DecisionRule
  public var strategy: Strategy
  public var day: Int32
  public var era: Int32
  public var episode: Int32
  /// New dose / previous dose of OPTIMISE and S06; NaN otherwise.
  public var doseRatio: Double

  public init(
    rule: DecisionRule, strategy: Strategy, day: Int32, era: Int32, episode: Int32, doseRatio: Double = .nan
  ) {
    self.rule = rule
    self.strategy = strategy
    self.day = day
    self.era = era
    self.episode = episode
    self.doseRatio = doseRatio
  }
}

/// One patient's road as the rules made it; refilled for each patient in turn.
public struct TreatmentRecord: Sendable, Equatable {
  /// The patient's data end (F1).
  public var dataEnd: Int32 = 0
  /// Ascending by start, then by the agents' names.
  public var eras: [Era] = []
  public var segments: [DoseSegment] = []
  /// Ascending by start.
  public var steps: [DerivedStep] = []
  /// Indices into `eras`, a range a step.
  public var elements: [Int32] = []
  /// Ascending by day.
  public var events: [TreatmentEvent] = []
  /// One for each era that is new in a step and makes a trial: antidepressants, augmenters, rapid-acting agents,
  /// ECT, neuromodulation, psychotherapy. Ascending by start.
  public var trials: [Trial] = []
  /// The scale on which the trials are judged, an index into the catalogue's scales; `nil` = the patient was rated on none (F44).
  public var scale: Int?

  public init() {}

  public mutating func removeAll() {
    dataEnd = 0
    eras.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    removeSteps()
  }

  /// Empties what is made of eras.
  mutating func removeSteps() {
    steps.removeAll(keepingCapacity: true)
    elements.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    trials.removeAll(keepingCapacity: true)
    scale = nil
  }

  func era(_ place: Int32) -> Era { eras[Int(place)] }

  /// The episode that holds the last onset (F26); 0 = no step.
  public var currentEpisode: Int32 { steps.last?.episode ?? 0 }
}

extension TreatmentRecord {
  /// Catalogue indices of a step's elements, the new ones first.
  public func agents(ofStep place: Int) -> [Int] {
    elements[Int(steps[place].elements.lowerBound)..<Int(steps[place].elements.upperBound)].map {
      Int(eras[Int($0)].agent)
    }
  }

  /// The first of them.
  public func leadingAgent(ofStep place: Int) -> Int {
    Int(eras[Int(elements[Int(steps[place].elements.lowerBound)])].agent)
  }
}
