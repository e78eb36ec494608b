public import Causal
public import Treatment

/// What a roadmap asks of a cohort.
public struct RoadmapOptions: Sendable, Hashable {
  /// What ends a road: whoever reaches it leaves, and keeps it.
  public var outcome = Outcome.remission
  /// Which score of a step is judged.
  public var endpoint = Endpoint.last
  /// The last step whose end counts.
  public var lastStep = 3
  /// The covariates at each step, as the right side of a formula. Terms of the history that a step does not have yet are left out there.
  public var adjustment: String
  /// Terms of the adjustment whose part in the outcome may differ by strategy; the others have one part for all, as a step has many strategies
  /// and some of few.
  public var modifiers: [String] = []
  /// Strategies that stand by their own name; empty = those that enough patients had.
  public var strategies: [String] = []
  /// The fewest patients of a strategy that stands by its own name, at each step.
  public var fewest = 20
  /// A column of the patients that says who belong together (site).
  public var cluster: String?
  public var effects = EffectOptions()
  /// `nil` = no policy is learned.
  public var learning: RoadLearning?

  /// Terms of the adjustment that the models of the outcome lack, and those that the models of who got what and who was seen lack: what a
  /// value owes to either is seen without.
  package var leftOutOfOutcome: Set<String> = []
  package var leftOutOfWeights: Set<String> = []

  public init(adjustment: String) { self.adjustment = adjustment }

  /// The fewest seen with the outcome, and without, behind whatever has a part of its own in a model.
  var fewestEvents: Int { effects.allowsFewEvents ? 0 : ActionModels.fewestEvents }
}
