internal import Treatment

/// Where the columns of one table of events stand, compiled once from its declaration.
///
/// Cells of the file have their field as place; constants, and what value maps give, places beyond the fields
/// (``DeclaredCells``).
/// Not: every table that can be declared: covariates of assessments take the way row by row, and so does whatever is
/// wrong.
struct EventTable: Sendable {
  let table: TableDeclaration
  var rows: DelimitedRows
  let dates: CohortDeclaration.Dates
  let declared: DeclaredCells.Plan
  /// Scores side by side: the field, the scale and the day of each.
  let wide: [(field: Int, scale: Int, day: Int)]
  /// Fields that have to be the same in all rows of a patient, of which one is taken; `nil` where each row is its own.
  let repeatedFields: [Int]?
  /// Canonical name -> place; what is not there is absent.
  private let places: [String: Int]
  /// Covariates of patients that the request reads.
  private(set) var covariates: [Covariate] = []

  struct Covariate: Sendable {
    /// Its place in the request.
    let number: Int
    let place: Int
    let kind: CovariateRequest.Kind
    /// What texts stand for, where that is declared.
    let values: [String: String]?
  }

  /// A column of days, or of dates that stand for days.
  struct DayPlace {
    let place: Int
    let isDate: Bool
  }

  /// The place of a canonical column; -1 where nothing gives it.
  func place(_ name: String) -> Int { places[name] ?? -1 }

  /// The place of a day, or of the date that stands for it.
  func day(_ name: String) -> DayPlace {
    if dates == .iso, let date = table.kind.dateColumns[name], let place = places[date] {
      return DayPlace(place: place, isDate: true)
    }
    return DayPlace(place: place(name), isDate: false)
  }

  /// A table with what finds its cells; `nil` where it has to be read row by row.
  static func compiled(
    _ table: TableDeclaration, dates: CohortDeclaration.Dates, catalogue: Catalogue, copies: TableCopies
  ) throws(IntakeError) -> (table: EventTable, decoder: TableDecoder)? {
    guard table.kind != .steps, table.path != "-" else { return nil }
    let reader = try CSVReader(
      source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
      dialect: table.dialect, windowBytes: 1 << 16)
    let identifiers = CellIdentifiers(header: reader.header, checked: table.dialect.checkedColumns)
    guard identifiers.birthFields.isEmpty else { return nil }
    let decoder = try TableDecoder(table, header: reader.header, dates: dates, catalogue: catalogue)
    guard let plain = try copies.plain(table), hasOneScoreADay(decoder.wide),
      let declared = DeclaredCells.Plan(decoder, CSVFieldRules(table.dialect))
    else { return nil }
    let rows = DelimitedRows(
      path: plain.path, rules: CSVFieldRules(table.dialect), header: reader.header,
      body: reader.bodyOffset, size: plain.size, keyField: decoder.patientField, copy: plain.copy)
    return (EventTable(table, rows, dates, declared, decoder), decoder)
  }

  private init(
    _ table: TableDeclaration, _ rows: DelimitedRows, _ dates: CohortDeclaration.Dates,
    _ declared: DeclaredCells.Plan, _ decoder: TableDecoder
  ) {
    (self.table, self.rows, self.dates, self.declared) = (table, rows, dates, declared)
    wide = decoder.wide
    repeatedFields = table.repeated ? decoder.usedFields() : nil
    var places = declared.places
    for (slot, name) in decoder.slots.enumerated() where places[name] == nil {
      if case .field(let field) = decoder.sources[slot] { places[name] = field }
    }
    self.places = places
  }

  /// Two scores of one scale and day in a row are for the other reader to judge.
  private static func hasOneScoreADay(_ wide: [(field: Int, scale: Int, day: Int)]) -> Bool {
    Set(wide.map { [$0.scale, $0.day] }).count == wide.count
  }

  /// Adds the covariates of patients that stand in this table, the table's place among the cohort's given.
  ///
  /// - Returns: false where one of them has to be read row by row.
  mutating func take(_ plan: CovariatePlan, table number: Int, _ decoder: TableDecoder) -> Bool {
    for (request, level) in plan.levels.enumerated() where level == .patient {
      guard let found = plan.places[request].first(where: { $0.table == number })?.covariate else { continue }
      guard plan.places[request].count == 1 else { return false }
      let place: Int
      if let slot = found.slot {
        place = self.place(decoder.slots[slot])
      } else if case .field(let field) = found.source {
        place = field
      } else {
        return false
      }
      let isNumber = plan.requests[request].kind == .number || found.kind == .number
      covariates.append(
        Covariate(number: request, place: place, kind: isNumber ? .number : .text, values: found.values))
    }
    return true
  }
}
