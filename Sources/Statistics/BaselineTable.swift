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
  /// By covariate, the levels that stand together because too few patients have them.
  public var pools: [String: LevelPool] = [:]

  public struct Row: Sendable, Equatable {
    public var name: String
    /// The level of a text covariate; empty for a number.
    public var level: String
    public var cells: [Cell]

    public init(name: String, level: String, cells: [Cell]) {
      self.name = name
      self.level = level
      self.cells = cells
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

  public init(arms: [String], patients: [Int], rows: [Row]) {
    self.arms = arms
    self.patients = patients
    self.rows = rows
  }
}
