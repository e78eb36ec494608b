public import Regression
public import Treatment

/// Shares of resistance by rule, agreement between rules, and stages, of the same patients.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct ResistanceTable: Sendable, Equatable {
  /// Patients in the files that the filter keeps, and those of them with a trial of an antidepressant: the denominator.
  public var patients: Int
  public var n: Int
  public var level: Double
  public var interval: IntervalMethod
  public var shares: [Share]
  public var agreements: [Agreement]
  public var stages: [Stage]
  public var athf: [ATHFRow]
  public var trials: Trials
  /// Patients whose day of first contact is stated.
  public var withContact: Int
  /// The columns of ``groups``.
  public var by: [String] = []
  /// The shares of parts of the patients, which together are all of them; empty where nothing is asked for.
  public var groups: [Group] = []
  /// By column of ``groups``, the levels that stand together because too few patients have them.
  public var pools: [String: LevelPool] = [:]

  /// Patients without a trial of an antidepressant in the files (`no_history`), whom no rule judges.
  public var noHistory: Int { patients - n }

  public struct Share: Sendable, Equatable {
    public var rule: String
    public var version: Int
    public var title: String
    public var statement: String
    public var source: String
    public var notResistant: Int
    public var possible: Int
    public var resistant: Int
    public var indeterminate: Int
    public var estimate: Double?
    public var confLow: Double?
    public var confHigh: Double?
    /// Quartiles of days from the first step of the episode to the day on which resistance is established.
    public var days: [Int]?
    /// Why the rule has no answer in this study.
    public var unavailability: String?
  }

  /// The patients of a group, judged by the same rules.
  public struct Group: Sendable, Equatable {
    public var values: [String]
    public var patients: Int
    public var n: Int
    public var shares: [Share]

    public var noHistory: Int { patients - n }
  }

  public struct Agreement: Sendable, Equatable {
    public var first: String
    public var second: String
    public var both: Int
    public var onlyFirst: Int
    public var onlySecond: Int
    public var neither: Int
    /// `nil` where both rules give everybody the same answer, so that chance explains all.
    public var kappa: Double?
  }

  public struct Stage: Sendable, Equatable {
    public var method: String
    public var stage: String
    public var patients: Int
  }

  public struct ATHFRow: Sendable, Equatable {
    public var domain: String
    public var trials: Int
    public var adequate: Int
    public var unknown: Int
    public var failed: Int
  }

  public struct Trials: Sendable, Equatable {
    public var adequate: Int
    public var inadequate: Int
    public var unknown: Int
    public var drugs: Int
    public var drugsWithoutDose: Int
    public var adequateWithoutCoverage: Int
    public var withoutOutcome: Int
    public var breakthrough: Int
    public var startingLow: Int
    /// Trials without a score in the baseline window of their step.
    public var withoutBaseline = 0
    /// Trials that a score decides, in the order of the catalogue's scales.
    public var byScale: [ScaleTrials] = []
  }

  /// How many trials a score on one scale decides (F44).
  public struct ScaleTrials: Sendable, Equatable {
    public var scale: String
    public var trials: Int

    public init(scale: String, trials: Int) {
      self.scale = scale
      self.trials = trials
    }
  }
}
