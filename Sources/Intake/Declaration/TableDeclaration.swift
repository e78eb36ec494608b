public import Treatment

/// How one file of a cohort is read: its dialect, and how its columns become the canonical ones.
public struct TableDeclaration: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case patients, exposures, assessments, steps
  }

  /// One wide column of scores: its scale and its day.
  public struct WideColumn: Sendable, Hashable {
    public var column: String
    public var scale: String
    public var day: Int
  }

  /// What the cells of a column of the file stand for.
  public struct ValueMap: Sendable, Hashable {
    public var column: String
    /// A cell's text -> canonical column -> value.
    public var cases: [String: [String: String]]
    /// For every cell that `cases` does not name; empty = the row makes no event; `nil` = an issue.
    public var otherwise: [String: String]?
  }

  public struct Covariate: Sendable, Hashable {
    public var name: String
    public var column: String
    public var kind: CovariateRequest.Kind
    public var values: [String: String]?
  }

  public var kind: Kind
  /// The file's name as messages print it, relative to the cohort folder.
  public var file: String
  public var path: String
  public var dialect = CSVDialect()
  /// Whether cohort.yaml declares the table, so that what it leaves out is left out on purpose.
  public var isDeclared = false
  /// Canonical name -> name in the file; a name that is not here is looked for as it is.
  public var columns: [String: String] = [:]
  /// Canonical name -> one value for every row.
  public var constants: [String: String] = [:]
  public var values: [ValueMap] = []
  public var wide: [WideColumn] = []
  /// A patient's rows repeat; one is taken and the others must agree.
  public var repeated = false
  /// `nil` = every column that has no other meaning.
  public var covariates: [Covariate]?

  /// What the file calls the column that tells patients apart.
  var patientColumn: String { columns["patient_id"] ?? "patient_id" }

  public init(kind: Kind, file: String, path: String) {
    self.kind = kind
    self.file = file
    self.path = path
  }
}

extension TableDeclaration.Kind {
  /// Columns that a canonical file of this kind must have.
  public var requiredColumns: [String] {
    switch self {
    case .patients: ["patient_id"]
    case .exposures: ["patient_id", "agent", "start_day", "end_day"]
    case .assessments: ["patient_id", "day", "scale", "score"]
    case .steps: StepsColumn.required.map(\.name)
    }
  }

  public var optionalColumns: [String] {
    switch self {
    case .patients:
      [
        "entry_day", "last_day", "episode_start_day", "first_contact_day", "psychotic",
        "prior_failures",
      ]
    case .exposures:
      [
        "dose_mg", "dose", "dose_unit", "sessions", "stop_reason", "days_supplied", "route",
        "indication", "level", "strategy",
      ]
    case .assessments: ["rater"]
    case .steps: StepsColumn.optional.map(\.name)
    }
  }

  /// Canonical names that stand in place of a day where the cohort has ISO dates.
  var dateColumns: [String: String] {
    switch self {
    case .patients: ["entry_day": "entry_date", "last_day": "last_date"]
    case .exposures: ["start_day": "start_date", "end_day": "end_date"]
    case .assessments: ["day": "date"]
    case .steps: [:]
    }
  }

  var canonicalFile: String { rawValue + ".csv" }
}
