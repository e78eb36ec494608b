import Treatment

/// Writes what was read of an OMOP folder as patients, exposures and assessments, sorted by patient.
struct OMOPCanonicalFiles {
  private let reading: OMOPReading
  private let catalogue: Catalogue
  private let patients: TemporaryFile
  private let exposures: TemporaryFile
  private let assessments: TemporaryFile
  private let antidepressants: Set<Int32>
  private let trazodone: Int32
  private(set) var summary = OMOPSummary()

  init(_ reading: OMOPReading, in folder: String) throws(IntakeError) {
    self.reading = reading
    let catalogue = reading.catalogue
    self.catalogue = catalogue
    patients = try TemporaryFile(in: folder)
    exposures = try TemporaryFile(in: folder)
    assessments = try TemporaryFile(in: folder)
    antidepressants = Set(
      catalogue.agents.indices.filter { catalogue.agents[$0].role == "antidepressant" }.map { Int32($0) })
    trazodone = Int32(catalogue.agent(named: "trazodone") ?? -1)
    summary.tables = OMOPTable.allCases.map { table in
      let file = reading.folder.files[table]?.name
      return OMOPSummary.Table(
        table: table, file: file, rows: file.flatMap { reading.attrition.files[$0]?.all } ?? 0)
    }
    summary.unmapped = reading.unmappedConcepts
    summary.leftOut = reading.rowsLeftOut
    summary.vocabularyCoversDrugs = reading.vocabulary.coversDrugs
    if reading.hasConditions {
      summary.withDepressionCode = 0
      summary.withDepressionCodeAndAntidepressant = 0
    }
  }

  mutating func write() throws(IntakeError) {
    try patients.append(Array("patient_id,entry_day,last_day,sex,age,year_of_birth,depression_code\n".utf8))
    try exposures.append(Array("patient_id,agent,start_day,end_day,dose_mg,sessions,indication\n".utf8))
    try assessments.append(Array("patient_id,day,scale,score\n".utf8))
    // The order of bytes, one of the two that the cohort streams.
    let people = reading.people.map { (text: String($0.id), person: $0) }
      .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    for (text, person) in people { try write(person, text) }
    for file in [patients, exposures, assessments] { try file.flush() }
  }

  private mutating func write(_ person: OMOPPerson, _ id: String) throws(IntakeError) {
    let drugs = person.drugs
    let zero = person.dayZero(drugs) { antidepressants.contains($0) }
    count(person, drugs)
    var cells = [id, "0", person.observationEnd == Day.none ? "" : String(person.observationEnd - zero)]
    cells.append(person.sex)
    let year = CalendarDay.year(of: Int(zero))
    let isDated = !drugs.isEmpty || !person.sessions.isEmpty || !person.scores.isEmpty
    let hasDay = isDated || person.observationStart != Day.none
    let isBorn = person.birthYear != 0
    cells.append(isBorn && hasDay ? String(year - Int(person.birthYear)) : "")
    cells.append(isBorn ? String(person.birthYear) : "")
    cells.append(reading.hasConditions ? (person.hasDepressionCode ? "yes" : "no") : "")
    try append(cells, to: patients)
    for drug in drugs {
      let dose = drug.dose.isNaN ? "" : "\(drug.dose)"
      try append(
        [
          id, catalogue.agents[Int(drug.agent)].name, String(drug.start - zero), String(drug.end - zero),
          dose, "", drug.indication?.rawValue ?? "",
        ],
        to: exposures)
    }
    for session in person.sessions.sorted(by: { ($0.day, $0.agent) < ($1.day, $1.agent) }) {
      let day = String(session.day - zero)
      try append(
        [id, catalogue.agents[Int(session.agent)].name, day, day, "", String(session.count), ""],
        to: exposures)
    }
    for score in person.scores.sorted(by: { ($0.day, $0.scale) < ($1.day, $1.scale) }) {
      try append(
        [id, String(score.day - zero), catalogue.scales[Int(score.scale)].id, "\(score.value)"],
        to: assessments)
    }
  }

  private func append(_ cells: [String], to file: TemporaryFile) throws(IntakeError) {
    try file.append(Array((cells.joined(separator: ",") + "\n").utf8))
  }

  private mutating func count(_ person: OMOPPerson, _ drugs: [OMOPPerson.Drug]) {
    let taken = antidepressants.intersection(drugs.map(\.agent))
    let others = taken.subtracting([trazodone])
    summary.persons += 1
    if !taken.isEmpty { summary.withAntidepressant += 1 }
    if !others.isEmpty { summary.withOtherThanTrazodone += 1 }
    if taken.count > 1 { summary.withTwoAntidepressants += 1 }
    if others.count > 1 { summary.withTwoOtherThanTrazodone += 1 }
    if person.hasDepressionCode {
      summary.withDepressionCode = summary.withDepressionCode.map { $0 + 1 }
      if !taken.isEmpty {
        summary.withDepressionCodeAndAntidepressant = summary.withDepressionCodeAndAntidepressant.map {
          $0 + 1
        }
      }
    }
    summary.drugCourses += drugs.count
    summary.drugCoursesWithDose += drugs.count { !$0.dose.isNaN }
    summary.sessions += person.sessions.count
    summary.scores += person.scores.count
  }

  /// The declaration of the files that hold anything, named for the OMOP files behind them.
  func tables(
    names: [OMOPTable: OMOPFolder.File], path: (TemporaryFile) throws(IntakeError) -> String
  ) throws(IntakeError) -> [TableDeclaration] {
    func name(_ tables: OMOPTable...) -> String {
      tables.compactMap { names[$0]?.name }.first ?? "person.csv"
    }
    var people = TableDeclaration(kind: .patients, file: name(.person), path: try path(patients))
    people.covariates = [("sex", false), ("age", true), ("year_of_birth", true), ("depression_code", false)]
      .map {
        TableDeclaration.Covariate(name: $0.0, column: $0.0, kind: $0.1 ? .number : .text, values: nil)
      }
    var result = [people]
    if summary.drugCourses + summary.sessions > 0 {
      result.append(
        TableDeclaration(
          kind: .exposures, file: name(.drugEra, .drugExposure, .procedureOccurrence),
          path: try path(exposures)))
    }
    if summary.scores > 0 {
      result.append(
        TableDeclaration(kind: .assessments, file: name(.measurement), path: try path(assessments)))
    }
    return result
  }
}

extension CalendarDay {
  /// The year of a day since 1970: the greatest whose first day is not after it.
  static func year(of day: Int) -> Int {
    var year = 1970 + Int((Double(day) / 365.2425).rounded(.down))
    func firstDay(_ year: Int) -> Int {
      let before = year - 1
      return 365 * (year - 1970) + (before / 4 - before / 100 + before / 400) - 477
    }
    while firstDay(year) > day { year -= 1 }
    while firstDay(year + 1) <= day { year += 1 }
    return year
  }
}
