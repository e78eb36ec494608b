public import Summaries
import Treatment

/// The counts behind a ``ResistanceTable``.
public struct ResistanceSummary: Mergeable {
  /// The answers of a pattern; who has no history has none.
  static let statuses: [ResistanceStatus] = [.notResistant, .possible, .resistant, .indeterminate]

  static func code(of status: ResistanceStatus) -> Int { statuses.firstIndex(of: status) ?? 0 }

  struct StageKey: Hashable, Comparable, Codable {
    var method: Int
    var stage: Int

    static func < (a: StageKey, b: StageKey) -> Bool { (a.method, a.stage) < (b.method, b.stage) }
  }

  /// What is known of the trials of the current episodes.
  struct Trials: Mergeable {
    var adequate = 0
    var inadequate = 0
    var unknown = 0
    /// Drug trials of which no day has a known dose.
    var withoutDose = 0
    var drugs = 0
    /// Adequate trials whose adherence nobody recorded.
    var adequateWithoutCoverage = 0
    var withoutOutcome = 0
    var breakthrough = 0
    var startingLow = 0
    var withoutBaseline = 0
    /// Trials that a score decides, by the scale's place in the catalogue.
    var scored = Tally<Int>()

    /// Of a stated trial nobody knows doses and supply, nor by which window its baseline was found.
    mutating func add(_ trial: Trial, on scale: Int?, isStated: Bool = false) {
      if trial.isScored, let scale { scored.add(scale) }
      switch trial.adequacy {
      case .adequate: adequate += 1
      case .inadequate: inadequate += 1
      case .unknown: unknown += 1
      }
      if !trial.isJudgedBySessions, !isStated {
        drugs += 1
        if trial.maximumDose.isNaN { withoutDose += 1 }
        if trial.adequacy == .adequate, trial.coverage.isNaN { adequateWithoutCoverage += 1 }
      }
      if trial.outcome == .unknown { withoutOutcome += 1 }
      if trial.isBreakthrough { breakthrough += 1 }
      if trial.startsLow || trial.startsInRemission { startingLow += 1 }
      if trial.baseline.isNaN, !isStated { withoutBaseline += 1 }
    }

    mutating func merge(_ other: Trials) {
      adequate += other.adequate
      inadequate += other.inadequate
      unknown += other.unknown
      withoutDose += other.withoutDose
      drugs += other.drugs
      adequateWithoutCoverage += other.adequateWithoutCoverage
      withoutOutcome += other.withoutOutcome
      breakthrough += other.breakthrough
      startingLow += other.startingLow
      withoutBaseline += other.withoutBaseline
      scored.merge(other.scored)
    }
  }

  /// Of all patients.
  var counts = ResistanceCounts()
  /// The same by the texts of the keys that were asked for.
  var groups = KeyedSums<ResistanceCounts.Key, ResistanceCounts>()
  /// One a key.
  var levels: [GroupLevels]
  var withStep = 0
  /// Patients whose day of first contact is stated.
  var withContact = 0
  var stages = Tally<StageKey>()
  var athf = Tally<StageKey>()
  var trials = Trials()

  init(keys: Int = 0) { levels = Array(repeating: GroupLevels(), count: keys) }

  public mutating func merge(_ other: ResistanceSummary) {
    counts.merge(other.counts)
    for place in levels.indices { levels[place].merge(other.levels[place]) }
    if !dropGroupsIfTooMany() { groups.merge(other.groups) }
    withStep += other.withStep
    withContact += other.withContact
    stages.merge(other.stages)
    athf.merge(other.athf)
    trials.merge(other.trials)
  }

  /// The answer is an error then, and memory stays bounded.
  mutating func dropGroupsIfTooMany() -> Bool {
    guard levels.contains(where: \.isTooMany) else { return false }
    groups = KeyedSums()
    return true
  }

  mutating func addStages(_ staging: Staging, _ athf: ATHFCounts) {
    for (method, stage) in StageMethod.allCases.map({ ($0, $0.stage(of: staging, athf)) }) {
      stages.add(StageKey(method: method.rawValue, stage: stage))
    }
    for (place, domain) in ATHFCounts.Domain.allCases.enumerated() {
      let counts = athf[domain]
      for (kind, count) in [counts.trials, counts.adequate, counts.unknown, counts.failed].enumerated() {
        self.athf.add(StageKey(method: place, stage: kind), count: count)
      }
    }
  }
}
