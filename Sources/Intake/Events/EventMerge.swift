internal import Foundation
internal import Treatment

/// Brings the rows of each patient of one part together, from all tables of a cohort.
///
/// What it gives is what ``PatientAssembler`` gives of the same rows. Where anything is not as it should be, it gives up:
/// the cohort is then read row by row.
final class EventMerge: PartReader {
  private let tables: [EventTable]
  private let order: KeyOrder
  /// One a table, since what a text stands for hangs on its table's missing codes.
  private let readers: [EventReader]
  private let declared: [DeclaredCells?]
  private let covariateCount: Int
  @exclusivity(unchecked) private var cells: [EventCells]
  private let exposurePlaces: [EventReader.ExposurePlaces]
  private let assessmentPlaces: [EventReader.AssessmentPlaces]
  private let hasDates: Bool
  /// The texts that have to be the same in all rows of the patient, by table.
  @exclusivity(unchecked) private var repeatedTexts: [[[UInt8]]]
  private let hasPatientsTable: Bool
  private let kinds: [TableDeclaration.Kind]
  private let repeatsRows: [Bool]
  /// By table; empty where nobody asked what columns hold.
  @exclusivity(unchecked) private var columnKinds: [ColumnKinds]
  private let cursors: [RowCursor]
  @exclusivity(unchecked) private var patient = EventPatient()
  /// Rows that were read, by table, and those that repeat another of their patient.
  private(set) var rows: [Int]
  private(set) var repeated: [Int]
  /// Where rows that repeat another start, by table; the first ones.
  private(set) var repeatedOffsets: [[Int]]
  /// Where the rows of the patient's events start, in the order of the events.
  @exclusivity(unchecked) private var exposureOffsets: [Int] = []
  @exclusivity(unchecked) private var assessmentOffsets: [Int] = []
  static let mostOffsets = 100
  /// The most rows that one patient has, by table.
  @exclusivity(unchecked) private(set) var mostRows: [Int]

  init(
    _ tables: [EventTable], order: KeyOrder, requests: [CovariateRequest], describesColumns: Bool = false,
    _ makeReader: () -> EventReader
  ) throws(IntakeError) {
    var cursors: [RowCursor] = []
    for table in tables { cursors.append(try RowCursor(table.rows)) }
    self.cursors = cursors
    self.tables = tables
    self.order = order
    readers = tables.map { _ in makeReader() }
    declared = tables.map { $0.declared.isEmpty ? nil : DeclaredCells($0.declared) }
    covariateCount = requests.count
    cells = tables.map { EventCells($0.rows.rules) }
    exposurePlaces = tables.map { EventReader.ExposurePlaces($0) }
    assessmentPlaces = tables.map { EventReader.AssessmentPlaces($0) }
    hasPatientsTable = tables.contains { $0.table.kind == .patients }
    kinds = tables.map(\.table.kind)
    repeatsRows = tables.map { $0.repeatedFields != nil }
    columnKinds = describesColumns ? zip(tables, cells).map { ColumnKinds($0.rows, $1) } : []
    hasDates = tables.contains { $0.dates == .iso }
    repeatedTexts = tables.map { _ in [] }
    rows = tables.map { _ in 0 }
    repeated = tables.map { _ in 0 }
    repeatedOffsets = tables.map { _ in [] }
    mostRows = tables.map { _ in 0 }
  }

  var columns: [[ColumnSummary]] { columnKinds.map(\.columns) }

  deinit { for one in cells { one.deallocate() } }

  /// Reads a part and gives its patients in order.
  func read(
    _ part: EventParts.Part, _ body: (EventPatient) throws(IntakeError) -> Void
  ) throws(IntakeError) -> PartOutcome {
    for (place, cursor) in cursors.enumerated() { try cursor.begin(part.ranges[place]) }
    var before: [UInt8] = []
    while let least = least(of: cursors) {
      patient.identifier.removeAll(keepingCapacity: true)
      patient.identifier.append(contentsOf: cursors[least].key)
      if !before.isEmpty || part.low != nil {
        let isSorted =
          before.isEmpty
          ? !order.precedes(patient.identifier, part.low ?? [])
          : order.precedes(before, patient.identifier)
        guard isSorted else { return .unsorted }
      }
      guard try take(cursors), settle() else { return .odd }
      before.removeAll(keepingCapacity: true)
      before.append(contentsOf: patient.identifier)
      // Lent, and so not counted for every patient.
      var lent = EventPatient()
      swap(&lent, &patient)
      defer { swap(&lent, &patient) }
      try body(lent)
    }
    if let high = part.high, !before.isEmpty, !order.precedes(before, high) { return .unsorted }
    for (place, cursor) in cursors.enumerated() {
      if cursor.isOdd { return .odd }
      rows[place] += cursor.rows
    }
    return .done
  }

  /// The cursor whose patient comes first; `nil` where no row is left.
  private func least(of cursors: [RowCursor]) -> Int? {
    var result: Int?
    for place in cursors.indices where cursors[place].hasRow {
      guard let least = result else {
        result = place
        continue
      }
      let (a, b) = (cursors[place].key, cursors[least].key)
      if !holdSameBytes(a, b), order.precedes(a, b) { result = place }
    }
    return result
  }

  /// Takes every row of the patient at hand; false where one is odd.
  private func take(_ cursors: [RowCursor]) throws(IntakeError) -> Bool {
    patient.history.removeAll()
    exposureOffsets.removeAll(keepingCapacity: true)
    assessmentOffsets.removeAll(keepingCapacity: true)
    patient.covariates.removeAll(keepingCapacity: true)
    patient.covariates.append(contentsOf: repeatElement(CovariateValue(), count: covariateCount))
    (patient.entryIsDate, patient.lastIsDate) = (false, false)
    var hasOwnRow = false
    for place in cursors.indices {
      let cursor = cursors[place]
      let row = EventRow(cursor: cursor, declared: declared[place])
      let kind = kinds[place]
      // Taken once a table, not counted once a row.
      let (reader, exposurePlaces, assessmentPlaces) = (
        readers[place], exposurePlaces[place], assessmentPlaces[place]
      )
      let isRepeated = repeatsRows[place]
      let describes = !columnKinds.isEmpty
      if isRepeated { repeatedTexts[place].removeAll(keepingCapacity: true) }
      let before = cursor.rows
      while cursor.hasRow, isOfPatient(cursor) {
        if describes { columnKinds[place].take(cursor) }
        if let outcome = row.declared?.prepare(cursor), outcome != .event {
          guard outcome == .none else { return false }
          try cursor.advance()
          continue
        }
        if isRepeated {
          guard let isFirst = isFirst(cursor, place) else { return false }
          if !isFirst {
            try cursor.advance()
            continue
          }
        }
        switch kind {
        case .patients:
          if hasOwnRow { return false }
          hasOwnRow = true
          reader.patient(row, tables[place], &patient, &cells[place])
        case .exposures:
          exposureOffsets.append(cursor.offset)
          patient.history.exposures.append(reader.exposure(row, exposurePlaces, &cells[place]))
        case .assessments:
          let before = patient.history.assessments.count
          reader.assessments(
            row, assessmentPlaces, &cells[place], to: &patient.history.assessments)
          for _ in before..<patient.history.assessments.count { assessmentOffsets.append(cursor.offset) }
        case .steps: return false
        }
        try cursor.advance()
      }
      mostRows[place] = max(mostRows[place], cursor.rows - before)
      if cells[place].isOdd || cursor.isOdd { return false }
    }
    return hasOwnRow || !hasPatientsTable
  }

  /// Whether a row of a table whose rows repeat is the patient's first; `nil` where it says something else than that one.
  private func isFirst(_ cursor: RowCursor, _ place: Int) -> Bool? {
    let texts = (tables[place].repeatedFields ?? []).map { Array(cursor.field($0)) }
    if repeatedTexts[place].isEmpty {
      repeatedTexts[place] = texts
      return true
    }
    return repeatedTexts[place] == texts ? false : nil
  }

  @inline(__always)
  private func isOfPatient(_ cursor: RowCursor) -> Bool {
    patient.identifier.withUnsafeBufferPointer { holdSameBytes($0, cursor.key) }
  }

  /// Sorts the events and checks them against each other; false where the rows have to be looked at one by one.
  private func settle() -> Bool {
    if hasDates { countFromFirstEvent() }
    sortEvents()
    if patient.history.facts.lastDay != Day.none {
      let last = patient.history.facts.lastDay
      if patient.history.exposures.contains(where: { $0.startDay > last })
        || patient.history.assessments.last.map({ $0.day > last }) ?? false
      {
        return false
      }
    }
    return takeOutRepeatedScores() && countRepeatedExposures()
      && !(patient.history.exposures.contains { $0.declared != nil }
        && patient.history.hasConflictingStrategies)
  }

  /// Puts day 0 of a cohort with dates on the patient's first treatment or assessment.
  private func countFromFirstEvent() {
    var first = Int32.max
    for exposure in patient.history.exposures { first = min(first, exposure.startDay) }
    for assessment in patient.history.assessments { first = min(first, assessment.day) }
    if first == .max { first = patient.history.facts.statesEntry ? patient.history.facts.entryDay : 0 }
    if patient.entryIsDate { patient.history.facts.entryDay -= first }
    if patient.lastIsDate, patient.history.facts.lastDay != Day.none {
      patient.history.facts.lastDay -= first
    }
    for place in patient.history.exposures.indices {
      patient.history.exposures[place].startDay -= first
      if !patient.history.exposures[place].isOpen { patient.history.exposures[place].endDay -= first }
    }
    for place in patient.history.assessments.indices { patient.history.assessments[place].day -= first }
  }

  private func sortEvents() {
    let isInOrder = zip(patient.history.exposures, patient.history.exposures.dropFirst()).allSatisfy {
      ($0.startDay, $0.agent) <= ($1.startDay, $1.agent)
    }
    if !isInOrder {
      let rows = patient.history.exposures.enumerated().sorted {
        ($0.element.startDay, $0.element.agent, Int32($0.offset))
          < ($1.element.startDay, $1.element.agent, Int32($1.offset))
      }
      patient.history.exposures = rows.map(\.element)
      exposureOffsets = rows.map { exposureOffsets[$0.offset] }
    }
    let isAscending = zip(patient.history.assessments, patient.history.assessments.dropFirst()).allSatisfy {
      ($0.day, $0.scale) <= ($1.day, $1.scale)
    }
    if !isAscending {
      let rows = patient.history.assessments.enumerated().sorted {
        ($0.element.day, $0.element.scale, $0.offset) < ($1.element.day, $1.element.scale, $1.offset)
      }
      patient.history.assessments = rows.map(\.element)
      assessmentOffsets = rows.map { assessmentOffsets[$0.offset] }
    }
  }

  private func takeOutRepeatedScores() -> Bool {
    let all = patient.history.assessments
    let places = all.indices.dropFirst().filter {
      all[$0].day == all[$0 - 1].day && all[$0].scale == all[$0 - 1].scale
    }
    if places.isEmpty { return true }
    guard places.allSatisfy({ all[$0].score == all[$0 - 1].score }), let table = only(.assessments) else {
      return false
    }
    note(places.map { assessmentOffsets[$0] }, in: table)
    let again = Set(places)
    patient.history.assessments = all.indices.filter { !again.contains($0) }.map { all[$0] }
    return true
  }

  private func countRepeatedExposures() -> Bool {
    let exposures = patient.history.exposures
    guard zip(exposures, exposures.dropFirst()).contains(where: { $0.startDay == $1.startDay }) else {
      return true
    }
    let again = exposures.indices.filter { patient.history.isRepeated($0) }
    if again.isEmpty { return true }
    guard let table = only(.exposures) else { return false }
    note(again.map { exposureOffsets[$0] }, in: table)
    return true
  }

  private func note(_ offsets: [Int], in table: Int) {
    repeated[table] += offsets.count
    repeatedOffsets[table] += offsets.prefix(
      Self.mostOffsets - min(Self.mostOffsets, repeatedOffsets[table].count))
  }

  /// The one table of a kind; `nil` where there are several.
  private func only(_ kind: TableDeclaration.Kind) -> Int? {
    let own = tables.indices.filter { tables[$0].table.kind == kind }
    return own.count == 1 ? own.first : nil
  }
}
