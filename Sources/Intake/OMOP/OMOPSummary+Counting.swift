internal import Treatment

extension OMOPSummary {
  /// What the tables held, and the patients that were made of them.
  init(_ reading: OMOPReading, _ patients: [OMOPPatient], antidepressants: Set<Int32>) {
    tables = OMOPTable.allCases.map { table in
      let file = reading.folder.files[table]?.name
      return Table(table: table, file: file, rows: file.flatMap { reading.attrition.files[$0]?.all } ?? 0)
    }
    unmapped = reading.unmappedConcepts
    leftOut = reading.rowsLeftOut
    vocabularyCoversDrugs = reading.vocabulary.coversDrugs
    if reading.hasConditions {
      withDepressionCode = 0
      withDepressionCodeAndAntidepressant = 0
    }
    let trazodone = Int32(reading.catalogue.agent(named: "trazodone") ?? -1)
    for patient in patients { count(patient, antidepressants, trazodone) }
  }

  private mutating func count(_ patient: OMOPPatient, _ antidepressants: Set<Int32>, _ trazodone: Int32) {
    var taken: Set<Int32> = []
    for drug in patient.drugs where antidepressants.contains(drug.agent) { taken.insert(drug.agent) }
    let others = taken.count - (taken.contains(trazodone) ? 1 : 0)
    persons += 1
    if !taken.isEmpty { withAntidepressant += 1 }
    if others > 0 { withOtherThanTrazodone += 1 }
    if taken.count > 1 { withTwoAntidepressants += 1 }
    if others > 1 { withTwoOtherThanTrazodone += 1 }
    if patient.hasDepressionCode {
      withDepressionCode = withDepressionCode.map { $0 + 1 }
      if !taken.isEmpty {
        withDepressionCodeAndAntidepressant = withDepressionCodeAndAntidepressant.map { $0 + 1 }
      }
    }
    drugCourses += patient.drugs.count
    drugCoursesWithDose += patient.drugs.count { !$0.dose.isNaN }
    sessions += patient.sessions.count
    scores += patient.assessments.count
  }
}
