internal import Synchronization
public import Treatment

/// How a cohort is read. Of it only ``derivation`` and ``setAsideFolder`` change a result.
public struct IntakeOptions: Sendable {
  /// Something that the reader of the output should know and no table shows.
  public enum Notice: Sendable, Hashable, CustomStringConvertible {
    case unsorted(file: String)
    case sortedExternally(file: String)
    /// One patient has more rows than anybody's treatment makes; the column that tells patients apart, by its name in the file.
    case longPatient(file: String, column: String)
    /// Rows were set aside: the first issues, and how many there are in all.
    case setAside(issues: [InputIssue], total: Int)
    /// What an OMOP folder lacks, leaves out or does not map.
    case omop(String)

    public var description: String {
      switch self {
      case .unsorted(let file): "\(file) is not sorted by patient; its rows are sorted first."
      case .sortedExternally(let file):
        "\(file) is larger than the memory for sorting; it was sorted in temporary files."
      case .longPatient(let file, let column):
        "A patient of \(file) has more than \(IntakeOptions.mostRowsOfAPatient) rows: is '\(column)' the right column?"
      case .setAside(let issues, let total): IntakeError.refused(issues: issues, total: total).description
      case .omop(let sentence): sentence
      }
    }
  }

  /// Rows of one patient in one file beyond which the column of patients is in doubt.
  public static let mostRowsOfAPatient = 10_000

  /// Workers that add pages to the statistic.
  public var threads: Int
  public var windowBytes: Int
  /// Where rows that cannot be used are written, as `steps.set-aside.csv` for `steps.csv`; without it the first
  /// reading that finds any is refused. A file that is there already is never replaced.
  public var setAsideFolder: String?
  public var temporaryFolder: String
  /// Issues that an error lists; all are counted.
  public var mostIssues: Int
  /// Memory for rows that must be sorted, for each file.
  public var sortMemoryBytes: Int
  public var patientsPerPage: Int
  /// Covariates that any statistic of the run will read. They are checked in each reading, so that every
  /// statistic refuses the same rows.
  public var covariates: [CovariateRequest]
  /// The parameters by which steps are derived from exposures.
  public var derivation: DerivationParameters
  public var notice: (@Sendable (Notice) -> Void)?
  /// Columns that somebody has looked at and answers for: no direct identifiers, whatever their names and cells.
  public var checkedColumns: Set<String> = []
  /// How a lone file is written that no cohort.yaml speaks of.
  public var dialect = CSVDialect()
  /// Bytes of the largest file in a part; part of what a page is, so never chosen by the machine.
  var partBytes = Self.partBytes

  static let partBytes = 4 << 20

  public init(
    threads: Int = 1, windowBytes: Int = 1 << 18, setAsideFolder: String? = nil,
    temporaryFolder: String = "/tmp", mostIssues: Int = 100, sortMemoryBytes: Int = 1 << 25,
    patientsPerPage: Int = 1024, covariates: [CovariateRequest] = [],
    derivation: DerivationParameters = DerivationParameters(),
    notice: (@Sendable (Notice) -> Void)? = nil
  ) {
    self.threads = max(1, threads)
    self.windowBytes = windowBytes
    self.setAsideFolder = setAsideFolder
    self.temporaryFolder = temporaryFolder
    self.mostIssues = max(1, mostIssues)
    self.sortMemoryBytes = sortMemoryBytes
    self.patientsPerPage = max(1, patientsPerPage)
    self.covariates = covariates
    self.derivation = derivation
    self.notice = notice
  }
}

extension IntakeOptions {
  /// The same, but for a notice that comes again: several statistics of a run meet the same things.
  func noticingOnce() -> IntakeOptions {
    guard let notice else { return self }
    var result = self
    let told = ToldNotices()
    result.notice = { if told.isNew($0) { notice($0) } }
    return result
  }
}

private final class ToldNotices: Sendable {
  private let told = Mutex<Set<IntakeOptions.Notice>>([])

  func isNew(_ notice: IntakeOptions.Notice) -> Bool { told.withLock { $0.insert(notice).inserted } }
}
