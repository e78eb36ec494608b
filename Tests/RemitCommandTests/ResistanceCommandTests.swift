import Foundation
import Testing

@Suite("remit resistance")
struct ResistanceCommandTests {
  /// Forty patients: ten fail two drugs, ten fail one, ten remit on the first, ten have no dose recorded.
  private func clinic() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var exposures = "patient_id,agent,start_day,end_day,dose_mg\n"
    var assessments = "patient_id,day,scale,score\n"
    for patient in 0..<40 {
      let id = "p\(patient + 100)"
      let dose = patient < 30 ? "100" : ""
      exposures += "\(id),sertraline,1,60,\(dose)\n"
      if patient < 10 { exposures += "\(id),venlafaxine,61,130,150\n\(id),mirtazapine,131,200,30\n" }
      let end = patient >= 20 && patient < 30 ? 5 : 28
      assessments += "\(id),1,MADRS,32\n\(id),60,MADRS,\(end)\n"
      if patient < 10 { assessments += "\(id),130,MADRS,27\n" }
    }
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(assessments, to: "assessments.csv")
    return folder
  }

  @Test("Shares, limits and agreement of a clinic worked by hand")
  func byHand() throws {
    let folder = try clinic()
    let run = try RemitProcess.run([
      "resistance", folder.path, "--rules", "ema,danish,claims", "--format", "csv", "--disclosure", "none",
      "--disclosure-reason", "made up",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      lines[0].hasPrefix("rule,version,n,resistant,possible,indeterminate,not_resistant,estimate,conf_low"))
    // Ten of forty; ten more have one failure and no further trial, so nothing is left open.
    #expect(lines[1].hasPrefix("ema,1,40,10,0,0,30,0.25,"))
    #expect(lines[2].hasPrefix("danish,1,40,10,0,0,30,0.25,"))
    #expect(lines[3].hasPrefix("claims,1,40,10,0,0,30,0.25,"))
    #expect(lines.contains { $0.hasPrefix("ema,danish,40,10,0,0,30,1.0,1.0") })
    #expect(run.errors.contains("eraGapDays=30") && run.errors.contains("judged on MADRS"))
  }

  @Test("Small counts are hidden by default")
  func hidesSmallCounts() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg\n"
        + (0..<20).map { "q\($0 + 10),sertraline,1,60,100\n" }.joined() + "q10,venlafaxine,61,200,150\n",
      to: "exposures.csv")
    try folder.write(
      "patient_id,day,scale,score\nq10,1,MADRS,30\nq10,60,MADRS,30\nq10,130,MADRS,29\n", to: "assessments.csv"
    )
    let run = try RemitProcess.run(["resistance", folder.path, "--rules", "ema", "--format", "csv"])
    #expect(run.status == 0)
    #expect(run.output.contains("ema,1,20,,,,,,,,,,,primary,0"))
  }

  @Test(
    "The folder holds every table, the curve and the provenance, the same bytes for any number of workers")
  func folderIsReproducible() throws {
    let folder = try clinic()
    var texts: [[String: Data]] = []
    for threads in ["1", "2"] {
      let output = folder.path + "/out\(threads)"
      let run = try RemitProcess.run([
        "resistance", folder.path, "--staging", "--grid", "-o", output, "--format", "csv", "--threads",
        threads,
      ])
      #expect(run.status == 0, "\(run.errors)")
      var files: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: output) {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: output + "/" + name))
      }
      texts.append(files)
    }
    #expect(texts[0] == texts[1])
    #expect(
      Set(texts[0].keys) == [
        "rules.csv", "agreement.csv", "stages.csv", "athf.csv", "grid.csv", "grid-strategies.csv",
        "specification-curve.svg", "specification-curve-strategies.svg", "notes.md", "provenance.json",
      ])
    let grid = String(decoding: texts[0]["grid.csv"] ?? Data(), as: UTF8.self)
    #expect(grid.split(separator: "\n").count == 109)
  }

  @Test("A name that is no rule is refused with the names that are")
  func unknownRule() throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["resistance", folder.path, "--rules", "emea"])
    #expect(run.status == 4)
    #expect(run.errors.contains("'emea' is no rule") && run.errors.contains("fabbri"))
    #expect(try RemitProcess.run(["resistance", folder.path, "--rules", ""]).status == 4)
    let repeated = Array(repeating: "ema", count: 40).joined(separator: ",")
    #expect(try RemitProcess.run(["resistance", folder.path, "--rules", repeated]).status == 0)
    #expect(try RemitProcess.run(["resistance", folder.path, "--scale", "HAMD17"]).status == 4)
  }

  @Test("A cohort of steps cannot be judged, and the error says what can")
  func stepsAlready() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\np,1,FIRST_LINE,sertraline,0,5,MADRS,30,9\n",
      to: "steps.csv")
    let run = try RemitProcess.run(["resistance", folder.path + "/steps.csv"])
    #expect(run.status == 4)
    #expect(run.errors.contains("exposures.csv"))
  }

  @Test("A filter about steps is refused, one about patients is not")
  func filters() throws {
    let folder = try clinic()
    #expect(try RemitProcess.run(["resistance", folder.path, "--where", "step == 2"]).status == 4)
    let patients = (0..<40).map { "p\($0 + 100),\($0 < 20 ? "F" : "M")\n" }.joined()
    try folder.write("patient_id,sex\n" + patients, to: "patients.csv")
    let run = try RemitProcess.run([
      "resistance", folder.path, "--rules", "ema", "--where", "sex == F", "--format", "csv", "--disclosure",
      "none",
    ])
    #expect(run.output.contains("ema,1,20,10,0,0,10,0.5,"))
  }

  @Test("On the bundled OMOP demo nobody is resistant by EMA, and the output says why")
  func demo() throws {
    let run = try RemitProcess.run([
      "resistance", "Datasets/mimic-iv-demo-omop", "--rules", "ema", "--disclosure", "none",
      "--disclosure-reason", "public data",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("No dose is known of any drug trial, so none is adequate"))
    let row = run.output.split(separator: "\n").first { $0.hasPrefix("ema ") }
    #expect(row?.split(separator: " ").prefix(4).map(String.init) == ["ema", "1", "46", "0"])
    // Of 100 patients 51 have a step, 46 of them an antidepressant: nothing is known of the others.
    #expect(run.output.contains("54 have none (no_history)"))
  }
}
