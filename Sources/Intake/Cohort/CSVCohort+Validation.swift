import Synchronization
import Treatment

extension CSVCohort {
  /// Checks the whole cohort: structure, types, ranges, days, duplicates, names, direct identifiers, and how
  /// small the groups are that share the declared quasi-identifiers.
  ///
  /// Not: stopped by what it finds. Issues are listed; only a file that cannot be read at all throws.
  public func validate(smallestGroup threshold: Int = 5) async throws(IntakeError) -> CohortValidation {
    let identifiers = PatientIdentifiers()
    let issues = try screen(inAllRows: true, identifiers)
    known.withLock { $0.identifiers = issues }
    var result = try await validated(threshold, issues)
    result.identifiers = identifiers.found
    return result
  }

  private func validated(
    _ threshold: Int, _ identifiers: [InputIssue]
  ) async throws(IntakeError) -> CohortValidation {
    if identifiers.isEmpty {
      if let result = try await validateStreamed(threshold) { return result }
      if let result = try await validateParts(threshold) { return result }
    }
    var result = CohortValidation()
    var log = IssueLog()
    for issue in identifiers { log.add(issue) }
    // What makes a file unfit as a whole is said by the reading below, at its place.
    if let omop {
      log.merge(omop.issues)
      result.omop = omop.summary
    } else {
      result.files = try fileSummaries()
    }
    do throws(IntakeError) {
      if omop == nil {
        try validateRows(&result, &log, threshold)
      } else {
        try await validateEvents(&result, threshold)
      }
    } catch .refused(let issues, let total) {
      for issue in issues { log.add(issue) }
      result.issueTotal = total - issues.count
    } catch .notInCohort(let issues) {
      // What cohort.yaml declares and no file has.
      for issue in issues { log.add(issue) }
    }
    result.issues = Array(log.first.prefix(options.mostIssues))
    result.issueTotal += log.total
    return result
  }

  /// The validation of one sorted `steps.csv` through all workers; `nil` where the cohort is another, or anything
  /// is wrong with it, which the reading row by row then says in full.
  private func validateStreamed(_ threshold: Int) async throws(IntakeError) -> CohortValidation? {
    guard let table = plainSteps else { return nil }
    if !known.withLock({ $0.isUnsorted }), let result = try await validateStreamed(table, threshold) {
      return result
    }
    guard let sorted = try await sortedSteps() else { return nil }
    return try await validateStreamed(sorted, threshold)
  }

  private func validateStreamed(
    _ table: TableDeclaration, _ threshold: Int
  ) async throws(IntakeError) -> CohortValidation? {
    let counts = CohortCounts(quasiIdentifiers: declaration.quasiIdentifiers)
    do throws(IntakeError) {
      let file = try StepsFile(
        path: table.path, name: table.file, dialect: table.dialect, request: counts.request,
        catalogue: catalogue, vocabulary: .ofComposedTexts(), design: declaration.design,
        names: table.columns)
      guard file.layout.identifiers.birthFields.isEmpty else { return nil }
      let pass = try await file.check(counting: counts, threads: options.threads)
      if pass.summary == nil { known.withLock { $0.isUnsorted = true } }
      guard let found = pass.summary, pass.issues.isEmpty else { return nil }
      if pass.hasLongPatient { noticeLongPatient(of: table.file, by: table.patientColumn) }
      var result = CohortValidation()
      let columns = found.check.columns.map { ColumnSummary($0) }
      result.files = [FileSummary(name: table.file, rows: pass.rows.all, columns: columns)]
      result.attrition.files[table.file] = pass.rows
      result.take(found.counts, counts, threshold, scales: nil, catalogue)
      return result
    } catch .refused {
      return nil
    } catch .notInCohort {
      return nil
    }
  }

  /// The columns of every file with their types and missing values; files that are refused as a whole are left out.
  public func fileSummaries() throws(IntakeError) -> [FileSummary] {
    if let omop { return [omop.fileSummary] }
    if let known = known.withLock({ $0.summaries }) { return known }
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
    known.withLock { $0.summaries = result }
    return result
  }

  /// What is counted of the cohort.
  var counts: CohortCounts {
    // Checked as declared: a covariate that is declared a number must be one, whoever asks.
    var counts = CohortCounts(quasiIdentifiers: declaration.quasiIdentifiers)
    for declared in declaration.tables.compactMap(\.covariates).joined()
    where !counts.request.covariates.contains(where: { $0.name == declared.name }) {
      counts.others.append(CovariateRequest(declared.name, as: .text))
    }
    return counts
  }

  /// What an OMOP folder's patients come to; what was wrong with its rows was told when they were read.
  private func validateEvents(_ result: inout CohortValidation, _ threshold: Int) async throws(IntakeError) {
    var counts = counts
    let scales = try scaleNumbers()
    counts.scale = catalogue.scales[scales.first ?? 0].id
    let kept = KeptSummary(counts)
    guard let read = try await readParts([kept], despiteIssues: true) else { return }
    result.attrition = read.attrition
    result.take(kept.summary, counts, threshold, scales: scales, catalogue)
  }

  private func validateRows(
    _ result: inout CohortValidation, _ log: inout IssueLog, _ threshold: Int
  ) throws(IntakeError) {
    let counts = counts
    let request = counts.request
    let scales = isRaw ? try scaleNumbers() : []
    // Steps are counted on one scale, and on any one where there are no scores.
    let counted = isRaw ? Array((scales + [0]).prefix(1)) : []
    while true {
      let writer = setAside.map { SetAsideWriter($0) }
      let pass = try CohortPass(
        declaration, catalogue: catalogue, request: request, vocabulary: .ofComposedTexts(),
        options: options, mustSort: known.withLock { $0.mustSort }, setAside: writer,
        comparesOthers: true)
      let reading = CohortReading(
        pass, design: declaration.design, request: request, scales: counted,
        wanted: nil, isRaw: isRaw,
        derivation: StepDerivation(
          catalogue, formulary: Formulary(catalogue), parameters: options.derivation),
        patientsPerPage: options.patientsPerPage)
      var summary = counts.empty
      var failure: IntakeError?
      do throws(IntakeError) {
        while let page = try reading.nextPage() { counts.add(page, to: &summary) }
      } catch {
        failure = error
      }
      if let file = pass.unsortedFile {
        known.withLock { _ = $0.mustSort.insert(file) }
        continue
      }
      // What ends the reading is told alone: how much of the file was read by then depends on its order.
      if let failure { throw failure }
      log.merge(pass.issues)
      try writer?.finish()
      result.areRowsSetAside = writer != nil && log.total == pass.issues.total
      noticeLongPatients(of: pass)
      result.attrition = pass.attrition
      result.repeatedRows = pass.repeatedPlaces.sorted()
      result.take(summary, counts, threshold, scales: isRaw ? scales : nil, catalogue)
      return
    }
  }
}

extension CohortValidation {
  /// `scales` where the cohort's are known otherwise than from its step rows.
  mutating func take(
    _ summary: CohortCounts.Summary, _ counts: CohortCounts, _ threshold: Int, scales known: [Int]?,
    _ catalogue: Catalogue
  ) {
    patients = summary.patients
    patientsWithoutExposure = summary.withoutExposure
    patientsWithoutScore = summary.withoutScore
    steps = summary.steps
    strategies = summary.strategies.subtracting([""]).sorted()
    patientsOutOfOrder = summary.outOfOrder
    patientsWithOverlap = summary.overlapping
    patientsWithDoseInDoubt = summary.doseInDoubt
    patientsWithDoseInMicrograms = summary.doseInMicrograms
    patientsWithOverlappingRows = summary.overlappingRows
    scales = (known ?? summary.scales.sorted()).map { catalogue.scales[$0].id }
    guard !counts.quasiIdentifiers.isEmpty, let smallest = summary.groups.values.min() else { return }
    let small = summary.groups.values.filter { $0 < threshold }
    anonymity = Anonymity(
      quasiIdentifiers: counts.quasiIdentifiers, threshold: threshold, groups: summary.groups.count,
      smallestGroup: smallest, smallGroups: small.count, patientsInSmallGroups: small.reduce(0, +))
  }
}

extension ColumnSummary {
  /// From the profile of a pass through all workers.
  init(_ profile: ColumnProfile) {
    let kind: Kind =
      switch profile.kind {
      case .empty: .empty
      case .whole: .wholeNumber
      case .number: .number
      case .date: .date
      case .text: .text
      }
    self.init(name: profile.name, kind: kind, missing: profile.missing)
  }
}
