import Foundation
import Testing

@Suite("Resistance in a report")
struct ResistanceReportTests {
  private static let open = "disclosure: {rule: none, reason: made up}\n"

  private func report(
    _ folder: ScratchFolder, _ study: String
  ) throws -> (run: RemitProcess, text: String, files: [String]) {
    try folder.write("title: A clinic\n" + study, to: "STUDY.yaml")
    let out = folder.path + "/out"
    try? FileManager.default.removeItem(atPath: out)
    let run = try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", out])
    let text = (try? String(contentsOfFile: out + "/report.md", encoding: .utf8)) ?? ""
    let files = ((try? FileManager.default.subpathsOfDirectory(atPath: out)) ?? []).filter {
      $0.contains("resistance")
    }
    return (run, text, files.sorted())
  }

  private func section(_ text: String) -> String {
    let parts = text.components(separatedBy: "\n## Resistance\n")
    return parts.count == 2 ? parts[1].components(separatedBy: "\n## ")[0] : ""
  }

  @Test(
    "The whole section of a clinic: shares, agreement, days, stages, the grid, and the wording of the rules")
  func whole() throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, text, files) = try report(
      folder, Self.open + "resistance: {rules: [ema, kim], staging: [thase-rush], grid: true}\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      files == [
        "figures/resistance.svg", "tables/resistance-agreement.csv", "tables/resistance-grid.csv",
        "tables/resistance-rules.csv", "tables/resistance-stages.csv",
      ])
    #expect(section(text).trimmingCharacters(in: .newlines) == ResistanceSectionText.whole)
    let provenance = try String(contentsOfFile: folder.path + "/out/provenance.json", encoding: .utf8)
    for line in [
      "\"resistance_rules\": \"ema version 1, kim version 1\"", "\"resistance_staging\": \"thase-rush\"",
      "\"resistance_grid\": \"yes\"", "\"resistance_scale\": \"MADRS\"", "\"resistance\": \"exact\"",
    ] { #expect(provenance.contains(line), "\(line)") }
  }

  @Test("The tables are those of remit resistance, byte by byte")
  func sameTables() throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, _, _) = try report(folder, Self.open + "resistance: {staging: all, grid: true}\n")
    #expect(run.status == 0, "\(run.errors)")
    let own = folder.path + "/own"
    let command = try RemitProcess.run([
      "resistance", folder.path, "--staging", "--grid", "--format", "csv", "-o", own, "--disclosure", "none",
      "--disclosure-reason", "made up",
    ])
    #expect(command.status == 0, "\(command.errors)")
    for name in ["rules", "agreement", "stages", "athf", "grid"] {
      let report = try String(
        contentsOfFile: folder.path + "/out/tables/resistance-\(name).csv", encoding: .utf8)
      #expect(report == (try String(contentsOfFile: own + "/\(name).csv", encoding: .utf8)), "\(name)")
    }
  }

  @Test("Under the default disclosure nothing of a small clinic is said that is small")
  func hidden() throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, text, _) = try report(
      folder, "resistance: {rules: all, staging: all, grid: true}\nwhere: age < 23\n")
    #expect(run.status == 0, "\(run.errors)")
    let own = section(text)
    #expect(own.contains("hidden") && own.contains("No share may be shown") == false)
    #expect(own.firstMatch(of: /\b[1-4]\/\d|\| [1-4] \|/) == nil)
  }

  @Test("One patient: the section stands, and every count is hidden")
  func onePatient() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg\np1,sertraline,1,60,100\n", to: "exposures.csv")
    try folder.write("patient_id,day,scale,score\np1,1,MADRS,30\np1,60,MADRS,28\n", to: "assessments.csv")
    let (run, text, _) = try report(folder, "resistance: {grid: true, staging: all}\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(section(text).contains("| EMA | hidden | hidden | hidden |"))
    #expect(!section(text).contains("of 1 patient"))
  }

  @Test("A cohort of steps without 'adequate' is told in the section's place, and the report is written")
  func stepsAlone() throws {
    let folder = try ScratchFolder()
    let rows = (0..<10).map { "p\($0),1,FIRST_LINE,sertraline,0,59,MADRS,30,\($0 < 5 ? 28 : 5)\n" }.joined()
    let header = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
    try folder.write(header + rows, to: "steps.csv")
    let (run, text, files) = try report(folder, "baselines: [step]\nresistance: {rules: [ema]}\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      section(text).contains("Resistance was asked for and is not judged.")
        && section(text).contains("'adequate'"))
    #expect(files.isEmpty && text.contains("## Limitations"))
    let provenance = try String(contentsOfFile: folder.path + "/out/provenance.json", encoding: .utf8)
    #expect(provenance.contains("\"resistance_answer\": \"no\""))
  }

  @Test(
    "Steps with 'adequate' are judged by the rules that need no more; stages and the grid are said to be missing"
  )
  func statedSteps() throws {
    let folder = try ScratchFolder()
    let rows = (0..<12).map {
      "p\($0 + 10),1,FIRST_LINE,sertraline,0,59,MADRS,30,28,yes\np\($0 + 10),2,SWITCH_OUT,venlafaxine,60,129,MADRS,28,\($0 < 6 ? 28 : 5),yes\n"
    }.joined()
    let header = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,adequate\n"
    try folder.write(header + rows, to: "steps.csv")
    let (run, text, _) = try report(
      folder, Self.open + "baselines: [step]\nresistance: {rules: [ema, kim], grid: true, staging: all}\n")
    #expect(run.status == 0, "\(run.errors)")
    let own = section(text)
    #expect(own.contains("| EMA | 6 | 50.0 |") && own.contains("as the file of steps states them"))
    #expect(
      own.contains("Stages and the sensitivity grid need exposures")
        && own.contains("No answer here: it looks at courses"))
  }

  @Test("A filter of steps, which the study has for its rates, is told in the section's place")
  func filterOfSteps() throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, text, _) = try report(folder, Self.open + "where: step == 1\nresistance: {rules: [ema]}\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(section(text).contains("Give resistance a where of its own"))
    let (own, more, _) = try report(
      folder, Self.open + "where: step == 1\nresistance: {rules: [ema], where: age < 40}\n")
    #expect(own.status == 0 && section(more).contains("| EMA | 20 | 100.0 |"))
  }

  @Test(
    "What is misspelt is refused with line and column and the nearest name",
    arguments: [
      ("resistance: {rules: [emma]}", "Did you mean 'ema'?"),
      ("resistance: {rule: [ema]}", "Did you mean 'rules'?"),
      ("resistance: {staging: [maudsly]}", "Did you mean 'maudsley'?"),
      ("resistence: {grid: true}", "Did you mean 'resistance'?"),
      ("resistance: {grid: perhaps}", "expects true or false"), ("resistance: {rules: []}", "names none"),
      ("resistance: {where: step == 2}", "covariates of patients only"),
      ("resistance: {scale: CGI-S}", "trials cannot be judged"),
      ("resistance: [ema]", "expects a mapping"), ("resistance: {level: 95}", "between 0 and 1"),
      ("resistance: {grid: true}\nderivation: {trialDays: catalogue}", "trialDays: parameter"),
    ])
  func misspelt(_ study: String, _ words: String) throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, _, _) = try report(folder, study + "\n")
    #expect(run.status == 4)
    #expect(run.errors.contains(words) && run.errors.contains("STUDY.yaml:2:"), "\(run.errors)")
  }

  @Test("Small counts of the section and of the rates are judged together")
  func together() throws {
    let folder = try ResistanceGroupsTests.clinic()
    let (run, _, _) = try report(folder, "by: [agent]\nresistance: {rules: [ema, kim], staging: all}\n")
    #expect(run.status == 0, "\(run.errors)")
    let rules = try String(contentsOfFile: folder.path + "/out/tables/resistance-rules.csv", encoding: .utf8)
    #expect(rules.contains("ema,1,60,20,0,0,40,"))
  }
}
