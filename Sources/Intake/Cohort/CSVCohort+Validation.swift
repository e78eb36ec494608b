import Synchronization
import Treatment

extension CSVCohort {
  /// Checks the whole cohort: structure, types, ranges, days, duplicates, names, direct identifiers, and how
  /// small the groups are that share the declared quasi-identifiers.
  ///
  /// Not: stopped by what it finds. Issues are listed; only a file that cannot be read at all throws.
  public func validate(smallestGroup threshold: Int = 5) throws(IntakeError) -> CohortValidation {
    var result = CohortValidation()
    var log = IssueLog()
    // What makes a file unfit as a whole is said by the reading below, at its place.
    result.files = try fileSummaries()
    do throws(IntakeError) {
      try validateRows(&result, &log, threshold)
    } catch .refused(let issues, let total) {
      for issue in issues { log.add(issue) }
      result.issueTotal = total - issues.count
    }
    result.issues = Array(log.first.prefix(options.mostIssues))
    result.issueTotal += log.total
    return result
  }

  /// The columns of every file with their types and missing values; files that are refused as a whole are left out.
  public func fileSummaries() throws(IntakeError) -> [FileSummary] {
    var result: [FileSummary] = []
    var places: [(path: String, dialect: CSVDialect)] = []
    for table in declaration.tables
    where !places.contains(where: { $0.path == table.path && $0.dialect == table.dialect }) {
      places.append((table.path, table.dialect))
      do throws(IntakeError) {
        result.append(try FileSummary(of: table, windowBytes: options.windowBytes))
      } catch .refused {
        continue
      }
    }
    return result
  }

  private func validateRows(
    _ result: inout CohortValidation, _ log: inout IssueLog, _ threshold: Int
  ) throws(IntakeError) {
    // Checked as declared: a covariate that is declared a number must be one, whoever asks.
    var covariates = declaration.quasiIdentifiers.map { CovariateRequest($0, as: .text) }
    for declared in declaration.tables.compactMap(\.covariates).joined()
    where !covariates.contains(where: { $0.name == declared.name }) {
      covariates.append(CovariateRequest(declared.name, as: .text))
    }
    let request = PageRequest(columns: [.episode], covariates: covariates)
    let scales = isRaw ? try scaleNumbers() : []
    while true {
      let pass = try CohortPass(
        declaration, catalogue: catalogue, request: request, vocabulary: Vocabulary(),
        options: options, mustSort: known.withLock { $0.mustSort }, setAside: nil)
      let reading = CohortReading(
        pass, design: declaration.design, request: request, scales: isRaw ? Array(scales.prefix(1)) : [],
        wanted: nil, isRaw: isRaw, rule: DeclaredSteps(), patientsPerPage: options.patientsPerPage)
      var counts = PatientCounts(quasiIdentifiers: declaration.quasiIdentifiers.count)
      var failure: IntakeError?
      do throws(IntakeError) {
        while let page = try reading.nextPage() { counts.add(page) }
      } catch {
        failure = error
      }
      if let file = pass.unsortedFile {
        known.withLock { _ = $0.mustSort.insert(file) }
        continue
      }
      log.merge(pass.issues)
      if let failure { throw failure }
      result.attrition = pass.attrition
      result.patients = counts.patients
      result.patientsWithoutExposure = counts.withoutExposure
      result.patientsWithoutScore = counts.withoutScore
      result.steps = counts.steps
      result.scales = (isRaw ? scales : counts.scales.sorted()).map { catalogue.scales[$0].id }
      result.anonymity = counts.anonymity(declaration.quasiIdentifiers, threshold)
      return
    }
  }
}

/// Counts over pages that a validation reports.
private struct PatientCounts {
  let quasiIdentifiers: Int
  var patients = 0
  var withoutExposure = 0
  var withoutScore = 0
  var steps = 0
  var scales: Set<Int> = []
  private var groups: [[UInt32]: Int] = [:]

  init(quasiIdentifiers: Int) { self.quasiIdentifiers = quasiIdentifiers }

  mutating func add(_ page: PatientPage) {
    patients += page.patientCount
    for scale in page.rows.scale { scales.insert(Int(scale)) }
    for patient in 0..<page.patientCount {
      if !page.marks[patient].contains(.hasExposure) { withoutExposure += 1 }
      if !page.marks[patient].contains(.hasScore) { withoutScore += 1 }
      var before: (Int32, Int32)?
      for row in page.rowStart[patient]..<page.rowStart[patient + 1] {
        let own = (page.rows.episode[row], page.rows.step[row])
        if let before, before == own { continue }
        before = own
        steps += 1
      }
      guard quasiIdentifiers > 0 else { continue }
      let group = page.patientCovariates.prefix(quasiIdentifiers).map { column in
        if case .text(let codes) = column { codes[patient] } else { Vocabulary.missing }
      }
      groups[group, default: 0] += 1
    }
  }

  func anonymity(_ names: [String], _ threshold: Int) -> CohortValidation.Anonymity? {
    guard quasiIdentifiers > 0, let smallest = groups.values.min() else { return nil }
    let small = groups.values.filter { $0 < threshold }
    return CohortValidation.Anonymity(
      quasiIdentifiers: names, threshold: threshold, groups: groups.count, smallestGroup: smallest,
      smallGroups: small.count, patientsInSmallGroups: small.reduce(0, +))
  }
}
