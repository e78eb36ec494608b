internal import Treatment

/// Where the columns of a steps file stand that a request needs.
struct StepsLayout: Sendable {
  struct Covariate: Sendable {
    var column: Int
    var kind: CovariateRequest.Kind
  }

  let file: String
  let header: [String]
  let rules: CSVFieldRules
  let request: PageRequest
  let catalogue: Catalogue

  let patient: Int
  let step: Int
  let strategy: Int
  let scale: Int
  let scoreStart: Int
  let scoreEnd: Int
  /// The others are `nil` where the request does not need them, or the file does not have them.
  let agents: Int?
  let startDay: Int?
  /// Whether a row has to have a start; else it is read only to see which scores come after it.
  let needsStart: Bool
  let endDay: Int?
  let entry: Int?
  let last: Int?
  let endScoreDay: Int?
  /// Tells of rows without a score whether the patient has one elsewhere.
  let tags: Int?
  let endScore: EndScore
  /// Whenever the file has it, since a step is told by its episode.
  let episode: Int?
  let covariates: [Covariate]
  /// Of columns that no page holds; see ``checkingEverything(dialect:names:)``.
  var checks: [(column: Int, check: Check)] = []
  /// The scales of the request; `nil` for all.
  let wantedScales: Set<UInt16>?

  /// Days and numbers of steps beyond this are a mistake in the file.
  static let latestDay: Int32 = 10_000_000

  static let required = [
    "patient_id", "step", "strategy", "agents", "start_day", "end_day", "scale", "score_start", "score_end",
  ]
  /// Columns that are no covariates.
  static let reserved = Set(
    required + [
      "episode", "adequate", "stop_reason", "score_entry", "end_score_day", "score_last", "censored", "rule",
      "tags",
    ])

  /// `names` says what a canonical column is called in this file, where that differs.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)`` that names every column that is needed and not there;
  /// ``IntakeError/notInCohort(issues:)`` for columns and scales that are asked for and not there, an identifier
  /// among them, since it can neither group nor filter.
  init(
    header: [String], file: String, request: PageRequest, catalogue: Catalogue,
    dialect: CSVDialect = CSVDialect(), names: [String: String] = [:]
  ) throws(IntakeError) {
    self.file = file
    self.header = header
    self.request = request
    self.catalogue = catalogue
    rules = CSVFieldRules(dialect)
    var log = IssueLog()
    var asked = IssueLog()
    func find(_ column: String, for purpose: String, _ log: inout IssueLog) -> Int {
      let name = names[column] ?? column
      if let place = header.firstIndex(of: name) { return place }
      log.add(.missingColumn(name, for: purpose, in: header, file: file))
      return 0
    }
    func place(_ column: String, for purpose: String = "") -> Int { find(column, for: purpose, &log) }
    let places = Self.required.map { place($0) }
    (patient, step, strategy, scale) = (places[0], places[1], places[2], places[6])
    (scoreStart, scoreEnd) = (places[7], places[8])
    let columns = request.columns
    agents = columns.contains(.agents) ? places[3] : nil
    var nearest = false
    if case .nearest = request.endpoint { nearest = true }
    func optional(_ column: String) -> Int? { header.firstIndex(of: names[column] ?? column) }
    // What these hold decides who was assessed and which scores come too late, whatever is asked.
    endScoreDay =
      nearest ? place("end_score_day", for: "--endpoint-day") : optional("end_score_day")
    needsStart = columns.contains(.days) || nearest
    startDay = columns.contains(.days) || endScoreDay != nil ? places[4] : nil
    endDay = columns.contains(.days) || endScoreDay != nil ? places[5] : nil
    entry =
      columns.contains(.entry) ? place("score_entry", for: "--baseline entry") : optional("score_entry")
    last = columns.contains(.last) ? place("score_last", for: "--missing locf") : optional("score_last")
    endScore = EndScore(request.endpoint)
    tags = optional("tags")
    episode = header.firstIndex(of: names["episode"] ?? "episode")
    covariates = request.covariates.map {
      // The column may be asked for by its own name as well as by the one that the file gives it.
      if $0.name == "patient_id" || (names[$0.name] ?? $0.name) == names["patient_id"] {
        asked.add(
          InputIssue(
            file: file, line: 0, column: 0, expected: "a column '\($0.name)' for a grouping or filter",
            found: "none (an identifier can neither group nor filter)"))
        return Covariate(column: places[0], kind: $0.kind)
      }
      return Covariate(column: find($0.name, for: "a grouping or filter", &asked), kind: $0.kind)
    }
    var wanted: Set<UInt16>?
    if let scales = request.scales {
      wanted = []
      for name in scales {
        if let index = catalogue.scale(named: name) {
          wanted?.insert(UInt16(index))
        } else {
          let hint =
            nearestName(to: name, among: catalogue.scales.map(\.id)).map { "; the nearest is '\($0)'" } ?? ""
          asked.add(
            InputIssue(
              file: file, line: 0, column: 0, expected: "a scale of the catalogue in the request",
              found: "'\(name)'\(hint)"))
        }
      }
    }
    wantedScales = wanted
    if log.isEmpty, !asked.isEmpty { throw .notInCohort(issues: asked.first) }
    log.merge(asked)
    try log.throwIfAny()
  }

  /// The header's own name of a canonical column, as messages print it.
  func name(_ column: Int) -> String { "'\(header[column])'" }
}
