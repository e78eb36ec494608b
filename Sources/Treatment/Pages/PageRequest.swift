/// What a statistic reads from a page, so that a cohort parses those columns and no others.
public struct PageRequest: Sendable, Hashable {
  public struct Columns: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let entry = Columns(rawValue: 1)
    public static let last = Columns(rawValue: 2)
    public static let episode = Columns(rawValue: 4)
    public static let agents = Columns(rawValue: 8)
    public static let days = Columns(rawValue: 16)
    public static let assessments = Columns(rawValue: 32)
    /// Exposures, assessments and facts as the rules read them: ``PatientPage/histories``.
    public static let histories = Columns(rawValue: 64)
    /// The day of each endpoint: ``StepColumns/endpointDay``.
    public static let endpointDays = Columns(rawValue: 128)
    public static let all: Columns = [.entry, .last, .episode, .agents, .days, .assessments]
  }

  /// Identifiers of the scales to score steps on; `nil` means every scale that the cohort holds.
  public var scales: [String]?
  public var endpoint: Endpoint
  public var columns: Columns
  public var covariates: [CovariateRequest]
  /// Whether baselines and endpoints are read; who only counts steps lets them be, and derived steps may then stand without.
  public var readsScores = true

  public init(
    scales: [String]? = nil, endpoint: Endpoint = .last, columns: Columns = [],
    covariates: [CovariateRequest] = []
  ) {
    self.scales = scales
    self.endpoint = endpoint
    self.columns = columns
    self.covariates = covariates
  }
}

/// A statistic that says what it reads from its pages.
public protocol PageReading {
  var request: PageRequest { get }
}
