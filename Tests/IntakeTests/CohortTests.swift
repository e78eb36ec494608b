import Foundation
import Summaries
import Testing
import Treatment

@testable import Intake

@Suite("Cohorts of several files")
struct CohortTests {
  private let request = PageRequest(columns: [.agents, .days, .entry, .last, .episode])

  @Test("patients without treatments or scores are kept and marked")
  func marks() async throws {
    let cohort = try WrittenCohort([
      "patients.csv": "patient_id\n1\n2\n3\n4\n",
      "exposures.csv": "patient_id,agent,start_day,end_day\n2,CBT,0,\n4,CBT,0,90\n",
      "assessments.csv": "patient_id,day,scale,score\n3,0,PHQ-9,12\n4,0,PHQ9,20\n4,80,PHQ9,9\n",
    ])
    let summary = try await cohort.read(request)
    #expect(summary.patients == [" marks=0", " marks=1", " marks=2", " marks=3"])
    #expect(summary.patientsWithoutSteps == 2)
    #expect(
      summary.rows == [
        "step=1 FIRST_LINE_OTHER PHQ9 CBT days=0...0 .->. entry=. last=.",
        "step=1 FIRST_LINE_OTHER PHQ9 CBT days=0...90 20->9 entry=20 last=9",
      ])
  }

  @Test("a step row stands for every scale of the request, scored or not")
  func everyScale() async throws {
    let cohort = try WrittenCohort(BadCohorts.with([:]))
    let rows = try await cohort.read(PageRequest(scales: ["BDI-II", "MADRS"])).rows
    #expect(rows.count == 4)
    #expect(rows.count { $0.contains("BDI2 .->.") } == 2)
    #expect(try CSVCohort(at: cohort.folder.path).scales() == ["MADRS"])
  }

  @Test("ISO dates are days since the patient's first event, and shifting them changes nothing")
  func isoDates() async throws {
    func cohort(_ year: Int) throws -> WrittenCohort {
      try WrittenCohort([
        "cohort.yaml": "dates: iso",
        "patients.csv": "patient_id,entry_date,last_date\n1,\(year)-03-08,\(year)-06-30\n2,,\n",
        "exposures.csv":
          "patient_id,agent,start_date,end_date\n1,sertraline,\(year)-03-08,\(year)-05-01\n2,CBT,\(year)-01-01,\n",
        "assessments.csv":
          "patient_id,date,scale,score\n1,\(year)-03-01,MADRS,33\n1,\(year)-04-30,MADRS,12\n"
          + "2,\(year)-01-01,MADRS,20\n",
      ])
    }
    let rows = try await cohort(2021).read(request).rows
    #expect(
      rows == [
        "step=1 FIRST_LINE MADRS sertraline days=7...61 33->12 entry=33 last=12",
        "step=1 FIRST_LINE_OTHER MADRS CBT days=0...0 20->. entry=20 last=.",
      ])
    #expect(try await cohort(2019).read(request).rows == rows)
  }

  @Test("a declared strategy wins, and treatments that overlap are then no issue")
  func declared() async throws {
    let cohort = try WrittenCohort(
      BadCohorts.with([
        "exposures.csv":
          "patient_id,agent,start_day,end_day,strategy\n1,sertraline,0,60,\n1,lithium,50,90,AUGMENT_LI\n"
      ]))
    let rows = try await cohort.read(PageRequest(columns: [.agents, .days])).rows
    #expect(
      rows == [
        "step=1 FIRST_LINE MADRS sertraline days=0...49 30->.",
        "step=2 AUGMENT_LI MADRS lithium days=50...90 .->10",
      ])
  }

  @Test("rows set aside are written, counted and left out; rows in = used + set aside")
  func setAside() async throws {
    let cohort = try WrittenCohort(
      BadCohorts.with([
        "patients.csv": "patient_id,age\n1,40\n2,50\n2,51\n3,old\n",
        "exposures.csv": BadCohorts.exposures + "3,CBT,0,9\n9,CBT,0,9\n",
        "assessments.csv": BadCohorts.assessments + "3,0,MADRS,3\n2,80,MADRS,61\nragged\n",
      ]))
    let aside = try CohortFolder()
    let options = IntakeOptions(setAsideFolder: aside.path + "/rows")
    let age = PageRequest(covariates: [CovariateRequest("age", as: .number)])
    let (summary, attrition) = try await CSVCohort(at: cohort.folder.path, options: options)
      .read(CollectedRows(age))
    #expect(summary.patients == ["40 marks=3", "50 marks=3"])
    #expect(summary.rows.count == 2)
    #expect(
      attrition.files == [
        "patients.csv": Attrition.Rows(used: 2, setAside: 2),
        "exposures.csv": Attrition.Rows(used: 2, setAside: 2),
        "assessments.csv": Attrition.Rows(used: 4, setAside: 3),
      ])
    #expect(try aside.read("rows/patients.set-aside.csv") == "patient_id,age\n2,51\n3,old\n")
    #expect(
      try aside.read("rows/exposures.set-aside.csv")
        == "patient_id,agent,start_day,end_day\n3,CBT,0,9\n9,CBT,0,9\n")
    // In the order in which they were found to be wrong.
    #expect(
      Set(try aside.read("rows/assessments.set-aside.csv").split(separator: "\n").map(String.init))
        == ["patient_id,day,scale,score", "ragged", "3,0,MADRS,3", "2,80,MADRS,61"])
  }

  @Test("patients.csv is merged beside steps.csv, whose columns may be renamed")
  func stepsAndPatients() async throws {
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      steps:
        delimiter: ";"
        decimal: ","
        columns: {patient_id: id, strategy: kind, score_end: after}
      """,
      "patients.csv": "patient_id,age\na,40\nb,50\nc,60\n",
      "steps.csv": """
      id;step;kind;agents;start_day;end_day;scale;score_start;after;score_entry;score_last;end_score_day;site
      a;1;FIRST_LINE;Zoloft;0;50;MADRS;30;20,5;31;20,5;44;x
      a;2;AUGMENT_LI;lithium carbonate+Zoloft;51;99;MADRS;20,5;8;31;9;97;y
      b;1;ECT;ECT;0;;MADRS;40;;40;;;x

      """,
    ])
    let all = PageRequest(
      columns: [.agents, .days, .entry, .last],
      covariates: [CovariateRequest("age", as: .number), CovariateRequest("site", as: .text)])
    let summary = try await cohort.read(all)
    #expect(
      summary.rows == [
        "step=1 ECT MADRS ECT_UNSPEC days=0... 40->. entry=40 last=. 50 x",
        "step=1 FIRST_LINE MADRS sertraline days=0...50 30->20.5 entry=31 last=20.5 40 x",
        "step=2 AUGMENT_LI MADRS lithium+sertraline days=51...99 20.5->8 entry=31 last=8 40 y",
      ])
    #expect(summary.patients == ["40 x marks=3", "50 x marks=3", "60  marks=0"])
    let near = try await cohort.read(PageRequest(endpoint: .nearest(day: 42, window: 7), columns: []))
    func scores(_ rows: [String]) -> [Substring] { rows.compactMap { $0.split(separator: " ").last } }
    #expect(scores(near.rows) == ["40->.", "30->20.5", "20.5->8"])
    let exact = try await cohort.read(PageRequest(endpoint: .nearest(day: 44, window: 0), columns: []))
    #expect(scores(exact.rows) == ["40->.", "30->20.5", "20.5->."])
  }

  @Test("wide columns, constants, value maps and otherwise make events of one file")
  func wide() async throws {
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      defaults: {missing: [NA]}
      patients: {file: all.csv, columns: {patient_id: id}, covariates: {sex: {column: gender, type: text, values: {F: female, M: male}}}}
      exposures:
        file: all.csv
        columns: {patient_id: id}
        constants: {start_day: 0}
        values: {arm: {A: {agent: CBT, strategy: PSYCH_ADD}, otherwise: {}}}
      assessments:
        file: all.csv
        columns: {patient_id: id}
        wide: {pre: {scale: PHQ-9, day: -7}, post: {scale: PHQ9, day: 56}}
      """,
      "all.csv": "id,arm,gender,pre,post\n1,A,F,20,8\n2,none,M,15,NA\n",
    ])
    let summary = try await cohort.read(
      PageRequest(columns: [.agents, .assessments], covariates: [CovariateRequest("sex", as: .text)]))
    #expect(summary.rows == ["step=1 PSYCH_ADD PHQ9 CBT 20->8 female"])
    #expect(summary.patients == ["female marks=3", "male marks=2"])
    #expect(summary.assessments == 3)
    let rows = try await CSVCohort(at: cohort.folder.path).read(CollectedRows(PageRequest())).attrition
    #expect(rows.files == ["all.csv": Attrition.Rows(used: 2, setAside: 0)])
  }

  @Test("several files of one kind are read one after the other")
  func several() async throws {
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      exposures: {}
      assessments: [{file: a.csv}, {file: b.csv, columns: {score: total}, constants: {scale: BDI2}}]
      """,
      "exposures.csv": "patient_id,agent,start_day,end_day\n1,CBT,0,90\n",
      "a.csv": "patient_id,day,scale,score\n1,0,MADRS,30\n1,60,MADRS,12\n",
      "b.csv": "patient_id,day,total\n1,0,40\n1,60,\n1,80,11\n",
    ])
    #expect(
      try await cohort.read(PageRequest(columns: [])).rows
        == ["step=1 FIRST_LINE_OTHER BDI2 40->11", "step=1 FIRST_LINE_OTHER MADRS 30->12"])
  }

  @Test("tables may be in Latin-1 or UTF-16, with lines to skip and another decimal mark")
  func encodings() async throws {
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      patients: {encoding: latin-1, skip_rows: 1, covariates: {site: text}}
      exposures: {encoding: utf-16}
      assessments: {delimiter: tab, decimal: ","}
      """,
      "assessments.csv": "patient_id\tday\tscale\tscore\n1\t0\tMADRS\t30,5\n",
    ])
    try cohort.folder.write(
      Array("exported today\npatient_id,site\n1,Z".utf8) + [0xFC] + Array("rich\n".utf8), to: "patients.csv")
    let exposures = "patient_id,agent,start_day,end_day\r\n1,CBT,0,90\r\n"
    try cohort.folder.write(
      [0xFF, 0xFE] + exposures.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "exposures.csv")
    let rows = try await cohort.read(
      PageRequest(columns: [.agents], covariates: [CovariateRequest("site", as: .text)])
    ).rows
    #expect(rows == ["step=1 FIRST_LINE_OTHER MADRS CBT 30.5->. Z\u{FC}rich"])
  }

  @Test("a cohort without steps needs both treatments and scores")
  func half() throws {
    for file in ["exposures.csv", "assessments.csv"] {
      let cohort = try WrittenCohort(BadCohorts.with([:]).filter { $0.key != file })
      #expect {
        try CSVCohort(at: cohort.folder.path)
      } throws: { error in
        guard case .missing(let path, _)? = error as? IntakeError else { return false }
        return path == file
      }
    }
  }

  @Test("rows set aside are told to who asks, with their places")
  func notice() async throws {
    let cohort = try WrittenCohort(BadCohorts.with(["patients.csv": "patient_id\n1\n2\n2\n"]))
    let aside = try CohortFolder()
    let notices = Notices()
    let options = IntakeOptions(setAsideFolder: aside.path, notice: { notices.add($0) })
    _ = try await cohort.read(PageRequest(), options)
    guard case .setAside(let issues, 1)? = notices.all.first else {
      Issue.record("no notice")
      return
    }
    #expect(issues.map(\.line) == [4])
  }

  @Test("days and steps at their bounds are read, on every path of days")
  func bounds() async throws {
    let cohort = try WrittenCohort([
      "cohort.yaml": """
      exposures: {constants: {start_day: -10000000, end_day: 10000000}}
      assessments: {wide: {a: {scale: MADRS, day: -10000000}, b: {scale: MADRS, day: 10000000}}}
      """,
      "exposures.csv": "patient_id,agent\n1,CBT\n",
      "assessments.csv": "patient_id,a,b\n1,30,12\n",
    ])
    let widest = PageRequest(
      endpoint: .nearest(day: 10_000_000, window: 10_000_000), columns: [.days, .assessments])
    #expect(
      try await cohort.read(widest).rows
        == ["step=1 FIRST_LINE_OTHER MADRS days=-10000000...10000000 30->12"])
  }

  @Test(
    "an endpoint beyond them is no question",
    arguments: [Endpoint.nearest(day: .max, window: 1), .nearest(day: 42, window: 10_000_001)])
  func boundedEndpoint(endpoint: Endpoint) async throws {
    let error = try #require(
      await WrittenCohort(BadCohorts.with([:])).refusal(PageRequest(endpoint: endpoint)))
    #expect(error.family == "configuration" && error.description.contains("at most 10000000 days"))
  }
}
