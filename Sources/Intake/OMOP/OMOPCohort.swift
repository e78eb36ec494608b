internal import Treatment

/// The patients of an OMOP folder, a part a number of them.
struct OMOPCohort: PartedCohort {
  private static let patientsPerPart = 1 << 12

  let source: OMOPSource
  let catalogue: Catalogue
  let vocabulary: Vocabulary
  let threads: Int
  let requests: [CovariateRequest]
  let levels: [CovariatePlan.Level]
  /// The column of each request; `nil` where it is made of the steps.
  let columns: [OMOPColumn?]

  /// Throws: `notInCohort` for covariates that no patient has, `refused` where nothing can be read.
  init(
    _ source: OMOPSource, _ catalogue: Catalogue, covariates: [CovariateRequest], vocabulary: Vocabulary,
    threads: Int
  ) throws(IntakeError) {
    (self.source, self.catalogue, self.vocabulary) = (source, catalogue, vocabulary)
    self.threads = threads
    let header = OMOPColumn.allCases.map(\.rawValue)
    let decoder = try TableDecoder(source.table, header: header, dates: .days, catalogue: catalogue)
    let plan = try CovariatePlan(covariates, in: [decoder])
    requests = plan.requests
    levels = plan.levels
    columns = plan.places.map { places in
      guard case .field(let field)? = places.first?.covariate.source else { return nil }
      return OMOPColumn.allCases[field]
    }
    let file = source.table.file
    func refused(_ expected: String, _ found: String) -> IntakeError {
      let issue = InputIssue(file: file, line: 0, column: 0, expected: expected, found: found)
      return .refused(issues: [issue], total: 1)
    }
    if source.patients.isEmpty { throw refused("at least one row", "only the names of the columns") }
    for (request, column) in zip(requests, columns) {
      guard let column, request.kind == .number, !column.isNumber else { continue }
      if source.patients.contains(where: { source.text(column, of: $0) != nil }) {
        throw refused("a number in '\(column.rawValue)'", "a text field")
      }
    }
  }

  var fileNames: [String] { [source.fileOfExposures] }
  var patientColumns: [String] { ["person_id"] }

  func parts() -> [Range<Int>] {
    stride(from: 0, to: source.patients.count, by: Self.patientsPerPart).map {
      $0..<min($0 + Self.patientsPerPart, source.patients.count)
    }
  }

  func reader() -> OMOPPatientReader { OMOPPatientReader(self) }

  func scales() -> Set<Int>? { source.scales }
}

/// Makes histories of the patients of an OMOP folder.
///
/// What it gives is what files would give that hold an agent's own name, milligrams a day, and days from day 0.
final class OMOPPatientReader: PartReader {
  private let cohort: OMOPCohort
  private let doses: [UsualDose]
  private let names: [AgentName]
  private var patient = EventPatient()
  private var codes: [String: UInt32] = [:]
  private(set) var rows = [0]
  private(set) var repeated = [0]
  let repeatedOffsets: [[Int]] = [[]]
  private(set) var mostRows = [0]

  init(_ cohort: OMOPCohort) {
    self.cohort = cohort
    let catalogue = cohort.catalogue
    doses = catalogue.agents.map { UsualDose($0) }
    names = catalogue.agents.enumerated().map { place, agent in
      catalogue.meanings(ofAgentNamed: agent.name).first ?? AgentName(agent: place)
    }
  }

  func read(
    _ part: Range<Int>, _ body: (EventPatient) throws(IntakeError) -> Void
  ) throws(IntakeError) -> PartOutcome {
    for place in part {
      fill(from: cohort.source.patients[place])
      rows[0] += 1
      let events = patient.history.exposures.count + patient.history.assessments.count
      mostRows[0] = max(mostRows[0], events)
      // Lent, and so not counted for every patient.
      var lent = EventPatient()
      swap(&lent, &patient)
      defer { swap(&lent, &patient) }
      try body(lent)
    }
    return .done
  }

  private func fill(from found: OMOPPatient) {
    patient.identifier = found.identifier
    patient.history.removeAll()
    patient.history.entryDay = 0
    patient.history.facts.lastDay = found.lastDay
    for drug in found.drugs { patient.history.exposures.append(exposure(drug, zero: found.zero)) }
    for session in found.sessions {
      patient.history.exposures.append(exposure(session, zero: found.zero))
    }
    patient.history.assessments.append(contentsOf: found.assessments)
    if !found.sessions.isEmpty, !found.drugs.isEmpty { sortExposures() }
    countRepeated()
    patient.covariates.removeAll(keepingCapacity: true)
    for (request, column) in zip(cohort.requests, cohort.columns) {
      patient.covariates.append(
        column.map { value(of: $0, as: request.kind, found) } ?? CovariateValue())
    }
  }

  private func exposure(_ drug: OMOPPerson.Drug, zero: Int32) -> Exposure {
    let name = names[Int(drug.agent)]
    var exposure = Exposure(
      agent: name.agent, startDay: Int(drug.start - zero), endDay: Int(drug.end - zero), route: name.route)
    let usual = doses[name.agent]
    if !drug.dose.isNaN { usual.write(milligrams: drug.dose, to: &exposure) }
    if usual.doubts(exposure.dose) { exposure.marks.insert(.doseUnitInDoubt) }
    if let stated = drug.indication {
      exposure.indication = stated
    } else {
      exposure.takeIndication(of: name)
    }
    return exposure
  }

  private func exposure(_ session: OMOPPerson.Session, zero: Int32) -> Exposure {
    let name = names[Int(session.agent)]
    let day = Int(session.day - zero)
    var exposure = Exposure(
      agent: name.agent, startDay: day, endDay: day, sessions: Int(session.count), route: name.route)
    exposure.takeIndication(of: name)
    return exposure
  }

  private func sortExposures() {
    let sorted = patient.history.exposures.enumerated().sorted {
      ($0.element.startDay, $0.element.agent, $0.offset) < ($1.element.startDay, $1.element.agent, $1.offset)
    }
    patient.history.exposures = sorted.map(\.element)
  }

  private func countRepeated() {
    let exposures = patient.history.exposures
    guard zip(exposures, exposures.dropFirst()).contains(where: { $0.startDay == $1.startDay }) else {
      return
    }
    repeated[0] += exposures.indices.count { patient.history.isRepeated($0) }
  }

  private func value(
    of column: OMOPColumn, as kind: CovariateRequest.Kind, _ found: OMOPPatient
  ) -> CovariateValue {
    if kind == .number {
      return CovariateValue(number: cohort.source.number(column, of: found).map { Double($0) } ?? .nan)
    }
    guard let text = cohort.source.text(column, of: found) else { return CovariateValue() }
    if let known = codes[text] { return CovariateValue(code: known) }
    let code = cohort.vocabulary.code(of: text)
    codes[text] = code
    return CovariateValue(code: code)
  }
}
