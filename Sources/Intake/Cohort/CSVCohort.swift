import Foundation
public import Summaries
import Synchronization
public import Treatment

/// A cohort in delimited files: a folder, a single `steps.csv`, or `-` for a `steps.csv` on standard input.
///
/// A folder with the tables of the OMOP common data model is one too; they are read once, when it is opened.
/// A folder with nothing but a sorted `steps.csv` streams through all its workers. Every other cohort is
/// merged by patient from its files, each streamed where it is sorted by patient and sorted where it is not.
///
/// Grade: that of the statistic. Neither threads nor memory nor the order of files change a result.
public final class CSVCohort: Cohort {
  public typealias Page = PatientPage

  public let declaration: CohortDeclaration
  public let catalogue: Catalogue
  public let options: IntakeOptions
  /// The folder or file as it was named.
  public let path: String
  private let input: TemporaryCopy?
  let copies: TableCopies
  let setAside: SetAsideFolder?
  /// The OMOP folder that the patients come from.
  let omop: OMOPSource?
  let known = Mutex(Known())

  /// What an earlier reading found out.
  struct Known {
    var scales: [Int]?
    var summaries: [FileSummary]?
    var mustSort: Set<Int> = []
    /// The one file of steps is not sorted, so it cannot be streamed.
    var isUnsorted = false
    /// Something in the files has to be looked at row by row.
    var needsRows = false
    /// Files of events are not in the order of patients, though their first rows are.
    var sortsEvents = false
    /// Columns that name persons, once they were looked for.
    var identifiers: [InputIssue]?
    /// What was told of rows set aside; every reading sets the same aside, and it is told once.
  }

  /// Days, numbers of steps and the like beyond this, either side of 0, are a mistake; differences of any of them fit a
  /// page.
  public static let latestDay = DayRange.latest

  /// Opens a cohort; its rows are read when a statistic asks, those of an OMOP folder at once.
  ///
  /// `own` lies over the catalogue that cohort.yaml names, which lies over `catalogue`.
  ///
  /// Throws: `missing` and `unreadable` for files, `configuration` for cohort.yaml, `catalogue` for own
  /// catalogues.
  public convenience init(
    at path: String, catalogue base: Catalogue = .bundled, under own: OwnCatalogue? = nil,
    options: IntakeOptions = IntakeOptions()
  ) throws(IntakeError) {
    var isFolder: ObjCBool = false
    if path == "-" {
      try self.init(
        standardInput: ByteFile.standardInput,
        catalogue: CohortDeclaration().catalogue(over: base, under: own), options: options)
    } else if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      var declaration =
        isFolder.boolValue
        ? try CohortDeclaration(folder: path, catalogue: base, under: own)
        : CohortDeclaration(
          stepsFile: path, named: path.split(separator: "/").last.map(String.init) ?? path,
          dialect: options.dialect)
      let catalogue = try declaration.catalogue(over: base, under: own)
      var omop: OMOPSource?
      if declaration.format == .omop {
        let source = try OMOPSource(
          folder: path, dialect: declaration.omopDialect, catalogue: catalogue, options: options)
        declaration.tables = [source.table]
        omop = source
      }
      self.init(path, declaration, catalogue, options, nil, omop)
    } else {
      throw .missing(
        path: path, hint: "A cohort is a folder, a steps.csv, or - for a steps.csv on standard input.")
    }
  }

  /// A `steps.csv` that comes once, kept in a temporary file since it may have to be read again.
  convenience init(
    standardInput source: any ByteSource, catalogue: Catalogue = .bundled,
    options: IntakeOptions = IntakeOptions()
  ) throws(IntakeError) {
    let input = try TemporaryCopy(of: source, in: options.temporaryFolder)
    self.init(
      "-", CohortDeclaration(stepsFile: input.path, named: "-"), catalogue, options, input)
  }

  private init(
    _ path: String, _ declaration: CohortDeclaration, _ catalogue: Catalogue,
    _ options: IntakeOptions, _ input: TemporaryCopy?, _ omop: OMOPSource? = nil
  ) {
    self.path = path
    var declaration = declaration
    for place in declaration.tables.indices {
      declaration.tables[place].dialect.checkedColumns = options.checkedColumns
    }
    self.declaration = declaration
    self.catalogue = catalogue
    self.options = options.noticingOnce()
    self.input = input
    copies = TableCopies(folder: options.temporaryFolder)
    self.omop = omop
    // Rows of an OMOP folder were set aside when it was read; what was made of them is sound.
    setAside =
      omop == nil
      ? options.setAsideFolder.map { SetAsideFolder($0, files: Self.files(of: declaration)) } : nil
  }

  /// Whether steps are made of exposures by a rule, and not read from a file.
  public var isRaw: Bool { declaration.tables(of: .steps).isEmpty }

  /// The files of the cohort, by the name that messages print, each once.
  public var files: [(name: String, path: String)] { omop?.files ?? Self.files(of: declaration) }

  /// What an OMOP folder held; `nil` for any other cohort.
  public var omopSummary: OMOPSummary? { omop?.summary }

  /// The SHA-256 of the codes by which an OMOP folder is read.
  public static var omopCodesDigest: String { OMOPCodes.digest }

  private static func files(of declaration: CohortDeclaration) -> [(name: String, path: String)] {
    var result: [(name: String, path: String)] = []
    for table in declaration.tables where !result.contains(where: { $0.path == table.path }) {
      result.append((table.file, table.path))
    }
    return result
  }

  public func summarise<S: Statistic>(_ statistic: S) async throws -> S.Summary
  where S.Page == PatientPage {
    try await read(statistic).summary
  }

  /// The statistic's summary, and what became of the rows.
  ///
  /// Throws: ``IntakeError``; `refused` where rows cannot be used and no folder takes them.
  public func read<S: Statistic>(
    _ statistic: S
  ) async throws -> (summary: S.Summary, attrition: Attrition) where S.Page == PatientPage {
    let request = (statistic as? any PageReading)?.request ?? PageRequest(columns: .all)
    let checked = try checked(request)
    if let table = plainSteps, !known.withLock({ $0.isUnsorted }) {
      if let result = try await readStreamed(statistic, checked, table) { return result }
      known.withLock { $0.isUnsorted = true }
    }
    if let table = try await sortedSteps(), let result = try await readSorted(statistic, checked, table) {
      return result
    }
    if let result = try await readParts(statistic) { return result }
    return try await readMerged(statistic, request, checked: checked)
  }

  /// The request with everything that decides which rows are refused, so that all statistics refuse the same: the
  /// covariates of the run, and those that cohort.yaml declares to be numbers or to have named values.
  func checked(_ request: PageRequest) throws(IntakeError) -> PageRequest {
    try refuseUnsoundRows()
    return try completed(request)
  }

  /// Throws: `refused` for columns that name persons, and where rows of an OMOP folder cannot be used and no folder took them.
  func refuseUnsoundRows() throws(IntakeError) {
    let identifiers = try identifierIssues()
    if !identifiers.isEmpty { throw .refused(issues: identifiers, total: identifiers.count) }
    if let omop, options.setAsideFolder == nil, case .refused(let issues, let total)? = omop.issues.refusal {
      throw .refused(issues: Array(issues.prefix(options.mostIssues)), total: total)
    }
  }

  /// The same of a cohort whose unsound rows are told otherwise.
  func completed(_ request: PageRequest) throws(IntakeError) -> PageRequest {
    let days =
      switch request.endpoint {
      case .lastScore(let days): [days ?? 0]
      case .nearest(let day, let window): [day, window]
      }
    if days.contains(where: { !DayRange.all.contains($0) }) {
      throw .configuration(
        file: path, line: 0, column: 0,
        message: "An endpoint's day and window are at most \(Self.latestDay) days.")
    }
    var result = request
    let declared = declaration.tables.compactMap(\.covariates).joined()
      .filter { $0.kind == .number || $0.values != nil }.map { CovariateRequest($0.name, as: $0.kind) }
    for covariate in options.covariates + declared where !result.covariates.contains(covariate) {
      result.covariates.append(covariate)
    }
    return result
  }

  /// The table of a cohort that is one file of steps, with nothing to merge, map or fill in.
  var plainSteps: TableDeclaration? {
    guard declaration.tables.count == 1, let table = declaration.tables.first, table.kind == .steps,
      table.values.isEmpty, table.constants.isEmpty, table.covariates == nil
    else { return nil }
    return table
  }

  /// The reading of a sorted file of steps through all workers; `nil` where it is not sorted.
  private func readStreamed<S: Statistic>(
    _ statistic: S, _ request: PageRequest, _ table: TableDeclaration
  ) async throws(IntakeError) -> (summary: S.Summary, attrition: Attrition)? where S.Page == PatientPage {
    let file = try StepsFile(
      path: table.path, name: table.file, dialect: table.dialect, request: request,
      catalogue: catalogue, vocabulary: .ofComposedTexts(), design: declaration.design, names: table.columns,
      checksEverything: options.setAsideFolder != nil)
    // Full dates of birth are looked for row by row.
    guard file.layout.identifiers.birthFields.isEmpty else { return nil }
    let writer = setAside.map { SetAsideWriter($0) }
    do throws(IntakeError) {
      let pass = try await file.summarise(statistic, threads: options.threads, setAside: writer)
      guard let summary = pass.summary else {
        options.notice?(.unsorted(file: table.file))
        return nil
      }
      try writer?.finish()
      notice(pass.issues)
      if pass.hasLongPatient { noticeLongPatient(of: table.file, by: table.patientColumn) }
      var attrition = Attrition()
      attrition.files[table.file] = pass.rows
      return (summary, attrition)
    } catch .refused(let issues, let total) {
      throw .refused(issues: Array(issues.prefix(options.mostIssues)), total: total)
    }
  }

  /// The same of a sorted copy; `nil` where a row cannot be used, which is said by the reading that knows the file's lines.
  private func readSorted<S: Statistic>(
    _ statistic: S, _ request: PageRequest, _ table: TableDeclaration
  ) async throws(IntakeError) -> (summary: S.Summary, attrition: Attrition)? where S.Page == PatientPage {
    do throws(IntakeError) {
      return try await readStreamed(statistic, request, table)
    } catch .refused {
      return nil
    }
  }

  private func readMerged<S: Statistic>(
    _ statistic: S, _ request: PageRequest, checked: PageRequest
  ) async throws -> (summary: S.Summary, attrition: Attrition) where S.Page == PatientPage {
    let wanted = try request.scales.map { names throws(IntakeError) in try numbers(of: names) }
    let scales = isRaw ? try wanted ?? scaleNumbers() : []
    while true {
      let writer = setAside.map { SetAsideWriter($0) }
      let pass = try CohortPass(
        declaration, catalogue: catalogue, request: checked, vocabulary: .ofComposedTexts(),
        options: options, mustSort: known.withLock { $0.mustSort }, setAside: writer)
      let reading = CohortReading(
        pass, design: declaration.design, request: request, scales: scales,
        wanted: wanted.map(Set.init), isRaw: isRaw,
        derivation: StepDerivation(
          catalogue, formulary: Formulary(catalogue), parameters: options.derivation),
        patientsPerPage: options.patientsPerPage)
      let summary = try await summary(of: statistic, reading)
      if let file = pass.unsortedFile {
        known.withLock { _ = $0.mustSort.insert(file) }
        options.notice?(.unsorted(file: pass.name(ofFile: file)))
        continue
      }
      if let writer {
        try writer.finish()
        notice(pass.issues)
      } else if case .refused(let issues, let total)? = pass.issues.refusal {
        throw IntakeError.refused(issues: Array(issues.prefix(options.mostIssues)), total: total)
      }
      noticeLongPatients(of: pass)
      return (summary, pass.attrition)
    }
  }

  /// Tells of patients with more rows than anybody has.
  func noticeLongPatients(of pass: CohortPass) {
    for table in pass.longPatients { noticeLongPatient(of: table.file, by: table.patientColumn) }
  }

  func noticeLongPatient(of file: String, by column: String) {
    options.notice?(.longPatient(file: file, column: column))
  }

  func notice(_ log: IssueLog) {
    if log.isEmpty { return }
    let notice = IntakeOptions.Notice.setAside(
      issues: Array(log.first.prefix(options.mostIssues)), total: log.total)
    options.notice?(notice)
  }

  /// Pages go to at most `threads` workers at a time; merging in any order gives the same bits.
  private func summary<S: Statistic>(
    of statistic: S, _ reading: CohortReading
  ) async throws -> S.Summary where S.Page == PatientPage {
    var summary = statistic.empty
    guard options.threads > 1 else {
      while let page = try reading.nextPage() { statistic.add(page, to: &summary) }
      return summary
    }
    return try await withThrowingTaskGroup(of: S.Summary.self) { group in
      var running = 0
      while let page = try reading.nextPage() {
        if running == options.threads, let part = try await group.next() {
          summary.merge(part)
          running -= 1
        }
        group.addTask {
          var part = statistic.empty
          statistic.add(page, to: &part)
          return part
        }
        running += 1
      }
      for try await part in group { summary.merge(part) }
      return summary
    }
  }
}

extension CohortDeclaration {
  /// The cohort that one file of steps is.
  init(stepsFile path: String, named name: String, dialect: CSVDialect = CSVDialect()) {
    self.init()
    tables = [TableDeclaration(kind: .steps, file: name, path: path)]
    tables[0].dialect = dialect
  }
}
