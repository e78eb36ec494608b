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

  @Test(
    "Patients of another scale are judged on it, the output says how many trials on which, and rates are not pooled (F44)"
  )
  func ownScales() throws {
    let folder = try clinic()
    // The second half of the clinic is rated on HAMD17. A score decides one trial of each, and a second one of the first ten
    // patients: 20 trials on HAMD17, 30 on MADRS.
    let text = try String(contentsOfFile: folder.path + "/assessments.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init).map { line in
      ["p12", "p13"].contains { line.hasPrefix($0) }
        ? line.replacing("MADRS,32", with: "HAMD17,24").replacing("MADRS", with: "HAMD17") : line
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "assessments.csv")
    func run(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
      let run = try RemitProcess.run(
        [
          "resistance", folder.path, "--rules", "ema,gsrd", "--format", "csv", "--disclosure", "none",
          "--disclosure-reason", "made up",
        ]
          + more)
      return (run.status, run.output, run.errors)
    }
    let own = try run()
    #expect(own.output.contains("ema,1,40,10,0,0,30,0.25,"))
    #expect(own.errors.contains("Trials are judged on each patient's own scale"))
    #expect(own.errors.contains("Trials that a score decides, by scale: HAMD17 20, MADRS 30."))
    // On MADRS alone the ten who remitted on HAMD17, and the ten without a dose, have no outcome.
    let named = try run("--scale", "MADRS")
    #expect(
      named.errors.contains("Trials are judged on MADRS.") && named.errors.contains("by scale: MADRS 30."))
    #expect(named.output.contains("ema,1,40,10,0,0,30,0.25,"))
    let out = folder.path + "/grid"
    #expect(try run("--grid", "-o", out).status == 0)
    let rates = try String(contentsOfFile: out + "/grid-strategies.csv", encoding: .utf8).split(
      separator: "\n")
    #expect(rates[0].contains("strategy,scale,steps,share,n,events"))
    #expect(rates.contains { $0.contains("FIRST_LINE,HAMD17,20,1.0,20,10,") })
    #expect(rates.contains { $0.contains("FIRST_LINE,MADRS,20,") })
    let provenance = try String(contentsOfFile: out + "/provenance.json", encoding: .utf8)
    #expect(provenance.contains("each patient's own of HAMD17, MADRS"))
    let explained = try RemitProcess.run(["steps", folder.path, "--explain", "p125"])
    #expect(explained.output.contains("Trials, judged on HAMD17, the patient's own scale"))
    let mixed = try RemitProcess.run(["fit", folder.path, "resistant ~ baseline", "--outcome-rule", "ema"])
    #expect(
      mixed.status == 4
        && mixed.errors.contains("'baseline' would hold scores of several scales (HAMD17, MADRS)"))
  }

  @Test("Small counts of trials by scale are kept back (F44)")
  func smallScales() throws {
    let folder = try clinic()
    let text = try String(contentsOfFile: folder.path + "/assessments.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init).map {
      $0.hasPrefix("p139")
        ? $0.replacing("MADRS,32", with: "HAMD17,24").replacing("MADRS", with: "HAMD17") : $0
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "assessments.csv")
    let run = try RemitProcess.run(["resistance", folder.path, "--rules", "ema", "--format", "csv"])
    #expect(run.errors.contains("by scale: HAMD17 some, MADRS"))
    #expect(!run.errors.contains("HAMD17 1"))
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
