internal import Treatment

/// Where the columns of a steps file stand that a request needs.
struct StepsLayout: Sendable {
  struct Covariate: Sendable {
    var column: Int
    var kind: CovariateRequest.Kind
  }

  let file: String
  let header: [String]
  let identifiers: CellIdentifiers
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
  /// All of the above by ``StepsColumn``, and those that no rule reads where they are asked for or everything is checked.
  let places: [Int?]
  let covariates: [Covariate]
  /// Other columns that only have to repeat in the rows of a step: all of them where a file is validated, else none.
  let compared: [Int]
  /// Whether each row is judged by all columns that have a meaning, asked for or not.
  let checksEverything: Bool
  /// The scales of the request; `nil` for all.
  let wantedScales: Set<UInt16>?

  /// Days and numbers of steps beyond this are a mistake in the file.
  static let latestDay = Int32(DayRange.latest)

  /// `names` says what a canonical column is called in this file, where that differs. To check everything the request
  /// grows by what the file has; `needsStart` is then that of the request that the rows are judged for.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)`` that names every column that is needed and not there;
  /// ``IntakeError/notInCohort(issues:)`` for columns and scales that are asked for and not there, an identifier
  /// among them, since it can neither group nor filter.
  init(
    header: [String], file: String, request asked: PageRequest, catalogue: Catalogue,
    dialect: CSVDialect = CSVDialect(), names: [String: String] = [:], checksEverything: Bool = false,
    comparesOthers: Bool = false, needsStart: Bool? = nil
  ) throws(IntakeError) {
    self.file = file
    identifiers = CellIdentifiers(header: header, checked: dialect.checkedColumns)
    self.header = header
    self.catalogue = catalogue
    self.checksEverything = checksEverything
    rules = CSVFieldRules(dialect)
    func called(_ column: StepsColumn) -> String { names[column.name] ?? column.name }
    func present(_ column: StepsColumn) -> Int? { header.firstIndex(of: called(column)) }
    let request = checksEverything ? Self.everything(asked) { present($0) != nil } : asked
    self.request = request
    var log = IssueLog()
    var notThere = IssueLog()
    func find(_ column: String, for purpose: String, _ log: inout IssueLog) -> Int {
      let name = names[column] ?? column
      if let place = header.firstIndex(of: name) { return place }
      log.add(.missingColumn(name, for: purpose, in: header, file: file))
      return 0
    }
    var places: [Int?] = StepsColumn.allCases.map(present)
    for column in StepsColumn.required {
      let purpose = names[column.name] == nil ? "" : "'\(column.name)'"
      places[column.rawValue] = find(column.name, for: purpose, &log)
    }
    for (column, purpose) in StepsColumn.needed(by: request) {
      places[column.rawValue] = find(column.name, for: purpose, &log)
    }
    func place(_ column: StepsColumn) -> Int? { places[column.rawValue] }
    let columns = request.columns
    // What an end_score_day holds decides which scores come too late, whatever is asked.
    let readsDays = columns.contains(.days) || place(.endScoreDay) != nil
    for column in StepsColumn.allCases {
      let isRead =
        switch column {
        case .agents: columns.contains(.agents)
        case .startDay, .endDay: readsDays
        case .adequate, .stopReason, .censored, .rule:
          checksEverything || request.covariates.contains { (names[$0.name] ?? $0.name) == called(column) }
        default: true
        }
      if !isRead { places[column.rawValue] = nil }
    }
    self.places = places
    let meant = Set(StepsColumn.allCases.compactMap(present))
    compared = comparesOthers ? header.indices.filter { !meant.contains($0) && !header[$0].isEmpty } : []
    (patient, step, strategy) = (place(.patient) ?? 0, place(.step) ?? 0, place(.strategy) ?? 0)
    (scale, scoreStart, scoreEnd) = (place(.scale) ?? 0, place(.scoreStart) ?? 0, place(.scoreEnd) ?? 0)
    (agents, startDay, endDay) = (place(.agents), place(.startDay), place(.endDay))
    (entry, last, endScoreDay) = (place(.scoreEntry), place(.scoreLast), place(.endScoreDay))
    (tags, episode) = (place(.tags), place(.episode))
    self.needsStart = needsStart ?? StepsColumn.needsStart(request)
    endScore = EndScore(request.endpoint)
    let (identifier, patient) = (StepsColumn.patient.name, self.patient)
    covariates = request.covariates.map {
      // The column may be asked for by its own name as well as by the one that the file gives it.
      if $0.name == identifier || (names[$0.name] ?? $0.name) == names[identifier] {
        notThere.add(
          InputIssue(
            file: file, line: 0, column: 0, expected: "a column '\($0.name)' for a grouping or filter",
            found: "none (an identifier can neither group nor filter)"))
        return Covariate(column: patient, kind: $0.kind)
      }
      return Covariate(column: find($0.name, for: "a grouping or filter", &notThere), kind: $0.kind)
    }
    wantedScales = Self.scales(of: request, in: catalogue, file: file, &notThere)
    if log.isEmpty, !notThere.isEmpty { throw .notInCohort(issues: notThere.first) }
    log.merge(notThere)
    try log.throwIfAny()
  }

  private static func scales(
    of request: PageRequest, in catalogue: Catalogue, file: String, _ log: inout IssueLog
  ) -> Set<UInt16>? {
    guard let scales = request.scales else { return nil }
    var wanted: Set<UInt16> = []
    for name in scales {
      if let index = catalogue.scale(named: name) {
        wanted.insert(UInt16(index))
      } else {
        let hint =
          nearestName(to: name, among: catalogue.scales.map(\.id)).map { "; the nearest is '\($0)'" } ?? ""
        log.add(
          InputIssue(
            file: file, line: 0, column: 0, expected: "a scale of the catalogue in the request",
            found: "'\(name)'\(hint)"))
      }
    }
    return wanted
  }
}
