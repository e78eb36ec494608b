import Foundation
import Testing
import Treatment

@Suite("remit pathways")
struct PathwaysCommandTests {
  /// Forty patients: all sertraline, then thirty venlafaxine, of whom twenty then lithium with it.
  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var exposures = "patient_id,agent,start_day,end_day,dose_mg\n"
    var assessments = "patient_id,day,scale,score\n"
    for patient in 100..<140 {
      exposures += "p\(patient),sertraline,0,60,100\n"
      assessments += "p\(patient),0,MADRS,32\np\(patient),60,MADRS,\(patient < 130 ? 30 : 4)\n"
      if patient < 130 {
        exposures += "p\(patient),venlafaxine,62,200,150\n"
        assessments += "p\(patient),120,MADRS,28\n"
      }
      if patient < 120 { exposures += "p\(patient),lithium,130,200,900\n" }
    }
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(assessments, to: "assessments.csv")
    return folder
  }

  private func table(
    _ folder: ScratchFolder, list: String = "id,name,type\n1,X,target\n2,A,event\n3,B,event\n"
  ) throws {
    try folder.write(
      "cohort_definition_id,subject_id,cohort_start_date,cohort_end_date\n1,5,2014-01-01,2014-12-31\n"
        + "2,5,2014-01-10,2014-03-10\n3,5,2014-03-12,2014-05-12\n", to: "table.csv")
    try folder.write(list, to: "list.csv")
  }

  @Test("Pathways of strategies, agents and classes of a clinic worked by hand")
  func byHand() throws {
    let folder = try clinic()
    func lines(_ arguments: [String]) throws -> [String] {
      let run = try RemitProcess.run(["pathways", folder.path, "--format", "csv"] + arguments)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(separator: "\n").map {
        $0.split(separator: ",").prefix(2).joined(separator: ",")
      }
    }
    #expect(
      try lines(["--of", "agent"]) == [
        "pathway,freq", "sertraline-venlafaxine-lithium+venlafaxine,20", "sertraline,10",
        "sertraline-venlafaxine,10",
      ])
    #expect(try lines(["--of", "agent", "--max-path-length", "1"]) == ["pathway,freq", "sertraline,40"])
    #expect(
      try lines(["--of", "class", "--max-path-length", "2"]) == ["pathway,freq", "SSRI-SNRI,30", "SSRI,10"])
    #expect(
      try lines([]) == [
        "pathway,freq", "FIRST_LINE-SWITCH_OUT-AUGMENT_LI,20", "FIRST_LINE,10", "FIRST_LINE-SWITCH_OUT,10",
      ])
  }

  @Test("Pathways that are cut end as longer, others by the last step's score")
  func ends() throws {
    let folder = try clinic()
    let run = try RemitProcess.run([
      "pathways", folder.path, "--max-path-length", "2", "-o", folder.path + "/out", "--disclosure", "none",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder.path + "/out/transitions.csv", encoding: .utf8)
    #expect(text.contains("1,FIRST_LINE,remission,end,40,10,0.25,"))
    #expect(text.contains("2,SWITCH_OUT,longer,end,30,20,"))
    #expect(text.contains("2,SWITCH_OUT,no_remission,end,30,10,"))
    let notes = try String(contentsOfFile: folder.path + "/out/notes.md", encoding: .utf8)
    #expect(notes.contains("more than 2 treatments are cut"))
  }

  @Test("The folder holds every file of the page, with its columns, the same bytes for any number of workers")
  func files() throws {
    let folder = try clinic()
    for threads in ["1", "2"] {
      let run = try RemitProcess.run([
        "pathways", folder.path, "--of", "agent", "--threads", threads, "-o", folder.path + "/" + threads,
      ])
      #expect(run.status == 0, "\(run.errors)")
    }
    try table(folder)
    _ = try RemitProcess.run([
      "pathways", folder.path + "/table.csv", "--cohorts", folder.path + "/list.csv", "-o",
      folder.path + "/table", "--disclosure", "none", "--disclosure-reason", "drawn",
    ])
    let page = try DocumentedPage("Documentation/Pathways.md").table(under: "Files")
    #expect(page.count == 5)
    for row in page {
      let file = DocumentedPage.codes(in: row["File"] ?? "")[0]
      let columns = DocumentedPage.codes(in: row["Columns"] ?? "").filter { $0 != "all" }
      let path = file == "counts_year.csv" ? "/table/" : "/1/"
      let text = try String(contentsOfFile: folder.path + path + file, encoding: .utf8)
      #expect(text.split(separator: "\n")[0].split(separator: ",").map(String.init) == columns)
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/1") {
      let one = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/1/" + file))
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/2/" + file)) == one, "\(file)")
    }
  }

  @Test("Every parameter stands on the page with its default")
  func parameters() throws {
    let page = try DocumentedPage("Documentation/Pathways.md")
    let documented = zip(
      try page.column("Parameter", under: "The rules"), try page.column("Default", under: "The rules")
    ).map { "\($0)=\($1)" }
    #expect(documented == PathwayParameters().entries.map { "\($0.name)=\($0.value)" })
  }

  @Test("A cohort table with a list, as TreatmentPatterns spells it")
  func cohortTable() throws {
    let folder = try ScratchFolder()
    try table(folder, list: "cohortId,cohortName,type\n1,X,target\n2,A-1,event\n3,B,event\n")
    let run = try RemitProcess.run([
      "pathways", folder.path + "/table.csv", "--cohorts", folder.path + "/list.csv", "--format", "csv",
      "--disclosure", "none",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\nA\\-1-B,1,all,all,all,1,X,"))
  }

  @Test(
    "Bad input is refused with its place, what was expected and the nearest",
    arguments: [
      (
        "id,name,type\n1,X,target\n2,A,event\n33,B,event\n", "cohort 33 of the list (the nearest: 3, 2, 1)",
        Int32(4)
      ),
      (
        "id,name,type\n1,X,targt\n2,A,event\n",
        "list.csv:2:5: expected target, event or exit (the nearest: target)", 2
      ),
      ("id,name,type\n1,X,target\n1,A,event\n", "list.csv:3:1: expected each number once", 2),
      ("id,name,type\n2,A,event\n", "expected a cohort of type target", 2),
      ("id,title,type\n1,X,target\n", "a column 'cohort_name'", 2),
    ])
  func badLists(list: String, message: String, status: Int32) throws {
    let folder = try ScratchFolder()
    try table(folder, list: list)
    let run = try RemitProcess.run([
      "pathways", folder.path + "/table.csv", "--cohorts", folder.path + "/list.csv",
    ])
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("A record that ends before it begins, and a date that is none, are refused without their value")
  func badRows() throws {
    let folder = try ScratchFolder()
    try table(folder)
    try folder.write(
      "cohort_definition_id,subject_id,cohort_start_date,cohort_end_date\n1,secret7,2014-01-01,2013-12-31\n"
        + "2,secret7,2014-13-01,2014-01-02\n3,secret7,2014-01-01,2014-01-02\n", to: "table.csv")
    let run = try RemitProcess.run([
      "pathways", folder.path + "/table.csv", "--cohorts", folder.path + "/list.csv",
    ])
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "table.csv:2:22: expected a date on or after cohort_start_date, found an earlier one"),
      "\(run.errors)")
    #expect(run.errors.contains("table.csv:3:11: expected a date such as 2021-05-31"), "\(run.errors)")
    #expect(!run.errors.contains("secret7") && !run.errors.contains("2014-13-01"))
  }

  @Test(
    "Usage that cannot be meant is refused",
    arguments: [
      (
        ["--of", "agent", "--start-anchor", "startDate", "--end-anchor", "startDate", "--window-end", "-10"],
        "The window ends before it begins"
      ),
      (["--combination-window", "5"], "--combination-window is about records of treatments"),
      (["--of", "agent", "--max-path-length", "0"], "--max-path-length takes a whole number from 1 to 9999"),
      (["--of", "agent", "--allow-empty-cohorts"], "--allow-empty-cohorts goes with --cohorts"),
    ])
  func usage(arguments: [String], message: String) throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["pathways", folder.path] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("Small counts are hidden by default, and no threshold stands in place of a count")
  func hidesSmallCounts() throws {
    let folder = try ScratchFolder()
    try table(folder)
    let run = try RemitProcess.run([
      "pathways", folder.path + "/table.csv", "--cohorts", folder.path + "/list.csv", "--format", "csv",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("A") && run.output.contains("(other pathways),,all"))
  }
}
