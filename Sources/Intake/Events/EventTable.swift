internal import Treatment

/// Where the columns of one table of events stand, compiled once from its declaration.
///
/// Not: every table that can be declared. Value maps, constants, wide columns, dates and cells of several meanings take the
/// way row by row, which knows them all.
struct EventTable: Sendable {
  let table: TableDeclaration
  /// The field of the patient.
  let patient: Int
  let rules: CSVFieldRules
  let header: [String]
  /// The byte after the header.
  let body: Int
  let size: Int
  /// Canonical name -> field; what is not there is absent.
  private let places: [String: Int]
  /// Covariates of patients that the request reads: place in the request, field and kind.
  private(set) var covariates: [(number: Int, field: Int, kind: CovariateRequest.Kind)] = []

  var fields: Int { header.count }

  /// The field of a canonical column; -1 where the file has none.
  func field(_ name: String) -> Int { places[name] ?? -1 }

  /// A table with what finds its cells; `nil` where it has to be read row by row.
  static func compiled(
    _ table: TableDeclaration, dates: CohortDeclaration.Dates, catalogue: Catalogue
  ) throws(IntakeError) -> (table: EventTable, decoder: TableDecoder)? {
    guard table.kind != .steps, dates == .days, table.values.isEmpty, table.constants.isEmpty,
      table.wide.isEmpty, !table.repeated, table.dialect.encoding == .utf8, table.path != "-"
    else { return nil }
    let file = try ByteFile(path: table.path)
    guard let size = file.size, try !file.startsLikeGzip() else { return nil }
    let reader = try CSVReader(
      source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
      dialect: table.dialect, windowBytes: 1 << 16)
    guard DirectIdentifiers.issues(in: reader.header, file: table.file).isEmpty,
      DirectIdentifiers.birthFields(in: reader.header).isEmpty
    else { return nil }
    let decoder = try TableDecoder(table, header: reader.header, dates: dates, catalogue: catalogue)
    guard let places = decoder.plainFields else { return nil }
    let own = EventTable(
      table: table, patient: decoder.patientField, rules: CSVFieldRules(table.dialect),
      header: reader.header,
      body: reader.bodyOffset, size: size, places: places)
    return (own, decoder)
  }

  private init(
    table: TableDeclaration, patient: Int, rules: CSVFieldRules, header: [String], body: Int, size: Int,
    places: [String: Int]
  ) {
    (self.table, self.patient, self.rules, self.header) = (table, patient, rules, header)
    (self.body, self.size, self.places) = (body, size, places)
  }

  /// Adds the covariates of patients that stand in this table, the table's place among the cohort's given.
  ///
  /// - Returns: false where one of them has to be read row by row.
  mutating func take(_ plan: CovariatePlan, table place: Int) -> Bool {
    for (number, level) in plan.levels.enumerated() where level == .patient {
      guard let found = plan.places[number].first(where: { $0.table == place }) else { continue }
      guard plan.places[number].count == 1, found.covariate.values == nil,
        case .field(let field) = found.covariate.source, found.covariate.slot == nil
      else { return false }
      let isNumber = plan.requests[number].kind == .number || found.covariate.kind == .number
      covariates.append((number, field, isNumber ? .number : .text))
    }
    return true
  }
}
