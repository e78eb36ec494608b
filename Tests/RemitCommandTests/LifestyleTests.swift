import Foundation
import Testing

@Suite("Lifestyle programmes from files to rates and reports")
struct LifestyleTests {
  /// Patients a to d on sertraline from day 0 to 100: sleep on day 5, exercise on day 40, both before, none.
  private func clinic(_ patients: String = "") throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var exposures = "patient_id,agent,start_day,end_day,dose_mg\n"
    var assessments = "patient_id,day,scale,score\n"
    for (patient, programmes) in [
      ("a", ["CBTI,5,40"]), ("b", ["EXERCISE,40,90"]), ("c", ["CBTI,-20,30", "EXERCISE,-10,30"]), ("d", []),
    ] {
      exposures += "\(patient),sertraline,0,100,100\n"
      for one in programmes { exposures += "\(patient),\(one),\n" }
      assessments += "\(patient),0,MADRS,30\n\(patient),84,MADRS,\(patient == "a" ? 5 : 25)\n"
    }
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(assessments, to: "assessments.csv")
    if !patients.isEmpty { try folder.write(patients, to: "patients.csv") }
    return folder
  }

  private func rates(_ cohort: String, _ more: [String] = []) throws -> RemitProcess {
    try RemitProcess.run(
      [
        "rates", cohort, "--by", "lifestyle", "--outcome", "remission", "--format", "csv", "--disclosure",
        "none",
        "--disclosure-reason", "drawn",
      ] + more)
  }

  /// `level:events/n`, in the order of the table.
  private func levels(_ run: RemitProcess) -> [String] {
    run.output.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[0]):\(cells[11])/\(cells[10])"
    }
  }

  @Test("rates --by lifestyle has a row a level, none first; what began after day 28 is none")
  func byLifestyle() throws {
    let folder = try clinic()
    let run = try rates(folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(levels(run) == ["none:0/2", "sleep:1/2"])
    #expect(
      levels(try rates(folder.path, ["--programme-days", "40"])) == ["none:0/1", "sleep:1/2", "exercise:0/1"])
    #expect(levels(try rates(folder.path, ["--where", "lifestyle_landmark == begun"])) == ["sleep:1/1"])
  }

  @Test("The steps that are written hold both columns and are read back to the same rates")
  func roundTrip() throws {
    let folder = try clinic()
    let steps = folder.path + "/out/steps.csv"
    try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
    #expect(try RemitProcess.run(["steps", folder.path, "-o", steps]).status == 0)
    #expect(try rates(steps).output == rates(folder.path).output)
  }

  @Test("Rows read one by one, with a folder for those set aside, give the same as rows read in parts")
  func rowByRow() throws {
    let folder = try clinic()
    let aside = try ScratchFolder()
    #expect(try rates(folder.path, ["--set-aside", aside.path]).output == rates(folder.path).output)
  }

  @Test("The bundled stepped care gives the same bytes on one thread and on four")
  func threads() throws {
    let one = try rates("Datasets/stepped-care", ["--threads", "1"])
    #expect(one.status == 0 && levels(one).count == 6, "\(one.output)")
    #expect(try rates("Datasets/stepped-care", ["--threads", "4"]).output == one.output)
  }

  @Test("A column of that name in the files is taken in place of what is derived")
  func ownColumn() throws {
    let folder = try clinic("patient_id,lifestyle\na,active\nb,active\nc,none\nd,\n")
    #expect(levels(try rates(folder.path)) == ["none:0/1", "active:1/2", ":0/1"])
  }

  @Test("A file of steps without the column is refused with its name, and a negative number of days as usage")
  func refused() throws {
    let folder = try ScratchFolder()
    let steps = try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\np,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\n",
      to: "steps.csv")
    let run = try rates(steps)
    #expect(run.status == 4 && run.errors.contains("'lifestyle'"), "\(run.status) \(run.errors)")
    #expect(try rates(try clinic().path, ["--programme-days=-1"]).status == 64)
  }

  private func section(_ study: String, _ cohort: ScratchFolder) throws -> (status: Int32, text: String) {
    try cohort.write("title: Drawn\n" + study, to: "STUDY.yaml")
    let out = try ScratchFolder()
    let run = try RemitProcess.run(["report", cohort.path, "-o", out.path + "/out"])
    guard run.status == 0 else { return (run.status, run.errors) }
    let page = try String(contentsOfFile: out.path + "/out/report.md", encoding: .utf8)
    return (0, page.components(separatedBy: "## Lifestyle and sleep").dropFirst().first ?? "")
  }

  @Test("A study asks for the section; without the word there is none")
  func asked() throws {
    let open = "disclosure: {rule: none, reason: drawn}\nscales: [MADRS]\n"
    let asked = try section(open + "lifestyle: true\n", try clinic())
    #expect(asked.status == 0 && asked.text.contains("1 with a programme, 2 without"), "\(asked.text)")
    #expect(asked.text.contains("| 1 / 1 | 0 / 2 | +100.0 |"), "\(asked.text)")
    #expect(try section(open, try clinic()).text == "")
    let wrong = try section("lifestyle: often\n", try clinic())
    #expect(wrong.status == 4 && wrong.text.contains("STUDY.yaml:2:"), "\(wrong.text)")
  }

  @Test(
    "A file of steps that knows nothing of programmes has a section that says so, and the report is written")
  func cannotTell() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\np,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\n",
      to: "steps.csv")
    let found = try section("lifestyle: true\nbaselines: [step]\n", folder)
    #expect(
      found.status == 0 && found.text.contains("'lifestyle' and 'lifestyle\\_landmark'"), "\(found.text)")
  }

  @Test("Under ohdsi the section of four patients shows no count")
  func hidden() throws {
    let found = try section("lifestyle: true\nscales: [MADRS]\n", try clinic())
    #expect(found.status == 0 && found.text.contains("hidden"), "\(found.text)")
    #expect(!found.text.contains("1 / 1") && !found.text.contains("0 / 2"))
  }
}
