internal import Synchronization
public import Treatment

extension CSVCohort {
  /// One patient with the steps that were derived.
  ///
  /// Not: for pages, tables or errors. It names the patient, so only a verb that says so may print it.
  public struct DerivedPatient: Sendable {
    public var identifier: String
    public var history: PatientHistory
    public var record: TreatmentRecord

    public init(identifier: String, history: PatientHistory, record: TreatmentRecord) {
      self.identifier = identifier
      self.history = history
      self.record = record
    }
  }

  /// Derives the steps of every patient, in the order of the files, on one thread.
  ///
  /// `begin` is called before the first patient, and again where a file proves unsorted and the reading starts anew:
  /// what came before is worth nothing then.
  /// Throws: ``IntakeError``; `refused` as every reading, `configuration` where the cohort has steps already, and what
  /// the closures throw.
  public func derivePatients(
    begin: () throws -> Void, _ body: (DerivedPatient) throws -> Void
  ) throws -> Attrition {
    guard isRaw else {
      throw IntakeError.configuration(
        file: path, line: 0, column: 0,
        message: "The cohort holds steps already. Steps are derived from exposures.csv and assessments.csv.")
    }
    if let omop { return try deriveOMOP(omop, begin: begin, body) }
    var derivation = StepDerivation(
      catalogue, formulary: Formulary(catalogue), parameters: options.derivation)
    while true {
      try begin()
      let writer = setAside.map { SetAsideWriter($0) }
      let pass = try CohortPass(
        declaration, catalogue: catalogue, request: try checked(PageRequest()),
        vocabulary: .ofComposedTexts(),
        options: options, mustSort: known.withLock { $0.mustSort }, setAside: writer)
      var patient = DerivedPatient(identifier: "", history: PatientHistory(), record: TreatmentRecord())
      while try pass.next() {
        if pass.history.hasConflictingStrategies { pass.refuseConflicting() }
        if pass.assembler.isKept {
          patient.identifier = String(decoding: pass.patient, as: UTF8.self)
          patient.history = pass.history
          derivation.derive(pass.history, into: &patient.record)
          try body(patient)
        }
        try pass.refuseRows()
      }
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
      return pass.attrition
    }
  }

  private func deriveOMOP(
    _ omop: OMOPSource, begin: () throws -> Void, _ body: (DerivedPatient) throws -> Void
  ) throws -> Attrition {
    var derivation = StepDerivation(
      catalogue, formulary: Formulary(catalogue), parameters: options.derivation)
    let cohort = try omopCohort(omop, for: try checked(PageRequest()))
    let reader = cohort.reader()
    var patient = DerivedPatient(identifier: "", history: PatientHistory(), record: TreatmentRecord())
    var failure: (any Error)?
    try begin()
    for part in cohort.parts() {
      _ = try reader.read(part) { found throws(IntakeError) in
        if failure != nil { return }
        patient.identifier = String(decoding: found.identifier, as: UTF8.self)
        patient.history = found.history
        derivation.derive(found.history, into: &patient.record)
        do { try body(patient) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    var attrition = omop.attrition
    if reader.repeated[0] > 0 { attrition.repeated[omop.fileOfExposures] = reader.repeated[0] }
    return attrition
  }
}
