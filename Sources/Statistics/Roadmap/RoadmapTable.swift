public import Causal
public import Treatment

/// What policies are worth in a cohort, what that rests on, and the road that the cohort went.
public struct RoadmapTable: Sendable {
  /// A policy's value by one estimator, and what it is above the observed one.
  public struct Value: Sendable, Equatable {
    public var method: EffectMethod
    public var value: EffectEstimate
    /// From the joint influence of the two; `nil` for what was observed itself.
    public var difference: EffectEstimate?

    public init(method: EffectMethod, value: EffectEstimate, difference: EffectEstimate?) {
      (self.method, self.value, self.difference) = (method, value, difference)
    }
  }

  /// One branch of a policy's rule: who is in it when the step begins, and what becomes of them.
  public struct Branch: Sendable, Equatable {
    public var step: Int
    /// Its place in the rule.
    public var place: Int
    /// Who began the step and is in the branch, whatever they had before; but nobody whom the policy would have let stay earlier.
    public var patients: Int
    /// Of them, who got what the policy gives.
    public var followed: Int
    /// The outcome by the last step if the policy is followed from here on; doubly robust.
    public var chance: EffectEstimate?
    /// Of the patients, who had each strategy of the step, in the order of ``RoadCohort/Step/names()``; empty = not known.
    public var had: [Int]

    public init(
      step: Int, place: Int, patients: Int, followed: Int, chance: EffectEstimate?, had: [Int] = []
    ) {
      (self.step, self.place, self.patients, self.followed) = (step, place, patients, followed)
      (self.chance, self.had) = (chance, had)
    }
  }

  /// Who happened to follow the policy to the end of their road, and how many of them reached the outcome: no estimate of its value.
  public struct Followers: Sendable, Equatable {
    public var patients: Int
    public var events: Int

    public init(patients: Int, events: Int) { (self.patients, self.events) = (patients, events) }
  }

  public struct Entry: Sendable {
    public var named: NamedPolicy
    public var values: [Value] = []
    public var support: PolicySupport?
    public var branches: [Branch] = []
    /// `nil` of a policy that nobody can read.
    public var followers: Followers?
    /// How far weighting could be moved by what nobody recorded (``RoadmapTable/oddsRatios``).
    public var bounds: [ConfoundingBounds] = []
    /// Why the policy has no value.
    public var failure: RoadmapError?
    /// By potential outcomes, of a simulated cohort.
    public var truth: Double?
    /// Of a policy that the cohort gave; its values are honest ones.
    public var learned: LearnedRoad?

    public init(_ named: NamedPolicy) { self.named = named }

    public var name: String { named.name }
    public var policy: TreatmentPolicy { named.policy }
    public var isObserved: Bool { policy == .asObserved }

    public func value(_ method: EffectMethod) -> Value? { values.first { $0.method == method } }

    /// The estimate that sentences and pictures are about.
    public var main: Value? { value(.doublyRobust) }
  }

  public var options: RoadmapOptions
  /// What was observed, first; then the policies as they were given.
  public var entries: [Entry]
  /// The observed road.
  public var steps: [RoadCohort.Step]
  /// Patients with a road, and those left out of every estimate.
  public var patients: Int
  public var withoutCovariate: Int
  public var withoutFirst: Int
  public var lackingLater: [Int]

  public init(
    options: RoadmapOptions, entries: [Entry], steps: [RoadCohort.Step], patients: Int,
    withoutCovariate: Int = 0, withoutFirst: Int = 0, lackingLater: [Int] = []
  ) {
    (self.options, self.entries, self.steps, self.patients) = (options, entries, steps, patients)
    (self.withoutCovariate, self.withoutFirst) = (withoutCovariate, withoutFirst)
    self.lackingLater = lackingLater
  }

  public var observed: Entry? { entries.first(where: \.isObserved) }
  public var policies: [Entry] { entries.filter { !$0.isObserved } }
  /// Odds of what is given that something unrecorded may move by, for which bounds are told.
  public static let oddsRatios = [1.5, 2]
  /// The estimators, in the order in which they are shown.
  public static let methods: [EffectMethod] = [.standardisation, .weighting, .doublyRobust]
}
