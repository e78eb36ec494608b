public import Treatment

/// A study as `STUDY.yaml` describes it: the question, the cohort, what is compared and how it is shown.
///
/// The schema with a complete example stands in `Datasets/SCHEMA.md`.
public struct StudySpecification: Sendable, Hashable {
  public enum Arm: Sendable, Hashable {
    case strategy, agent
    case covariate(String)

    /// The name of the column.
    public var name: String {
      switch self {
      case .strategy: "strategy"
      case .agent: "agent"
      case .covariate(let name): name
      }
    }
  }

  public enum DisclosureRule: String, Sendable, CaseIterable { case ohdsi, opensafely, none }

  public struct Disclosure: Sendable, Hashable {
    public var rule: DisclosureRule = .ohdsi
    /// Why nothing is hidden; there where the rule is `none`.
    public var reason: String?
    public var minCellCount = 5
  }

  /// What one table of rates asks.
  public struct Rates: Sendable, Hashable {
    public var by: [String] = ["strategy", "step"]
    public var filter: String?
    /// As STUDY.yaml names them; `nil` = every scale that the cohort holds.
    public var scales: [String]?
    public var endpoints: [Endpoint] = [.last]
    public var outcomes: [Outcome] = Outcome.allCases
    public var baselines: [BaselineKind] = [.entry, .step]
    public var missing: [MissingReading] = [.observed, .worstCase]
    /// wilson, exact, jeffreys or agresti-coull.
    public var interval = "wilson"
    public var level = 0.95
    /// Leaves out starts in remission and, for remission, steps without a start.
    public var evaluable = false
  }

  /// The paper that a report is printed on.
  public enum Paper: String, Sendable, CaseIterable { case a4, letter }

  /// What people read in a report for names in the data.
  public struct Labels: Sendable, Hashable {
    /// By the name of the column.
    public var columns: [String: String] = [:]
    /// By column, then value.
    public var levels: [String: [String: String]] = [:]
  }

  public var title: String
  public var question: String?
  /// The cohort's full path.
  public var cohortPath: String
  /// The cohort as the file names it; empty where the command line names another.
  public var cohort: String
  /// What the tables share, and what the trajectories and comparisons use.
  public var common = Rates()
  /// One or more tables of rates, each the common part with its own overrides.
  public var rates: [Rates] = []
  public var arm: Arm = .strategy
  /// Arms in their order; the first is compared with each of the others.
  public var arms: [String] = []
  public var table1: [String] = []
  public var labels = Labels()
  /// Whether the file names baselines; those by default are left out where a cohort has none of them.
  public var statesBaselines = false
  public var trajectories = true
  public var cumulative = true
  /// Whether steps with a lifestyle programme are compared with steps without one.
  public var lifestyle = false
  public var paper = Paper.a4
  /// What is asked of treatment resistance; `nil` = nothing.
  public var resistance: ResistanceSpecification?
  /// Published rows that rates are set beside; `nil` = none.
  public var benchmarks: BenchmarkSpecification?
  /// Models of an outcome.
  public var predictors: [PredictorSpecification] = []
  public var comparisons: [ComparisonSpecification] = []
  /// Times to an outcome.
  public var times: [TimeSpecification] = []
  /// Policies whose values are estimated; `nil` = none.
  public var roadmap: RoadmapSpecification?
  public var disclosure = Disclosure()
  /// The parameters by which steps are derived from exposures.
  public var derivation = DerivationParameters()
  public var notes: [String] = []
  public var sources: [String] = []
  /// Under which the report may be used, for its archive: an address or a name.
  public var license: String?
  /// The date of publication, `2024-01-31`, for its archive. Stated, since a report knows no clock.
  public var published: String?
}
