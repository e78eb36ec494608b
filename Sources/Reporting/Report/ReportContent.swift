public import Treatment

/// Everything a report is made from. Numbers come only in ``Results``, and are judged by the disclosure rule before
/// a table, a figure or a sentence sees them.
public struct ReportContent: Sendable {
  public typealias Definition = ReportDefinition

  public var title: String
  public var question: String
  public var design: StudyDesign
  /// What the cohort is, a paragraph a line. No counts: those come from the flow.
  public var cohort: [String]
  public var results: Results
  /// A heading for each of the results' rate tables; "Rates by …" where there is none.
  public var rateHeadings: [String]
  /// For each rate table, the condition that it has beside the study's.
  public var rateFilters: [String?] = []
  /// Whether a rate table is of all the study's patients.
  func isOfAll(_ table: Int) -> Bool { table >= rateFilters.count || rateFilters[table] == nil }
  /// What the page is printed on.
  public var paper = Paper.a4
  /// A paragraph of methods as a paper has it, made of the definitions in force.
  public var methods: [String] = []
  /// How resistance was judged; `nil` where nobody asked.
  public var resistance: ResistanceSection?
  /// What was asked for and cannot be given, said where it would stand.
  public var absent: [Absence] = []
  /// Models of the outcome, after disclosure control.
  public var predictors: [PredictorSection]
  public var definitions: [Definition]
  /// Scales of the request on which remission has no cut-off.
  public var scalesWithoutRemission: [String]
  /// Labels of arms whose agent the source does not name.
  public var maskedAgents: [String]
  /// Further limitations, in sentences.
  public var limitations: [String]
  public var notes: [String]
  public var sources: [String]
  public var disclosure: Disclosure
  public var provenance: Provenance
  /// For an archive: under which licence the report may be used, and when it was published, `2024-01-31`.
  public var license: String?
  public var published: String?

  /// A section that the cohort cannot fill.
  public struct Absence: Sendable, Equatable {
    /// The section's name in links.
    public var id: String
    public var title: String
    public var reason: String

    public init(id: String, title: String, reason: String) {
      self.id = id
      self.title = title
      self.reason = reason
    }
  }

  public init(
    title: String, question: String = "", design: StudyDesign = .cohort, cohort: [String] = [],
    results: Results = Results(), rateHeadings: [String] = [], rateFilters: [String?] = [],
    predictors: [PredictorSection] = [],
    methods: [String] = [], definitions: [Definition] = [],
    scalesWithoutRemission: [String] = [], maskedAgents: [String] = [], limitations: [String] = [],
    notes: [String] = [], sources: [String] = [], disclosure: Disclosure = .ohdsi(),
    provenance: Provenance = Provenance()
  ) {
    self.title = title
    self.question = question
    self.design = design
    self.cohort = cohort
    self.results = results
    self.rateHeadings = rateHeadings
    self.rateFilters = rateFilters
    self.methods = methods
    self.predictors = predictors
    self.definitions = definitions
    self.scalesWithoutRemission = scalesWithoutRemission
    self.maskedAgents = maskedAgents
    self.limitations = limitations
    self.notes = notes
    self.sources = sources
    self.disclosure = disclosure
    self.provenance = provenance
  }
}
