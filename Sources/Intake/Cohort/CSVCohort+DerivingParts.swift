internal import Synchronization
internal import Treatment

/// Makes something of patients whose steps are derived, one part of a cohort after another.
public protocol DerivedPatientWorker: Sendable {
  associatedtype Output: Sendable
  /// The patient is the worker's to write in: its record is derived anew for the next.
  mutating func add(_ patient: inout CSVCohort.DerivedPatient)
  /// What the patients since the last call came to.
  mutating func output() -> Output
}

extension CSVCohort {
  /// Derives the steps of every patient on all threads; what comes of them is taken in the order of the files.
  ///
  /// `begin` is called before the first output, and again where the reading starts anew: what came before is worth nothing
  /// then.
  /// Throws: ``IntakeError`` as ``derivePatients(begin:_:)``, and what the closures throw.
  public func deriveInParts<Worker: DerivedPatientWorker>(
    _ makeWorker: @escaping @Sendable () -> Worker, begin: () throws -> Void,
    take: (Worker.Output) throws -> Void
  ) async throws -> Attrition {
    for _ in 0..<2 {
      guard let outcome = try await deriveParts(makeWorker, begin, take) else { break }
      if let read = try used(outcome) { return read.attrition }
      if known.withLock({ $0.needsRows }) { break }
    }
    var worker = makeWorker()
    var count = 0
    let attrition = try derivePatients {
      worker = makeWorker()
      count = 0
      try begin()
    } _: { patient in
      var patient = patient
      worker.add(&patient)
      count += 1
      if count % 1024 == 0 { try take(worker.output()) }
    }
    try take(worker.output())
    return attrition
  }

  /// `nil` where the cohort has to be read row by row.
  private func deriveParts<Worker: DerivedPatientWorker>(
    _ makeWorker: @escaping @Sendable () -> Worker, _ begin: () throws -> Void,
    _ take: (Worker.Output) throws -> Void
  ) async throws -> EventCohort.Outcome? {
    guard let cohort = try await partedCohort(for: try checked(PageRequest())) else { return nil }
    try begin()
    let (outputs, continuation) = AsyncStream<(part: Int, output: Worker.Output)>.makeStream()
    let pace = PartPace(ahead: 2 * options.threads)
    let (catalogue, parameters) = (catalogue, options.derivation)
    async let reading = cohort.read(
      {
        DerivingWorker(
          derivation: StepDerivation(catalogue, formulary: Formulary(catalogue), parameters: parameters),
          worker: makeWorker())
      }, patient: { worker, _, patient in worker.add(patient) },
      endOfPart: { worker, part in continuation.yield((part, worker.worker.output())) }, finish: { _ in },
      isOver: { continuation.finish() }, pace: pace)
    do {
      var waiting: [Int: Worker.Output] = [:]
      var next = 0
      for await (part, output) in outputs {
        waiting[part] = output
        while let output = waiting.removeValue(forKey: next) {
          try take(output)
          next += 1
          pace.take()
        }
      }
    } catch {
      pace.stop()
      _ = try? await reading
      throw error
    }
    return try await reading
  }
}

/// What a worker keeps while it derives steps.
private struct DerivingWorker<Worker: DerivedPatientWorker> {
  var derivation: StepDerivation
  var worker: Worker
  var patient = CSVCohort.DerivedPatient(identifier: "", history: PatientHistory(), record: TreatmentRecord())

  mutating func add(_ found: EventPatient) {
    patient.identifier = String(decoding: found.identifier, as: UTF8.self)
    patient.history = found.history
    derivation.derive(found.history, into: &patient.record)
    worker.add(&patient)
  }
}
