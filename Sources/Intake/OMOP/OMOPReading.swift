import Treatment

/// Reads the tables of an OMOP folder once, and keeps of each person what a cohort needs.
///
/// Memory: a record a person and what the catalogue knows of their events, whatever the number of rows.
/// A row that is wrong is an issue at its place. A row that is right and has no place in a cohort is counted: drugs,
/// procedures and measurements that are not the catalogue's are other business; events after a patient's last
/// observation period, measurements without a number, and all but the last score of a day (by time, then by
/// identifier) are left out.
final class OMOPReading {
  let folder: OMOPFolder
  let catalogue: Catalogue
  let dialect: CSVDialect?
  private let checked: Set<String>
  let windowBytes: Int
  let setAside: SetAsideWriter?

  private(set) var people: [OMOPPerson] = []
  private(set) var issues = IssueLog()
  private(set) var attrition = Attrition()
  private(set) var vocabulary: OMOPVocabulary
  private(set) var hasConditions = false
  private var places: [Int64: Int] = [:]
  private var lastPerson: Int?
  private var unmapped: [OMOPTable: [Int64: Int]] = [:]
  private var leftOut: [OMOPTable: [String: Int]] = [:]

  static let afterObservation = "after the patient's last observation period"
  static let withoutNumber = "without a number"
  static let sameDay = "another score of the same day"

  init(
    _ folder: OMOPFolder, catalogue: Catalogue, dialect: CSVDialect?, checked: Set<String> = [],
    windowBytes: Int,
    setAside: SetAsideWriter?
  ) throws(IntakeError) {
    self.folder = folder
    self.catalogue = catalogue
    self.dialect = dialect
    self.checked = checked
    self.windowBytes = windowBytes
    self.setAside = setAside
    vocabulary = OMOPVocabulary(catalogue)
    try read(.person) { table throws(IntakeError) in try self.readPersons(table) }
    try read(.observationPeriod) { table throws(IntakeError) in try self.readObservationPeriods(table) }
    try readVocabulary()
    try read(.drugEra) { table throws(IntakeError) in try self.readDrugEras(table) }
    try read(.drugExposure) { table throws(IntakeError) in try self.readDrugExposures(table) }
    try read(.procedureOccurrence) { table throws(IntakeError) in try self.readProcedures(table) }
    try read(.conditionOccurrence) { table throws(IntakeError) in try self.readConditions(table) }
    try read(.measurement) { table throws(IntakeError) in try self.readMeasurements(table) }
    settleScores()
  }

  func open(_ table: OMOPTable, setAside: SetAsideWriter? = nil) throws(IntakeError) -> OMOPReader? {
    guard let file = folder.files[table] else { return nil }
    return try OMOPReader(
      table, file, declared: dialect, checked: checked, windowBytes: windowBytes, setAside: setAside)
  }

  /// Reads a table where it is there, with its rows and issues counted.
  private func read(
    _ table: OMOPTable, _ body: (OMOPReader) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    guard let reader = try open(table, setAside: setAside) else { return }
    try body(reader)
    issues.merge(reader.reader.issues)
    attrition.files[reader.reader.name, default: Attrition.Rows()].merge(reader.reader.rows)
  }

  /// Looks the concepts in use up, and no others.
  private func readVocabulary() throws(IntakeError) {
    let tables: [OMOPTable] = [.concept, .conceptAncestor, .conceptRelationship, .drugStrength]
    guard tables.contains(where: { folder.files[$0] != nil }) else { return }
    var inUse: Set<Int64> = []
    for table in [OMOPTable.drugEra, .drugExposure, .procedureOccurrence, .measurement] {
      guard let reader = try open(table), let column = table.conceptColumn else { continue }
      let concept = reader.field(column)
      while try reader.next() {
        if let id = reader.wholeNumber(concept) { inUse.insert(id) }
      }
    }
    // Ingredients first, so that pairs and strengths find them.
    try read(.concept) { table throws(IntakeError) in
      try self.vocabulary.readConcepts(table, inUse: inUse)
    }
    for pairs in [OMOPTable.conceptAncestor, .conceptRelationship] {
      try read(pairs) { table throws(IntakeError) in
        try self.vocabulary.readPairs(table, inUse: inUse)
      }
    }
    try read(.drugStrength) { table throws(IntakeError) in
      try self.vocabulary.readStrengths(table, inUse: inUse)
    }
  }

  /// The place of the row's person; an issue where person.csv has none of that number.
  func person(_ table: OMOPReader, _ field: OMOPReader.Field) -> Int? {
    guard let id = table.integer(field, needed: true) else { return nil }
    // Rows of one person often stand together.
    if let last = lastPerson, people[last].id == id { return last }
    if let place = places[id] {
      lastPerson = place
      return place
    }
    table.fail(field, "a person_id that stands in the table person", found: "one that does not")
    return nil
  }

  func add(_ person: OMOPPerson) -> Bool {
    guard places[person.id] == nil else { return false }
    places[person.id] = people.count
    people.append(person)
    return true
  }

  /// The people, with one score of a scale and day.
  func takePeople() -> [OMOPPerson] {
    defer { people = [] }
    return people
  }

  private func settleScores() {
    var others = 0
    for place in people.indices where people[place].scores.count > 1 {
      let last = people[place].lastScores
      people[place].scores = last.scores
      others += last.others
    }
    if others > 0 { leaveOut(.measurement, Self.sameDay, rows: others) }
  }

  func update(_ place: Int, _ body: (inout OMOPPerson) -> Void) { body(&people[place]) }

  func countConditions() { hasConditions = true }

  func countUnmapped(_ table: OMOPTable, _ concept: Int64) {
    unmapped[table, default: [:]][concept, default: 0] += 1
  }

  func leaveOut(_ table: OMOPTable, _ reason: String, rows: Int = 1) {
    leftOut[table, default: [:]][reason, default: 0] += rows
  }

  var unmappedConcepts: [OMOPSummary.Unmapped] {
    OMOPTable.allCases.flatMap { table in
      (unmapped[table] ?? [:]).sorted { $0.key < $1.key }.map {
        OMOPSummary.Unmapped(table: table, concept: $0.key, rows: $0.value)
      }
    }
  }

  var rowsLeftOut: [OMOPSummary.LeftOut] {
    OMOPTable.allCases.flatMap { table in
      (leftOut[table] ?? [:]).sorted { $0.key < $1.key }.map {
        OMOPSummary.LeftOut(table: table, reason: $0.key, rows: $0.value)
      }
    }
  }
}
