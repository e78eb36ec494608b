/// What a report was made from and with, for `provenance.json`, whose schema is `Datasets/SCHEMA/provenance.schema.json`.
///
/// Not: a clock, a host, a user or an absolute path, so that the same inputs give the same bytes.
public struct Provenance: Sendable, Equatable, Codable {
  /// The version of the schema. A record of a later one is not read.
  public static let format = 1

  public struct Input: Sendable, Equatable, Codable {
    /// The name inside the study's folder.
    public var file: String
    public var sha256: String
    public var rows: Int?

    public init(file: String, sha256: String, rows: Int? = nil) {
      self.file = file
      self.sha256 = sha256
      self.rows = rows
    }
  }

  public struct Entry: Sendable, Equatable, Codable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What made a report, so that it can be made again.
  public struct Run: Sendable, Equatable, Codable {
    /// The study's file among the inputs.
    public var study: String
    /// The cohort as the study names it.
    public var cohort: String
    /// Keys of the study that the run gave values of its own, with these as JSON, in the order in which they were given.
    public var parameters: [Entry]
    /// Whether rows that were refused were left out.
    public var setsAside: Bool

    public init(study: String, cohort: String, parameters: [Entry] = [], setsAside: Bool = false) {
      self.study = study
      self.cohort = cohort
      self.parameters = parameters
      self.setsAside = setsAside
    }
  }

  /// A file that was written beside the record.
  public struct Output: Sendable, Equatable, Codable {
    public var file: String
    public var sha256: String
    public var bytes: Int

    public init(file: String, sha256: String, bytes: Int) {
      self.file = file
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// A report in a few words, for a list of many. All of it stands on the report's first page.
  public struct Brief: Sendable, Equatable, Codable {
    public var title: String
    /// Patients in the files, where they may be shown.
    public var patients: Int?
    /// The first finding.
    public var finding: String
    /// The file of the main figure; empty where there is none.
    public var figure: String
    /// Models without an answer.
    public var unanswered: [String]
  }

  /// `nil` for tables of a verb that cannot be made again from the record.
  public var run: Run?
  /// `nil` where there is no report.
  public var report: Brief?
  public var outputs: [Output] = []
  public var inputs: [Input]
  /// Rules and options in force, in the order to print: endpoint, readings, interval, step rule, …
  public var definitions: [Entry]
  /// Remit, Swift, catalogue, …
  public var versions: [Entry]
  public var blasKernel: String
  /// `nil` where nothing was drawn at random.
  public var seed: UInt64?
  /// `exact`, `canonical` or `paged`: of the whole, the least of its parts where these are told one by one.
  public var grade: String
  /// The grade of each result, where there are several.
  public var grades: [Entry] = []

  public init(
    inputs: [Input] = [], definitions: [Entry] = [], versions: [Entry] = [], blasKernel: String = "",
    seed: UInt64? = nil, grade: String = "exact"
  ) {
    self.inputs = inputs
    self.definitions = definitions
    self.versions = versions
    self.blasKernel = blasKernel
    self.seed = seed
    self.grade = grade
  }
}
