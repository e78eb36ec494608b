internal import Summaries
internal import Synchronization
internal import Treatment

/// A cohort of events that is sorted by patient, read in parts by several workers.
struct EventCohort: PartedCohort {
  private(set) var tables: [EventTable]
  let order: KeyOrder
  /// Whether the first rows of every file are in that order.
  let looksSorted: Bool
  let plan: CovariatePlan
  let catalogue: Catalogue
  let vocabulary: Vocabulary
  let threads: Int
  private let partBytes: Int
  /// Whether the reading also tells what the columns of its tables hold.
  private let describesColumns: Bool

  /// `nil` where the cohort has to be read row by row.
  ///
  /// Throws: ``IntakeError`` for what the other reading would refuse as well.
  init?(
    _ declaration: CohortDeclaration, _ catalogue: Catalogue, covariates: [CovariateRequest],
    vocabulary: Vocabulary, options: IntakeOptions, copies: TableCopies, describesColumns: Bool = false
  ) throws(IntakeError) {
    var tables: [EventTable] = []
    var decoders: [TableDecoder] = []
    // Patients first, as the other reading has them.
    let kinds: [TableDeclaration.Kind] = [.patients, .exposures, .assessments]
    for kind in kinds {
      for table in declaration.tables where table.kind == kind {
        // Rows of one file that stand for two tables of a kind come in turn, which only the other reading knows.
        guard !tables.contains(where: { $0.table.path == table.path && $0.table.kind == kind }),
          let own = try EventTable.compiled(
            table, dates: declaration.dates, catalogue: catalogue, copies: copies)
        else { return nil }
        tables.append(own.table)
        decoders.append(own.decoder)
      }
    }
    guard tables.count == declaration.tables.count, !tables.isEmpty,
      tables.count(where: { $0.table.kind == .patients }) <= 1, Self.agreeOnFiles(tables)
    else { return nil }
    plan = try CovariatePlan(covariates, in: decoders)
    guard !plan.levels.contains(.assessment) else { return nil }
    for place in tables.indices {
      guard tables[place].take(plan, table: place, decoders[place]) else { return nil }
    }
    self.tables = tables
    (order, looksSorted) = try EventParts.order(of: tables.map(\.rows))
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    threads = options.threads
    partBytes = options.partBytes
    self.describesColumns = describesColumns
  }

  /// Whether tables of one file read it in one dialect, by one column of patients.
  private static func agreeOnFiles(_ tables: [EventTable]) -> Bool {
    tables.allSatisfy { one in
      tables.allSatisfy {
        $0.table.path != one.table.path
          || $0.table.dialect == one.table.dialect && $0.rows.keyField == one.rows.keyField
      }
    }
  }

  /// The same cohort with every file in the order of patients, and the names and sizes of those that were not; `nil` where one has to be
  /// looked at row by row.
  func sorted(_ copies: TableCopies) async throws(IntakeError) -> (
    cohort: EventCohort, sorted: [(file: String, bytes: Int)]
  )? {
    var result = self
    var files: [(file: String, bytes: Int)] = []
    for place in tables.indices {
      let table = tables[place].table
      switch try await copies.sorted(tables[place].rows, of: table, in: order, threads: threads) {
      case .odd: return nil
      case .sorted(let rows, let wasSorted):
        result.tables[place].rows = rows
        if !wasSorted, !files.contains(where: { $0.file == table.file }) {
          files.append((table.file, rows.size))
        }
      }
    }
    return (result, files)
  }

  /// What a reading gave beside what its workers kept.
  struct Read: Sendable {
    var attrition = Attrition()
    /// Where the first rows start that repeat another, by table.
    var repeatedOffsets: [[Int]] = []
    /// How many rows each table has.
    var rows: [Int] = []
    /// What the columns hold, by table; empty where nobody asked.
    var columns: [[ColumnSummary]] = []
    /// Places of files in which one patient has so many rows that the column of patients is in doubt.
    var longPatients: [(file: String, column: String)] = []
  }

  enum Outcome {
    case read(Read)
    /// Something has to be looked at row by row.
    case odd
    /// A file is not in the order of patients after all.
    case unsorted
  }

  var levels: [CovariatePlan.Level] { plan.levels }
  var fileNames: [String] { tables.map(\.table.file) }
  var patientColumns: [String] { tables.map(\.table.patientColumn) }

  func parts() throws(IntakeError) -> [EventParts.Part] {
    try EventParts(tables.map(\.rows), order: order).parts(of: partBytes)
  }

  func reader() throws(IntakeError) -> EventMerge {
    try EventMerge(tables, order: order, requests: plan.requests, describesColumns: describesColumns) {
      EventReader(catalogue, vocabulary, plan.requests)
    }
  }

  func scales() async throws(IntakeError) -> Set<Int>? {
    var all: Set<Int> = []
    for table in tables where table.table.kind == .assessments {
      guard let found = try await EventScales(table, in: catalogue).found(threads: threads) else {
        return nil
      }
      all.formUnion(found)
    }
    return all
  }
}
