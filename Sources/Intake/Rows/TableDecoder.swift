import Treatment

/// Finds the cells that stand for canonical columns in the rows of one table.
///
/// A value map wins over a constant, a constant over a column of the file.
final class TableDecoder {
  enum Source: Equatable, Sendable {
    case absent
    case field(Int)
    case constant(String)
  }

  enum Cell: Equatable {
    case missing
    case field(Int)
    case text(String)
  }

  /// A covariate of the table: its field or canonical name, and how its cells are read.
  struct Covariate: Sendable {
    var name: String
    var source: Source
    /// The slot whose value maps may give it.
    var slot: Int?
    var kind: CovariateRequest.Kind?
    var values: [String: String]?
  }

  let table: TableDeclaration
  let header: [String]
  /// Canonical names, then names that only value maps give.
  let slots: [String]
  let patientField: Int
  private(set) var wide: [(field: Int, scale: Int, day: Int)] = []
  private(set) var covariates: [Covariate] = []
  let sources: [Source]
  let maps: [(field: Int, map: TableDeclaration.ValueMap)]
  let mapped: Set<Int>
  private var chosen: [Int: String] = [:]
  private let slotOf: [String: Int]
  /// Columns that no rule reads yet, and what their cells have to be.
  let unread: [(slot: Int, name: String, column: CanonicalColumn)]
  /// Of a table of steps, the slots of ``StepsColumn``; `nil` for columns that nothing gives.
  private(set) var stepSlots: [Int?] = []

  /// Throws: `refused` that names every column that should be there and is not.
  init(
    _ table: TableDeclaration, header: [String], dates: CohortDeclaration.Dates,
    catalogue: Catalogue
  ) throws(IntakeError) {
    self.table = table
    self.header = header
    var log = IssueLog()
    func field(_ name: String, for purpose: String = "") -> Int? {
      if let place = header.firstIndex(of: name) { return place }
      log.add(InputIssue.missingColumn(name, for: purpose, in: header, file: table.file))
      return nil
    }
    var names = table.kind.canonicalColumns(dates)
    for map in table.values {
      let targets = (Array(map.cases.values) + [map.otherwise ?? [:]]).flatMap(\.keys)
      for name in Set(targets).sorted() where !names.contains(name) { names.append(name) }
    }
    slots = names
    slotOf = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let sources: [Source] = names.map { name in
      if let constant = table.constants[name] { return .constant(constant) }
      if let column = table.columns[name] {
        return field(column, for: "'\(name)'").map(Source.field) ?? .absent
      }
      return header.firstIndex(of: name).map(Source.field) ?? .absent
    }
    maps = table.values.compactMap { map in field(map.column).map { ($0, map) } }
    let targets = table.values.flatMap { map in
      (Array(map.cases.values) + [map.otherwise ?? [:]]).flatMap(\.keys)
    }
    let mapped = Set(targets.compactMap { name in names.firstIndex(of: name) })
    self.sources = sources
    self.mapped = mapped
    for column in table.wide {
      if let place = field(column.column), let scale = catalogue.scale(named: column.scale) {
        wide.append((place, scale, column.day))
      }
    }
    for name in table.kind.requiredColumns where Self.isRequired(name, of: table) {
      let date = dates == .iso ? table.kind.dateColumns[name] : nil
      let given = [name, date].compactMap { $0 }.contains { wanted in
        guard let slot = names.firstIndex(of: wanted) else { return false }
        return sources[slot] != .absent || mapped.contains(slot)
      }
      // A mapped column that is not there has been reported under its own name.
      if !given, table.columns[date ?? name] == nil { _ = field(date ?? name) }
    }
    let read = table.kind.readColumns
    unread = names.enumerated().compactMap { slot, name in
      guard !read.contains(name), sources[slot] != .absent || mapped.contains(slot) else { return nil }
      return (slot, name, CanonicalColumn(name))
    }
    if case .field(let place) = sources[0] { patientField = place } else { patientField = 0 }
    if table.constants["patient_id"] != nil {
      log.add(
        InputIssue(
          file: table.file, line: 0, column: 0, expected: "a column for 'patient_id'",
          found: "a constant"))
    }
    covariates = Self.covariates(of: table, header: header, slots: names, sources: sources, mapped: mapped)
    for covariate in covariates where covariate.source == .absent && covariate.slot == nil {
      if let declared = table.covariates?.first(where: { $0.name == covariate.name }) {
        _ = field(declared.column)
      }
    }
    try log.throwIfAny()
    if table.kind == .steps { stepSlots = StepsColumn.allCases.map { has($0.name) ? slot($0.name) : nil } }
  }

  /// What a declared table leaves out is left out on purpose: exposures without an end still run.
  private static func isRequired(_ name: String, of table: TableDeclaration) -> Bool {
    if table.kind == .exposures, name == "end_day" { return !table.isDeclared }
    if table.kind == .assessments, !table.wide.isEmpty { return name == "patient_id" }
    return true
  }

  private static func covariates(
    of table: TableDeclaration, header: [String], slots: [String], sources: [Source],
    mapped: Set<Int>
  ) -> [Covariate] {
    guard table.kind != .exposures else { return [] }
    var result: [Covariate] = []
    // Reserved columns of patients and steps, and what value maps make, can be grouped by as well.
    let keys = ["patient_id", "scale", "score", "day", "date", "rater"]
    for (place, name) in slots.enumerated() where !keys.contains(name) {
      if sources[place] != .absent || mapped.contains(place) {
        result.append(Covariate(name: name, source: sources[place], slot: place))
      }
    }
    if let declared = table.covariates {
      result = result.filter { item in !declared.contains { $0.name == item.name } }
      for item in declared {
        let place = header.firstIndex(of: item.column)
        let slot = place == nil ? slots.firstIndex(of: item.column) : nil
        result.append(
          Covariate(
            name: item.name, source: place.map(Source.field) ?? .absent,
            slot: slot.flatMap { mapped.contains($0) || sources[$0] != .absent ? $0 : nil },
            kind: item.kind, values: item.values))
      }
    } else if table.kind != .assessments {
      let used = Set(
        sources.compactMap { source -> Int? in
          if case .field(let place) = source { place } else { nil }
        })
      for (place, name) in header.enumerated()
      where !used.contains(place) && !name.isEmpty && !result.contains(where: { $0.name == name }) {
        result.append(Covariate(name: name, source: .field(place), slot: nil))
      }
    }
    return result
  }

  func slot(_ name: String) -> Int? { slotOf[name] }

  /// Whether anything gives the canonical column.
  func has(_ name: String) -> Bool {
    guard let slot = slotOf[name] else { return false }
    return sources[slot] != .absent || mapped.contains(slot)
  }

  /// Looks the row's mapped cells up.
  ///
  /// - Returns: whether the row makes an event; `issues` says what no map names.
  func prepare(_ row: CSVRow, issues: inout [InputIssue]) -> Bool {
    guard !maps.isEmpty else { return true }
    chosen.removeAll(keepingCapacity: true)
    var makesEvent = true
    for (field, map) in maps {
      guard let targets = map.cases[row.text(field)] ?? map.otherwise else {
        let names = map.cases.keys.sorted().prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        issues.append(
          row.issue(at: field, expected: "one of the values that cohort.yaml maps (\(names))"))
        makesEvent = false
        continue
      }
      if targets.isEmpty { makesEvent = false }
      for (name, value) in targets {
        if let slot = slotOf[name] { chosen[slot] = value }
      }
    }
    return makesEvent
  }

  /// The cell of a slot in the row that was prepared last.
  func cell(_ slot: Int, in row: CSVRow) -> Cell {
    if let text = chosen[slot] { return text.isEmpty ? .missing : .text(text) }
    switch sources[slot] {
    case .absent: return .missing
    case .constant(let text): return text.isEmpty ? .missing : .text(text)
    case .field(let field): return row.isMissing(field) ? .missing : .field(field)
    }
  }

  /// What the file calls a slot's column; its canonical name where the file does not have it.
  func name(of slot: Int) -> String {
    if case .field(let field) = sources[slot] { header[field] } else { slots[slot] }
  }

  /// The same of a column of steps, and the field to point at when it is wrong.
  func name(of column: StepsColumn) -> String { stepSlots[column.rawValue].map(name(of:)) ?? column.name }
  func field(of column: StepsColumn) -> Int { stepSlots[column.rawValue].map(place(of:)) ?? patientField }

  /// The field to point at when a slot is wrong: its own, that of a map, or the patient's.
  func place(of slot: Int) -> Int {
    if case .field(let field) = sources[slot] { return field }
    return maps.first?.field ?? patientField
  }

  func cell(of covariate: Covariate, in row: CSVRow) -> Cell {
    if let slot = covariate.slot { return cell(slot, in: row) }
    guard case .field(let field) = covariate.source else { return .missing }
    return row.isMissing(field) ? .missing : .field(field)
  }

  /// Fields of a table of steps that nothing declares: covariates, if anything asks for them.
  func undeclaredFields() -> [Int] {
    guard table.covariates == nil else { return [] }
    var meant = Set(maps.map(\.field))
    for slot in stepSlots {
      if let slot, case .field(let place) = sources[slot] { meant.insert(place) }
    }
    return header.indices.filter { !meant.contains($0) && !header[$0].isEmpty }
  }

  /// Every text that decides what the row says, to compare repeated rows by.
  func usedFields() -> [Int] {
    var result = Set(maps.map(\.field))
    for source in sources {
      if case .field(let place) = source { result.insert(place) }
    }
    for covariate in covariates {
      if case .field(let place) = covariate.source { result.insert(place) }
    }
    result.formUnion(wide.map(\.field))
    return result.sorted()
  }
}

extension TableDeclaration.Kind {
  /// The columns that the reading of a row takes up itself.
  fileprivate var readColumns: Set<String> {
    switch self {
    case .patients: ["patient_id", "entry_day", "last_day", "entry_date", "last_date"]
    case .exposures:
      [
        "patient_id", "agent", "start_day", "end_day", "start_date", "end_date", "strategy", "dose_mg",
        "dose",
        "dose_unit", "sessions", "days_supplied", "level", "indication", "route",
      ]
    case .assessments: ["patient_id", "day", "date", "scale", "score"]
    case .steps: Set(StepsColumn.allCases.map(\.name))
    }
  }
}
