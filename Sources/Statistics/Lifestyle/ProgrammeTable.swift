public import Treatment

/// Steps with a lifestyle programme begun in their first days beside steps of the same strategy and number without one.
public struct ProgrammeTable: Sendable, Equatable {
  /// What a difference is of, beside its stratum.
  public struct Context: Sendable, Hashable {
    public var outcome: Outcome
    public var baseline: BaselineKind
    public var scale: String
    public var endpoint: Endpoint
    public var missing: MissingReading

    public init(
      outcome: Outcome, baseline: BaselineKind, scale: String, endpoint: Endpoint, missing: MissingReading
    ) {
      self.outcome = outcome
      self.baseline = baseline
      self.scale = scale
      self.endpoint = endpoint
      self.missing = missing
    }
  }

  /// A strategy at a step in which some step has a programme and some has none, one a context.
  public struct Stratum: Sendable, Equatable {
    public var context: Context
    public var strategy: String
    public var step: String
    /// Places of its two rows in ``ProgrammeTable/rates``.
    public var begunRow: Int
    public var noneRow: Int
    /// Begun first.
    public var counts: StratumCounts
    /// The difference of the two rates with Newcombe's limits; `nil` where a denominator is 0.
    public var estimate: Double?
    public var confLow: Double?
    public var confHigh: Double?
  }

  /// The difference over all strata of a context.
  public struct Pooled: Sendable, Equatable {
    public var context: Context
    /// `nil` = any programme.
    public var programme: ProgrammeLevel?
    /// Of the strata that hold both groups, as the other counts here.
    public var counts: StratumCounts
    public var difference: MantelHaenszelDifference.Estimate
  }

  /// By strategy, step and ``ProgrammeColumn/landmark``: steps on either side, and those on none.
  public var rates: RateTable
  /// In the order of the rates.
  public var strata: [Stratum]
  /// By context any programme first, then each kind.
  public var pooled: [Pooled]
  /// The landmark: days from a step's start.
  public var programmeDays: Int
  /// Whether a file of steps holds levels that are none of these columns', so that steps are on neither side.
  public var hasOtherLevels: Bool
}
