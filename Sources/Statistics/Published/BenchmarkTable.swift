public import Treatment

/// Published rows beside a cohort's rates, comparable or not.
public struct BenchmarkTable: Sendable, Equatable {
  public struct Row: Sendable, Equatable {
    public var published: PublishedRate
    public var comparability: Comparability
    /// Place in ``BenchmarkTable/tables``; `nil` where the row is not comparable, or no step of the cohort is in it.
    public var table: Int?
    /// The published rate as events / n, with Wilson's limits.
    public var limits: RateLimits?
    /// Ours less theirs where patients of ours have several steps, from our robust limits.
    public var clusteredDifference: RateLimits?

    public init(published: PublishedRate, comparability: Comparability) {
      self.published = published
      self.comparability = comparability
    }
  }

  /// A study's steps together, ours with the published numbers at each step.
  public struct Standardised: Sendable, Equatable {
    /// Places of the rows, each a step.
    public var rows: [Int]
    public var own: RateLimits
    public var published: RateLimits
    public var difference: RateLimits

    public init(rows: [Int], own: RateLimits, published: RateLimits, difference: RateLimits) {
      self.rows = rows
      self.own = own
      self.published = published
      self.difference = difference
    }
  }

  /// In the order of the published data.
  public var rows: [Row]
  /// The cohort's rates for the rows that point at them: among those observed, and last as the published row reads what is missing.
  public var tables: [RateTable]
  public var tolerances: BenchmarkTolerances
  public var level: Double
  public var includesUnverified: Bool
  public var standardised: [Standardised]

  public init(
    rows: [Row], tables: [RateTable], tolerances: BenchmarkTolerances, level: Double,
    includesUnverified: Bool,
    standardised: [Standardised]
  ) {
    self.rows = rows
    self.tables = tables
    self.tolerances = tolerances
    self.level = level
    self.includesUnverified = includesUnverified
    self.standardised = standardised
  }
}
