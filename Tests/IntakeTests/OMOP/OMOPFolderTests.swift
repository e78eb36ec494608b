import Foundation
import Synchronization
import Testing
import Treatment

@testable import Intake

@Suite("A folder of OMOP tables")
struct OMOPFolderTests {
  private func exposures(_ patient: CSVCohort.DerivedPatient?) -> [String] {
    (patient?.history.exposures ?? []).map { exposure in
      let dose = exposure.dose.isNaN ? "?" : RowReading.plain(exposure.dose)
      let sessions = exposure.sessions < 0 ? "" : " x\(exposure.sessions)"
      return
        "\(Catalogue.bundled.agents[Int(exposure.agent)].name) \(exposure.startDay)...\(exposure.endDay) "
        + dose + sessions
    }
  }

  private func refusal(_ changes: [String: String?]) async throws -> String {
    let folder = try DrawnOMOP.folder(changes)
    do {
      let cohort = try CSVCohort(at: folder.path)
      _ = try await cohort.read(CollectedRows())
      return "accepted"
    } catch let error as IntakeError {
      guard case .refused = error else { return "another family: \(error)" }
      return error.description
    }
  }

  @Test("A dose is quantity x strength / days of supply, and the rest of an era has none")
  func dose() throws {
    let patients = try DrawnOMOP.histories(DrawnOMOP.cohort())
    #expect(patients.keys.sorted() == [DrawnOMOP.first, "7", DrawnOMOP.second].sorted())
    #expect(exposures(patients[DrawnOMOP.first]) == ["sertraline 0...29 100", "sertraline 30...60 ?"])
    #expect(patients[DrawnOMOP.first]?.history.lastDay == 365)
  }

  @Test(
    "A brand for another indication at the end of a drug's name carries it into the rows, days of its eras included (F36)"
  )
  func brand() throws {
    let folder = try DrawnOMOP.folder([
      "CONCEPT.csv": DrawnOMOP.files["CONCEPT.csv"]?.replacing(
        "44000000",
        with: "750982\tbupropion\tDrug\tRxNorm\tIngredient\tS\t42347\n"
          + "40000003\tbupropion hydrochloride 150 MG Oral Tablet [Zyban]\tDrug\tRxNorm\tBranded Drug\tS\t993518\n44000000"
      ),
      "CONCEPT_ANCESTOR.csv": DrawnOMOP.files["CONCEPT_ANCESTOR.csv"]?.appending("750982\t40000003\n"),
      "DRUG_EXPOSURE.csv": DrawnOMOP.files["DRUG_EXPOSURE.csv"]?.appending(
        "5,\(DrawnOMOP.first),40000003,2180-02-01,2180-03-01,,\n"),
      "drug_era.csv": DrawnOMOP.files["drug_era.csv"]?.appending(
        "4,\(DrawnOMOP.first),750982,2180-02-01,2180-03-01\n"),
    ])
    let cohort = try withExtendedLifetime(folder) { try CSVCohort(at: folder.path) }
    let patient = try #require(try DrawnOMOP.histories(cohort)[DrawnOMOP.first])
    let bupropion = try #require(Catalogue.bundled.agent(named: "bupropion"))
    #expect(patient.history.exposures.filter { Int($0.agent) == bupropion }.map(\.indication) == [.smoking])
    #expect(patient.record.steps.map(\.strategy) == [.firstLine])
  }

  @Test("Codes of one treatment on one day are one session, ECT with its placement where a code tells it")
  func procedures() throws {
    let patients = try DrawnOMOP.histories(DrawnOMOP.cohort())
    // No antidepressant within observation, so day 0 is the first day of observation: 2150-01-01.
    #expect(
      exposures(patients[DrawnOMOP.second])
        == ["olanzapine 424...433 ?", "ECT_BL 486...486 ? x1", "ECT_UNSPEC 488...488 ? x1"])
    #expect(patients["7"]?.history.exposures.isEmpty == true)
  }

  @Test("A PHQ-9 total is an assessment, by concept or by code; of two on a day the later counts")
  func scores() async throws {
    let cohort = try DrawnOMOP.cohort()
    #expect(try cohort.scales() == ["PHQ9"])
    let history = try #require(try DrawnOMOP.histories(cohort)[DrawnOMOP.first]?.history)
    #expect(history.assessments.map(\.day) == [0, 50] && history.assessments.map(\.score) == [20, 6])
    let (rows, attrition) = try await cohort.read(CollectedRows(PageRequest(columns: [.agents])))
    #expect(rows.rows.contains("step=1 FIRST_LINE PHQ9 sertraline 20->6"))
    #expect(attrition.files["measurement.csv"] == Attrition.Rows(used: 5, setAside: 0))
  }

  @Test("Sex, age on day 0, year of birth and the depression code are covariates")
  func covariates() async throws {
    let request = PageRequest(
      columns: [],
      covariates: [
        CovariateRequest("sex", as: .text), CovariateRequest("age", as: .number),
        CovariateRequest("year_of_birth", as: .number), CovariateRequest("depression_code", as: .text),
      ])
    let (rows, _) = try await DrawnOMOP.cohort().read(CollectedRows(request))
    let found = rows.patients.map { $0.prefix { $0 != "=" }.dropLast(6) }
    #expect(found == [" . . no", "female 50 2130 yes", "male 30 2120 no"])
  }

  @Test("Concepts without a mapping are counted by concept; other drugs are no failure of mapping")
  func unmapped() throws {
    let summary = try #require(DrawnOMOP.cohort().omopSummary)
    #expect(summary.vocabularyCoversDrugs)
    #expect(
      summary.unmapped == [
        OMOPSummary.Unmapped(table: .drugExposure, concept: 0, rows: 1),
        OMOPSummary.Unmapped(table: .drugExposure, concept: 999, rows: 1),
        OMOPSummary.Unmapped(table: .procedureOccurrence, concept: 0, rows: 1),
      ])
    #expect(
      summary.leftOut == [
        OMOPSummary.LeftOut(table: .drugEra, reason: OMOPReading.afterObservation, rows: 1),
        OMOPSummary.LeftOut(table: .measurement, reason: OMOPReading.sameDay, rows: 1),
        OMOPSummary.LeftOut(table: .measurement, reason: OMOPReading.withoutNumber, rows: 1),
      ])
    #expect(!summary.sentences.joined().contains(DrawnOMOP.second))
  }

  @Test("Codes of other vocabularies that begin as a code of depression does are none")
  func codes() {
    let vocabulary = OMOPVocabulary(.bundled)
    for code in ["F32.9", "F33   ", "f3340", "29620", "296.30 ", "311", "2963"] {
      #expect(vocabulary.isDepression(code), "\(code)")
    }
    for code in ["296200005", "29635699", "3110", "3119", "F34.1", "F3", "2964", "", "F320000000"] {
      #expect(!vocabulary.isDepression(code), "\(code)")
    }
  }

  @Test("A code of depression is known by its concept, and oral selegiline and placebo are no treatment")
  func concepts() throws {
    let concepts = """
      concept_id,concept_name,vocabulary_id,concept_class_id,concept_code
      45591109,Major depressive disorder,ICD10CM,4-char billing code,F32.9
      766209,selegiline,RxNorm,Ingredient,9639
      19047392,placebo,RxNorm,Ingredient,99999999

      """
    let folder = try DrawnOMOP.folder([
      "CONCEPT.csv": concepts,
      "condition_occurrence.csv":
        "person_id,condition_source_value,condition_source_concept_id\n7,local-12,45591109\n",
      "drug_era.csv":
        "person_id,drug_concept_id,drug_era_start_date,drug_era_end_date\n7,766209,2160-03-01,2160-03-09\n"
        + "7,19047392,2160-03-01,2160-03-09\n",
    ])
    let cohort = try CSVCohort(at: folder.path)
    #expect(cohort.omopSummary?.withDepressionCode == 1)
    #expect(try DrawnOMOP.histories(cohort)["7"]?.history.exposures.isEmpty == true)
  }

  @Test("Tables that are not there are told and cost only what they hold")
  func missingTables() throws {
    let told = Mutex<[String]>([])
    let options = IntakeOptions(notice: { notice in told.withLock { $0.append(notice.description) } })
    let folder = try DrawnOMOP.folder([
      "drug_era.csv": nil, "measurement.csv": nil, "CONCEPT.csv": nil, "Observation_Period.csv": nil,
      "condition_occurrence.csv": nil, "procedure_occurrence.csv": nil,
    ])
    let cohort = try CSVCohort(at: folder.path, options: options)
    let patients = try DrawnOMOP.histories(cohort)
    // Sertraline by the catalogue's own concept and the pairs; olanzapine had its number from the concept table.
    #expect(exposures(patients[DrawnOMOP.first]) == ["sertraline 0...29 100"])
    #expect(patients[DrawnOMOP.first]?.history.lastDay == nil)
    #expect(patients.count == 3)
    let text = told.withLock { $0.joined(separator: "\n") }
    for table in ["observation_period", "drug_era", "procedure_occurrence", "measurement", "concept "] {
      #expect(text.contains(table), "\(table)")
    }
    #expect(cohort.omopSummary?.withDepressionCode == nil)
  }

  @Test("A table of persons alone is a cohort of patients without treatment")
  func personsAlone() async throws {
    let folder = try CohortFolder()
    try folder.write("person_id\n3\n-4\n", to: "person.CSV")
    let found = try await CSVCohort(at: folder.path).validate()
    #expect(found.isSound && found.patients == 2 && found.steps == 0)
  }

  @Test("A table with nothing but its header is empty, not wrong")
  func headersOnly() throws {
    let folder = try DrawnOMOP.folder([
      "measurement.csv": "person_id,measurement_concept_id,measurement_date,value_as_number\n"
    ])
    #expect(try CSVCohort(at: folder.path).omopSummary?.scores == 0)
  }

  @Test(
    "What is wrong is refused at its place in the OMOP file, without the cell",
    arguments: [
      (
        "drug_era.csv",
        "person_id,drug_concept_id,drug_era_start_date,drug_era_end_date\n-9007199254740993,739138,2180-13-77,2180-03-01\n",
        "drug_era.csv:2:26: expected a date as 2024-01-31 in 'drug_era_start_date', found a date",
        "2180-13-77"
      ),
      (
        "drug_era.csv",
        "person_id,drug_concept_id,drug_era_start_date,drug_era_end_date\n-9007199254740993,739138,2180-03-02,2180-03-01\n",
        "drug_era.csv:2:37: expected a date not before the start in 'drug_era_end_date', found an earlier date",
        "2180-03-01"
      ),
      (
        "drug_era.csv",
        "person_id,drug_concept_id,drug_era_start_date,drug_era_end_date\n5550123,739138,2180-01-02,2180-03-01\n",
        "drug_era.csv:2:1: expected a person_id that stands in the table person, found one that does not",
        "5550123"
      ),
      (
        "measurement.csv",
        "person_id,measurement_concept_id,measurement_date,value_as_number\n7,3042932,2160-03-01,8881\n",
        "measurement.csv:2:22: expected a number from 0 to 27 in 'value_as_number' (PHQ9)", "8881"
      ),
      (
        "drug_era.csv",
        "person_id,drug_concept,drug_era_start_date,drug_era_end_date\n7,739138,2180-01-02,2180-03-01\n",
        "drug_era.csv: expected a column 'drug_concept_id', found none of that name; the nearest is 'drug_concept'",
        "739138"
      ),
      (
        "PERSON.csv", "person_id,year_of_birth,birth_datetime\n7,2130,2130-05-06 00:00:00\n",
        "PERSON.csv:2:8: expected no direct identifier in 'birth_datetime'", "2130-05-06"
      ),
      ("PERSON.csv", "person_id\n7\n7\n", "PERSON.csv:3:1: expected each person once", "zzz"),
      ("PERSON.csv", "person_id\nabc17\n", "PERSON.csv:2:1: expected a whole number in 'person_id'", "abc17"),
    ])
  func refusals(file: String, text: String, expected: String, cell: String) async throws {
    let message = try await refusal([file: text])
    #expect(message.contains(expected))
    #expect(!message.contains(cell))
  }

  @Test("Wrong rows are set aside from the OMOP file as they stood, and the rest is read")
  func settingAside() async throws {
    let folder = try DrawnOMOP.folder()
    let bad = "1,\(DrawnOMOP.first),739138,2180-13-77,2180-03-01"
    try folder.write(try folder.read("drug_era.csv") + bad + "\n", to: "drug_era.csv")
    let aside = folder.path + "/aside"
    let cohort = try CSVCohort(at: folder.path, options: IntakeOptions(setAsideFolder: aside))
    let (_, attrition) = try await cohort.read(CollectedRows())
    #expect(attrition.files["drug_era.csv"] == Attrition.Rows(used: 3, setAside: 1))
    #expect(try folder.read("aside/drug_era.set-aside.csv").hasSuffix("\n\(bad)\n"))
  }

  @Test("cohort.yaml may declare the format, and then declares no tables")
  func declared() throws {
    let folder = try DrawnOMOP.folder()
    try folder.write("title: T\nformat: omop\nquasi_identifiers: [age]\n", to: "cohort.yaml")
    // Declared, it is read as OMOP whatever else lies there.
    try folder.write("patient_id\nx\n", to: "patients.csv")
    let cohort = try CSVCohort(at: folder.path)
    #expect(cohort.declaration.title == "T" && cohort.omopSummary?.persons == 3)
    try folder.write("format: omop\npatients: {file: patients.csv}\n", to: "cohort.yaml")
    #expect(throws: IntakeError.self) { try CSVCohort(at: folder.path) }
    try folder.write("format: ompo\n", to: "cohort.yaml")
    #expect(throws: IntakeError.self) { try CSVCohort(at: folder.path) }
  }

  @Test("A folder with files of Remit's own is no OMOP folder, whatever lies beside them")
  func recognised() throws {
    let folder = try DrawnOMOP.folder()
    #expect(OMOPFolder.isOne(folder.path))
    try folder.write("patient_id,agent,start_day,end_day\np,sertraline,0,9\n", to: "exposures.csv")
    #expect(!OMOPFolder.isOne(folder.path))
  }

  @Test(
    "Nothing of a patient stays behind in the folder for temporary files, nor has a name there while it is read"
  )
  func temporary() throws {
    let folder = try DrawnOMOP.folder()
    let temporary = try CohortFolder()
    let cohort = try CSVCohort(at: folder.path, options: IntakeOptions(temporaryFolder: temporary.path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
    #expect(try DrawnOMOP.histories(cohort).count == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
    #expect(cohort.files.allSatisfy { $0.path.hasPrefix(folder.path) })
  }

  @Test("The order of rows changes nothing")
  func order() throws {
    let folder = try DrawnOMOP.folder()
    func history() throws -> [String] {
      let patients = try DrawnOMOP.histories(CSVCohort(at: folder.path))
      return patients.keys.sorted().map { id in
        let scores = patients[id]?.history.assessments.map { "\($0.day) \($0.score)" } ?? []
        return (exposures(patients[id]) + scores).joined(separator: "; ")
      }
    }
    let first = try history()
    for name in DrawnOMOP.files.keys {
      let lines = try folder.read(name).split(separator: "\n")
      try folder.write(
        ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", to: name)
    }
    #expect(try history() == first)
  }

  @Test(
    "The year of a day is the one that its date has",
    arguments: [
      "1969-12-31", "1970-01-01", "2000-02-29",
      "2099-12-31", "2100-01-01", "2100-03-01", "2180-12-31", "2181-01-01", "1900-01-01", "2400-12-31",
    ])
  func year(date: String) throws {
    let day = try #require(CalendarDay.number(of: date))
    #expect(String(CalendarDay.year(of: day)) == date.prefix(4))
  }
}
