import Foundation
import Testing

@Suite("remit steps")
struct StepsTests {
  @Test(
    "Reading the written steps back gives the rates that the exposures gave",
    arguments: ["nimh-ketamine", "beat-the-blues", "dia-antidepressant", "neurofeedback-cbt"])
  func roundTrip(study: String) throws {
    let folder = try ScratchFolder()
    let steps = folder.path + "/steps.csv"
    let written = try RemitProcess.run(["steps", "Datasets/\(study)", "-o", steps])
    #expect(written.status == 0, "\(written.errors)")
    func rates(_ cohort: String) throws -> String {
      try RemitProcess.run([
        "rates", cohort, "--baseline", "step,entry", "--missing", "observed,worst-case", "--format", "csv",
        "--disclosure", "none", "--disclosure-reason", "public data",
      ]).output
    }
    let expected = try rates("Datasets/\(study)")
    #expect(!expected.isEmpty)
    #expect(try rates(steps) == expected)
  }

  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg\nq7,sertraline,0,70,100\nq7,venlafaxine,60,150,150\n"
        + "q8,sertraline,0,200,100\nq8,quetiapine,61,200,50\n", to: "exposures.csv")
    try folder.write("patient_id,day,scale,score\nq7,0,MADRS,33\n", to: "assessments.csv")
    return folder
  }

  @Test("An explanation names rule and facts, is marked as patient-level, and tells of no other patient")
  func explanation() throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["steps", folder.path, "--explain", "q7"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("PATIENT-LEVEL OUTPUT"))
    #expect(run.output.contains("SWITCH_OUT  venlafaxine  day 60 to 150"))
    #expect(run.output.contains("rule S23") && run.output.contains("going on for 11 days"))
    #expect(!run.output.contains("quetiapine"))
  }

  @Test("An explanation says what a name is for, what a product holds and which rows stand twice")
  func names() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg,indication\na,Zyban,0,60,300,\na,Symbyax,70,150,6,\na,Symbyax,70,150,6,\n"
        + "b,Zyban,0,60,300,depression\n", to: "exposures.csv")
    try folder.write("patient_id,day,scale,score\na,0,MADRS,33\n", to: "assessments.csv")
    let a = try RemitProcess.run(["steps", folder.path, "--explain", "a"]).output
    #expect(a.contains("NONE  bupropion  day 0  (rule S01: given for smoking, as the name 'Zyban'"))
    #expect(a.contains("olanzapine-fluoxetine is read as olanzapine and fluoxetine.\n"))
    #expect(a.contains("1 row repeats another and counts once with it.\n"))
    #expect(a.contains("step 1: FIRST_LINE  fluoxetine + olanzapine  day 70 to 150"))
    let b = try RemitProcess.run(["steps", folder.path, "--explain", "b"]).output
    #expect(b.contains("FIRST_LINE  bupropion  day 0 to 60"))
  }

  @Test(
    "A record that stands twice is counted in the flow of rows and listed by validate, and changes no step (F43)"
  )
  func repeatedRows() throws {
    let folder = try ScratchFolder()
    let rows = ["p1,venlafaxine,1,80,75,,1", "p1,sertraline,81,160,100,,2", "p2,venlafaxine,1,80,75,oral,3"]
    try folder.write(
      "patient_id,day,scale,score\np1,1,MADRS,30\np1,78,MADRS,29\np1,158,MADRS,28\n", to: "assessments.csv")
    let file = folder.path + "/../\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: file) }
    func steps(_ rows: [String]) throws -> (text: String, errors: String) {
      try folder.write(
        "patient_id,agent,start_day,end_day,dose_mg,route,note\n" + rows.joined(separator: "\n") + "\n",
        to: "exposures.csv")
      let run = try RemitProcess.run(["steps", folder.path, "-o", file])
      #expect(run.status == 0, "\(run.errors)")
      return (try String(contentsOfFile: file, encoding: .utf8), run.errors)
    }
    let once = try steps(rows)
    // A column that is not read, `note`, makes no other record of it.
    let twice = try steps([rows[0], "p1,venlafaxine,1,80,75,,9"] + rows[1...])
    #expect(twice.text == once.text)
    #expect(once.text.contains("p1,1,1,FIRST_LINE,venlafaxine,1,80,MADRS,30,29,no"))
    #expect(!once.errors.contains("repeat"))
    #expect(
      twice.errors.contains(
        "exposures.csv: 4 rows in = 4 used + 0 set aside; 1 of those used repeats another"))
    let validation = try RemitProcess.run(["validate", folder.path])
    #expect(validation.status == 0)
    #expect(
      validation.output.contains(
        "NOTE: exposures.csv: 1 row that an earlier row of the same patient says already"))
    #expect(validation.output.contains("Line 3."))
  }

  @Test("An explanation draws the road, judges the trials and dates resistance")
  func drawing() throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["steps", folder.path, "--explain", "q7"])
    #expect(run.output.contains("sertraline   ====="))
    #expect(run.output.contains("sertraline  day 0 to 70: adequate"))
    #expect(run.output.contains("ema: possible") || run.output.contains("ema: indeterminate"))
  }

  @Test("The file carries adequacy and the code of the leading drug, and parameters move it")
  func adequacyColumn() throws {
    let folder = try clinic()
    let elsewhere = try ScratchFolder()
    let file = elsewhere.path + "/steps.csv"
    #expect(try RemitProcess.run(["steps", folder.path, "-o", file]).status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("q7,1,1,FIRST_LINE,sertraline,0,59,MADRS,33,,yes,unknown"))
    #expect(
      try RemitProcess.run([
        "steps", folder.path, "-o", file, "--min-trial-days", "80", "--overlap-switch-max", "5",
      ])
      .status == 0)
    let moved = try String(contentsOfFile: file, encoding: .utf8)
    #expect(moved.contains("q7,1,1,FIRST_LINE,sertraline,0,59,MADRS,33,,no,unknown"))
    #expect(moved.contains("COMBINE,venlafaxine+sertraline"))
  }

  @Test("An identifier that the cohort does not have is no patient, and is not printed")
  func unknown() throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["steps", folder.path, "--explain", "zz-no-such"])
    #expect(run.status == 4)
    #expect(!run.errors.contains("zz-no-such"))
  }

  @Test("A cohort of steps has nothing to derive")
  func stepsAlready() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\np,1,FIRST_LINE,sertraline,0,5,MADRS,30,9\n",
      to: "steps.csv")
    #expect(try RemitProcess.run(["steps", folder.path + "/steps.csv", "--explain", "p"]).status == 4)
  }

  @Test("A dose off by a thousand is flagged, told by validate, and taken as unknown")
  func doseInDoubt() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg\nq1,sertraline,0,60,100000\nq2,T3,0,60,25\nq3,sertraline,0,40,50\n"
        + "q3,sertraline,30,60,100\n", to: "exposures.csv")
    try folder.write("patient_id,day,scale,score\nq1,0,MADRS,33\n", to: "assessments.csv")
    let steps = try RemitProcess.run(["steps", folder.path, "--explain", "q1"])
    #expect(steps.output.contains("doseUnitInDoubt") && steps.output.contains("adequacy unknown"))
    let found = try RemitProcess.run(["validate", folder.path])
    #expect(found.status == 0)
    #expect(found.output.contains("a dose that is a thousand times"))
    #expect(found.output.contains("read as micrograms"))
    #expect(found.output.contains("overlapping exposures of one agent"))
  }

  @Test("A link keeps pointing at the file that is written")
  func writesThroughALink() throws {
    let folder = try clinic()
    let elsewhere = try ScratchFolder()
    try elsewhere.write("old\n", to: "real.csv")
    let link = elsewhere.path + "/link.csv"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: elsewhere.path + "/real.csv")
    #expect(try RemitProcess.run(["steps", folder.path, "-o", link]).status == 0)
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
    #expect(try String(contentsOfFile: target, encoding: .utf8).hasPrefix("patient_id,"))
  }

  @Test("Any number of sessions adds up without a trap")
  func manySessions() throws {
    let folder = try ScratchFolder()
    let rows = (0..<399).map { "q1,ECT_BL,\($0),\($0),9000000\n" }.joined()
    try folder.write("patient_id,agent,start_day,end_day,sessions\n" + rows, to: "exposures.csv")
    try folder.write("patient_id,day,scale,score\nq1,0,MADRS,33\n", to: "assessments.csv")
    #expect(try RemitProcess.run(["resistance", folder.path]).status == 0)
  }
}
