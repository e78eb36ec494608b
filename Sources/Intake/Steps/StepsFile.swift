internal import Foundation
internal import Summaries
internal import Treatment

/// A `steps.csv` that is read window by window by several workers.
///
/// Results do not depend on the number of threads: windows are cut by position alone, and pages by window.
struct StepsFile: Sendable {
  /// Bytes a window; part of what a page is, so never chosen by the machine.
  static let windowBytes = 1 << 19

  let path: String
  let name: String
  let dialect: CSVDialect
  let layout: StepsLayout
  let vocabulary: Vocabulary
  let design: StudyDesign
  let names: [String: String]
  /// The byte after the header.
  let body: Int

  /// What a pass over the file gave.
  struct Pass<Summary: Sendable>: Sendable {
    /// `nil` where patients are not together or not in order: the rows have to be sorted first.
    var summary: Summary?
    var rows = Attrition.Rows()
    /// What was wrong with the rows that were set aside.
    var issues = IssueLog()
    /// A patient has so many rows that the column of patients is in doubt.
    var hasLongPatient = false
  }

  /// Reads the header and finds the columns that the request needs.
  ///
  /// With `checksEverything` each row is judged by all columns that have a meaning, so that statistics that read
  /// different columns use, and set aside, the same rows; pages then hold columns that nobody asked for.
  /// Not: covariates, which are judged by the statistics that read them.
  /// Throws: ``IntakeError``.
  init(
    path: String, name: String, dialect: CSVDialect = CSVDialect(), request: PageRequest,
    catalogue: Catalogue,
    vocabulary: Vocabulary = Vocabulary(), design: StudyDesign = .cohort, names: [String: String] = [:],
    checksEverything: Bool = false
  ) throws(IntakeError) {
    self.path = path
    self.name = name
    self.dialect = dialect
    self.vocabulary = vocabulary
    self.design = design
    self.names = names
    let reader = try CSVReader(
      source: openBytes(path: path, encoding: dialect.encoding), name: name, dialect: dialect,
      windowBytes: 1 << 16)
    body = reader.bodyOffset
    layout = try StepsLayout(
      header: reader.header, file: name, request: request, catalogue: catalogue, dialect: dialect,
      names: names, checksEverything: checksEverything)
  }

  /// The same file read by another layout.
  init(_ other: StepsFile, layout: StepsLayout) {
    (path, name, dialect) = (other.path, other.name, other.dialect)
    (vocabulary, design, names, body) = (other.vocabulary, other.design, other.names, other.body)
    self.layout = layout
  }

  /// The size of a file that can be read at any place: no pipe, not compressed, in UTF-8.
  func plainSize() throws(IntakeError) -> Int? {
    guard path != "-", dialect.encoding == .utf8 else { return nil }
    let file = try ByteFile(path: path)
    return try file.startsLikeGzip() ? nil : file.size
  }

  /// The merged summary of a statistic over the pages of the file.
  ///
  /// With a folder to set rows aside in, and for files that cannot be read in pieces or that hold anything
  /// wrong, the rows are read one by one, which gives the same pages and says what is wrong at its place.
  /// Throws: ``IntakeError``.
  func summarise<S: Statistic>(
    _ statistic: S, threads: Int, windowBytes: Int = StepsFile.windowBytes, readAhead: Int = 4096,
    setAside: SetAsideWriter? = nil
  ) async throws(IntakeError) -> Pass<S.Summary> where S.Page == PatientPage {
    if setAside == nil, let size = try plainSize() {
      let pass = try await workers(
        statistic, size: size, threads: threads, windowBytes: windowBytes, readAhead: readAhead)
      if let pass { return pass }
    }
    do {
      return try rowByRow(statistic, windowBytes: windowBytes, setAside: setAside)
    } catch .refused(let issues, let total) {
      throw try everyIssue() ?? .refused(issues: issues, total: total)
    }
  }

  /// The refusal by all columns that have a meaning, so that a refused file is told the same whatever was asked of it.
  private func everyIssue() throws(IntakeError) -> IntakeError? {
    if layout.checksEverything { return nil }
    let everything = try StepsFile(
      self,
      layout: layout.checkingEverything(dialect: dialect, names: names, needsStart: layout.needsStart))
    _ = try everything.rowByRow(NoStatistic(), windowBytes: Self.windowBytes, setAside: nil)
    return nil
  }

  // MARK: Several workers

  /// `nil` where the file holds something that only the row-by-row reader can judge.
  func workers<S: Statistic>(
    _ statistic: S, size: Int, threads: Int, windowBytes: Int, readAhead: Int, level: Int32? = nil,
    check: StepsCheckRun? = nil
  ) async throws(IntakeError) -> Pass<S.Summary>? where S.Page == PatientPage {
    guard size > body else { return nil }
    let windows = (size - body + windowBytes - 1) / windowBytes
    let board = WindowBoard(windows: windows)
    let results = WindowResults(statistic.empty)
    await runWorkers(max(1, min(threads, windows))) {
      var summary = statistic.empty
      do throws(IntakeError) {
        let walker = StepsWalker(
          layout: layout, vocabulary: vocabulary, design: design, file: try ByteFile(path: path),
          level: level,
          // Which also makes the checks of columns that no page holds.
          profile: check == nil && !layout.checksEverything ? nil : StepsProfile(layout: layout))
        var patients = 0
        while let window = board.takeWindow() {
          let (outcome, ends) = try walker.fillPage(
            window: window, body: body, size: size, windowBytes: windowBytes, readAhead: readAhead,
            board: board)
          switch outcome {
          case .stopped: return
          case .odd: board.stop(for: .odd)
          case .page:
            board.publish(page: window, ends: ends, rows: walker.rows)
            patients += walker.page.patientCount
            if walker.page.hasLongPatient { board.noteLongPatient() }
            if walker.page.patientCount > 0 { statistic.add(walker.page, to: &summary) }
          }
        }
        results.merge(summary)
        if let profile = walker.profile { check?.merge(profile.result(patients: patients)) }
      } catch {
        board.stop(for: .failed(error))
      }
    }
    switch board.stop {
    case .failed(let error): throw error
    case .odd: return nil
    case .unsorted: return Pass(summary: nil)
    case nil:
      guard board.rows > 0 else { return nil }
      return Pass(
        summary: results.value, rows: Attrition.Rows(used: board.rows), hasLongPatient: board.hasLongPatient)
    }
  }

  // MARK: Row by row

  /// The same pages, one row after the other.
  func rowByRow<S: Statistic>(
    _ statistic: S, windowBytes: Int, setAside: SetAsideWriter?, check: StepsCheckRun? = nil
  ) throws(IntakeError) -> Pass<S.Summary> where S.Page == PatientPage {
    let reader = try CSVReader(
      source: openBytes(path: path, encoding: dialect.encoding), name: name, dialect: dialect,
      setAside: setAside)
    let filler = StepsFiller(layout: layout, vocabulary: vocabulary)
    var page = PatientPage(
      catalogue: layout.catalogue, vocabulary: vocabulary, design: design, request: layout.request)
    let profile = check.map { _ in StepsProfile(layout: layout) }
    var patients = 0
    var summary = statistic.empty
    var nextWindow = windowBytes
    var cutsAtNextPatient = false
    var hasLongPatient = false
    while let row = try reader.next() {
      if let issue = layout.identifiers.issue(in: row) {
        throw .refused(issues: [issue], total: 1)
      }
      let issues = filler.append(row, to: &page) { page in
        guard cutsAtNextPatient else { return }
        hasLongPatient = hasLongPatient || page.hasLongPatient
        if page.patientCount > 0 { statistic.add(page, to: &summary) }
        patients += page.patientCount
        page.removeAll()
        page.place += 1
        cutsAtNextPatient = false
      }
      if issues.isEmpty { profile?.add(row) } else { try reader.refuse(row, for: issues) }
      if !filler.order.isSorted { return Pass(summary: nil) }
      let offset = row.offset - body
      if offset >= nextWindow {
        nextWindow = (offset / windowBytes + 1) * windowBytes
        cutsAtNextPatient = true
      }
    }
    filler.settlePatient(&page)
    if page.patientCount > 0 { statistic.add(page, to: &summary) }
    try reader.finish()
    if let profile { check?.merge(profile.result(patients: patients + page.patientCount)) }
    return Pass(
      summary: summary, rows: reader.rows, issues: reader.issues,
      hasLongPatient: hasLongPatient || page.hasLongPatient)
  }
}

extension PatientPage {
  /// Whether one of its patients has more rows than ``IntakeOptions/mostRowsOfAPatient``.
  fileprivate var hasLongPatient: Bool {
    rows.count > IntakeOptions.mostRowsOfAPatient
      && zip(rowStart, rowStart.dropFirst()).contains { $1 - $0 > IntakeOptions.mostRowsOfAPatient }
  }
}
