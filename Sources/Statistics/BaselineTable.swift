public import Treatment

/// Table 1: what the patients of each arm were like when they came.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct BaselineTable: Sendable, Equatable {
  /// Arms in the order of their columns; the last is everyone.
  public var arms: [String]
  /// Patients of each arm.
  public var patients: [Int]
  public var rows: [Row]
  /// The covariates and scores in the order of their rows.
  public var variables: [Variable]

  /// What is said of a covariate as a whole.
  public struct Variable: Sendable, Equatable {
    public var name: String
    public var summary: Summary
    /// Of a number over all patients; `nil` where it has none.
    public var skewness: Double?
    /// Between two arms, or the largest of any two; `nil` with a single arm, or where no two have one.
    public var difference: StandardisedDifference?

    public init(
      name: String, summary: Summary, skewness: Double? = nil, difference: StandardisedDifference? = nil
    ) {
      self.name = name
      self.summary = summary
      self.skewness = skewness
      self.difference = difference
    }
  }

  /// What people read of a covariate.
  public enum Summary: Sendable, Hashable {
    /// Patients with each level and their share.
    case share
    /// Mean and standard deviation.
    case mean
    /// Median and quartiles.
    case median

    /// The skewness beyond which, either way, a number is told by its median.
    public static let mostSkewnessOfMeans = 1.0

    /// By the skewness over all patients, so that the arms share a line.
    ///
    /// Not: robust, on purpose. A single far value, which robust measures pass over, is what makes a mean mislead.
    /// Source: Bulmer (1979), Principles of Statistics: beyond 1 "highly skewed" (cited from memory).
    static func ofNumber(skewness: Double?) -> Summary {
      guard let skewness else { return .mean }
      return skewness.magnitude > mostSkewnessOfMeans ? .median : .mean
    }
  }
  /// By covariate, the levels that stand together because too few patients have them.
  public var pools: [String: LevelPool] = [:]

  public struct Row: Sendable, Equatable {
    public var name: String
    /// The level of a text covariate; empty for a number.
    public var level: String
    public var cells: [Cell]
    /// Of a number, a value a cell; empty for anything else.
    public var quartiles: [Quartiles?]

    public init(name: String, level: String, cells: [Cell], quartiles: [Quartiles?] = []) {
      self.name = name
      self.level = level
      self.cells = cells
      self.quartiles = quartiles
    }
  }

  public enum Cell: Sendable, Equatable {
    /// Patients with the level, of those with any value.
    case count(Int, of: Int)
    /// Mean and standard deviation over `n` patients with a value.
    case mean(Double, standardDeviation: Double?, n: Int)
    /// Patients without a value.
    case missing(Int)
  }

  public init(arms: [String], patients: [Int], rows: [Row], variables: [Variable] = []) {
    self.arms = arms
    self.patients = patients
    self.rows = rows
    self.variables = variables
  }
}
