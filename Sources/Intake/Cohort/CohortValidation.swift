/// What is in a cohort and what is wrong with it, without a statistic.
public struct CohortValidation: Sendable, Equatable {
  /// How small the groups are that share all quasi-identifiers.
  ///
  /// Not: which groups they are. A named combination with a small count is what disclosure control hides.
  public struct Anonymity: Sendable, Equatable {
    public var quasiIdentifiers: [String]
    /// Groups of fewer patients than this are small.
    public var threshold: Int
    public var groups: Int
    /// Patients of the smallest group.
    public var smallestGroup: Int
    public var smallGroups: Int
    public var patientsInSmallGroups: Int
  }

  public var files: [FileSummary] = []
  public var patients = 0
  public var patientsWithoutExposure = 0
  public var patientsWithoutScore = 0
  /// Steps of all patients, whatever the number of scales.
  public var steps = 0
  /// Identifiers in the order of the catalogue.
  public var scales: [String] = []
  /// Every strategy that occurs, by its name.
  public var strategies: [String] = []
  /// Patients with a step that starts before an earlier-numbered one.
  public var patientsOutOfOrder = 0
  /// Patients with a step that starts before the one before it has ended.
  public var patientsWithOverlap = 0
  /// Patients with an exposure whose dose is off by a thousand; was read as micrograms; overlaps one of its agent.
  public var patientsWithDoseInDoubt = 0
  public var patientsWithDoseInMicrograms = 0
  public var patientsWithOverlappingRows = 0
  /// The first rows that repeat an earlier one of their patient (F43), by file and line; ``attrition`` counts them all.
  public var repeatedRows: [InputIssue] = []
  /// `nil` where cohort.yaml declares no quasi-identifiers.
  public var anonymity: Anonymity?
  /// The first issues by file, line and column.
  public var issues: [InputIssue] = []
  public var issueTotal = 0
  /// Every issue is of a row that a folder took, so that the rest is sound.
  public var areRowsSetAside = false
  public var attrition = Attrition()
  /// What is odd about the identifiers of patients; of an OMOP folder nothing, where they are numbers.
  public var identifiers = OddIdentifiers()
  /// `nil` where the cohort is no OMOP folder; where it is one, ``files`` is empty.
  public var omop: OMOPSummary?

  public var isSound: Bool { issueTotal == 0 }

  public init() {}
}
