import Foundation
import Testing

@Suite("remit on OMOP tables")
struct OMOPTests {
  private static let demo = "Datasets/mimic-iv-demo-omop"
  private static let identifiers = ["3589912774911670296", "-3210373572193940939"]

  @Test("remit validate counts tables, patients and concepts without mapping, and names no patient")
  func validate() throws {
    let run = try RemitProcess.run(["validate", Self.demo, "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let counts = try run.rows.reduce(into: [String: String]()) { all, row in
      let key = "\(row["section"] ?? "")/\(row["item"] ?? "")"
      all[key] = "\(row["count"] ?? "")"
    }
    #expect(counts["table/drug_era"] == "7931" && counts["table/measurement"] == "")
    #expect(counts["patients/persons"] == "100")
    #expect(counts["patients/with an antidepressant"] == "46")
    #expect(counts["patients/with an antidepressant other than trazodone"] == "28")
    #expect(counts["patients/with two or more antidepressants"] == "14")
    #expect(counts["patients/with two or more antidepressants other than trazodone"] == "8")
    #expect(counts["patients/with a depression code"] == "21")
    #expect(counts["patients/with a depression code and an antidepressant"] == "16")
    #expect(counts["concept without mapping/drug_exposure 0"] == "546")
    #expect(run.errors.contains("OMOP tables that are not there: drug_strength"))
    for id in Self.identifiers { #expect(!(run.output + run.errors).contains(id)) }
  }

  @Test(
    "remit steps writes a row a step, with the scale empty where there are no scores, twice the same bytes")
  func steps() throws {
    let folder = try ScratchFolder()
    let paths = ["a.csv", "b.csv"].map { folder.path + "/" + $0 }
    for path in paths {
      let run = try RemitProcess.run(["steps", Self.demo, "-o", path])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("the cohort holds no scores"))
      for id in Self.identifiers { #expect(!run.errors.contains(id)) }
    }
    let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(texts[0] == texts[1])
    #expect(texts[0].split(separator: "\n").count > 47)
    #expect(texts[0].contains(",FIRST_LINE,sertraline,"))
  }

  @Test("One patient's road is printed for an identifier that begins with a minus sign")
  func explained() throws {
    let run = try RemitProcess.run(["steps", Self.demo, "--explain", Self.identifiers[1]])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("PATIENT-LEVEL OUTPUT"))
  }

  @Test("Steps can be counted by what OMOP tells of a patient, and small cells stay hidden")
  func rates() throws {
    let run = try RemitProcess.run([
      "rates", Self.demo, "--by", "depression_code", "--scale", "PHQ9", "--outcome", "response", "--format",
      "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.rows.count == 2)
    #expect(try run.rows.allSatisfy { $0["n"] as? Int == 0 })
    let filtered = try RemitProcess.run([
      "rates", Self.demo, "--where", "depression_code == yes and age >= 18", "--scale", "PHQ9", "--format",
      "csv",
    ])
    #expect(filtered.status == 0, "\(filtered.errors)")
  }

  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let ids = (1...12).map { 9_007_199_254_740_990 + $0 }
    func table(_ header: String, _ row: (Int) -> [String]) -> String {
      ([header] + ids.flatMap(row)).joined(separator: "\n") + "\n"
    }
    try folder.write(table("PERSON_ID,YEAR_OF_BIRTH") { ["\($0),1960"] }, to: "PERSON.csv")
    try folder.write(
      table("person_id,drug_concept_id,drug_era_start_date,drug_era_end_date") {
        ["\($0),739138,2020-01-01,2020-03-01"]
      }, to: "drug_era.csv")
    try folder.write(
      table("person_id,measurement_concept_id,measurement_date,value_as_number,measurement_source_value") {
        ["\($0),0,2020-01-01,20,44261-6", "\($0),0,2020-02-20,\($0 % 2 == 0 ? 5 : 18),44261-6"]
      }, to: "measurement.csv")
    try folder.write("title: T\ndisclosure: {rule: none, reason: drawn patients}\n", to: "STUDY.yaml")
    return folder
  }

  @Test("A report on OMOP tables has the digests of the OMOP files and the tables that were missing")
  func report() throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", folder.path + "/out"])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder.path + "/out/provenance.json", encoding: .utf8)
    for part in [
      "\"PERSON.csv\"", "\"drug_era.csv\"", "\"measurement.csv\"", "omop_tables_missing", "omop_codes",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("/dev/fd") && !text.contains("exposures.csv"))
    let report = try String(contentsOfFile: folder.path + "/out/report.md", encoding: .utf8)
    #expect(report.contains("50 % (6 of 12") || report.contains("6 / 12"))
    #expect(!report.contains("90071992547409"))
  }

  @Test("A wrong row is refused with its place in the OMOP file, and exit code 2")
  func refused() throws {
    let folder = try clinic()
    try folder.write(
      "person_id,drug_concept_id,drug_era_start_date,drug_era_end_date\n9007199254740991,739138,1.1.2020,\n",
      to: "drug_era.csv")
    for verb in [["validate"], ["rates"]] {
      let run = try RemitProcess.run(verb + [folder.path])
      #expect(run.status == 2)
      #expect(run.errors.contains("drug_era.csv:2:25: expected a date as 2024-01-31"))
      #expect(!run.errors.contains("1.1.2020") && !run.errors.contains("9007199254740991"))
    }
  }
}
