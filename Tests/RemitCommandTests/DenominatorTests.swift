import Foundation
import Testing

/// Who is in a denominator and who is not, as Documentation/Formats/Scores.md has it; every expected number is worked
/// out by hand from it.
@Suite("Denominators")
struct DenominatorTests {
  private static let open = ["--disclosure", "none", "--disclosure-reason", "made up"]

  private func cohort(_ exposures: [String], _ assessments: [String]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(
      "patient_id,agent,start_day,end_day,dose_mg\n" + exposures.map { $0 + "\n" }.joined(),
      to: "exposures.csv")
    try folder.write(
      "patient_id,day,scale,score\n" + assessments.map { $0 + "\n" }.joined(), to: "assessments.csv")
    return folder
  }

  private func run(_ arguments: [String]) throws -> RemitProcess {
    let run = try RemitProcess.run(arguments + Self.open)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  private func fractions(_ cohort: String, _ arguments: [String], by key: String = "agent") throws -> [String]
  {
    try run(["rates", cohort, "--by", key, "--format", "json"] + arguments).rows.map { row in
      "\(row[key] ?? "") \(row["missing"] ?? ""): \(row["events"] ?? "") of \(row["n"] ?? "")"
    }
  }

  /// Two arms on BDI-II; only the first was ever assessed on MADRS, and one of it at an odd time only.
  private func arms() throws -> ScratchFolder {
    try cohort(
      (1...4).map { "a\($0),CBT,0,60," } + (1...3).map { "b\($0),WAITLIST,0,60," },
      [
        "a1,0,MADRS,30", "a1,60,MADRS,8", "a2,0,MADRS,30", "a2,60,MADRS,25", "a3,0,MADRS,30",
        // Long after the end, so that no step has it.
        "a4,400,MADRS,5", "b1,0,BDI2,30", "b1,60,BDI2,9", "b2,0,BDI2,30", "b3,60,BDI2,30",
      ])
  }

  @Test(
    "An arm that was never assessed on a scale is outside n in every reading, and counted as not_assessed")
  func notAssessed() throws {
    let folder = try arms()
    let readings = [
      "--outcome", "remission", "--scale", "MADRS", "--missing", "observed,worst-case,locf,locf-baseline",
    ]
    let expected = [
      // a4 was assessed and has no endpoint: in the worst case a failure.
      "CBT observed: 1 of 2", "waitlist observed: 0 of 0", "CBT worst-case: 1 of 4",
      "waitlist worst-case: 0 of 0",
      "CBT locf: 1 of 2", "waitlist locf: 0 of 0", "CBT locf-baseline: 1 of 3",
      "waitlist locf-baseline: 0 of 0",
    ]
    #expect(try fractions(folder.path, readings) == expected)
    let said =
      "not_assessed: without any score on MADRS, so in no N of it under any reading: waitlist 3 patients (3 steps)."
    #expect(
      try run(["rates", folder.path, "--by", "agent", "--format", "csv"] + readings).errors.contains(said))
    // The same from the file of steps, streamed and merged, which knows of a4 by a tag.
    let elsewhere = try ScratchFolder()
    let file = elsewhere.path + "/steps.csv"
    #expect(try RemitProcess.run(["steps", folder.path, "-o", file]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("assessedElsewhere"))
    #expect(try fractions(file, readings) == expected)
    #expect(try run(["rates", file, "--by", "agent", "--format", "csv"] + readings).errors.contains(said))
    try elsewhere.write(
      "patient_id\n" + ["a1", "a2", "a3", "a4", "b1", "b2", "b3"].map { $0 + "\n" }.joined(),
      to: "patients.csv")
    #expect(try fractions(elsewhere.path, readings) == expected)
  }

  @Test("A patient's other steps tell that a step without scores was assessed")
  func otherSteps() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
        + "a,1,FIRST_LINE,sertraline,0,60,MADRS,30,20\na,2,SWITCH_OUT,venlafaxine,61,120,MADRS,,\n"
        + "b,1,FIRST_LINE,sertraline,0,60,MADRS,,\nb,2,SWITCH_OUT,venlafaxine,61,120,MADRS,,\n",
      to: "steps.csv")
    let arguments = ["--outcome", "remission", "--missing", "worst-case"]
    #expect(
      try fractions(file, arguments) == ["sertraline worst-case: 0 of 1", "venlafaxine worst-case: 0 of 1"])
    // A filter does not make somebody unassessed.
    #expect(try fractions(file, arguments + ["--where", "step == 2"]) == ["venlafaxine worst-case: 0 of 1"])
  }

  @Test("Remission's readings look at one set of rows: who has an endpoint needs no baseline")
  func sharedRows() throws {
    let folder = try cohort(
      ["a,sertraline,0,60,100", "b,sertraline,0,60,100", "c,sertraline,0,60,100", "d,sertraline,0,60,100"],
      ["a,0,MADRS,30", "a,60,MADRS,8", "b,60,MADRS,7", "c,0,MADRS,9", "c,60,MADRS,9", "d,0,MADRS,30"])
    let readings = ["--outcome", "remission", "--missing", "observed,worst-case"]
    #expect(
      try fractions(folder.path, readings) == [
        "sertraline observed: 3 of 3", "sertraline worst-case: 3 of 4",
      ])
    // Without starts in remission (c) and without a score at the start (b).
    #expect(
      try fractions(folder.path, readings + ["--evaluable"])
        == ["sertraline observed: 1 of 1", "sertraline worst-case: 1 of 2"])
    let response = ["--outcome", "response", "--missing", "observed,worst-case"]
    #expect(
      try fractions(folder.path, response) == [
        "sertraline observed: 1 of 2", "sertraline worst-case: 1 of 3",
      ])
    #expect(
      try fractions(folder.path, response + ["--evaluable"])
        == ["sertraline observed: 1 of 1", "sertraline worst-case: 1 of 2"])
  }

  @Test("Who stops without remission stays in the denominator of cumulative remission")
  func cumulative() throws {
    let folder = try cohort(
      (0..<10).map { "p\($0),sertraline,0,60,100" } + ["p9,venlafaxine,61,120,150"],
      (0..<10).flatMap { ["p\($0),0,MADRS,30", "p\($0),59,MADRS,28"] } + ["p9,119,MADRS,5"])
    let study = try folder.write(
      "title: c\nscales: [MADRS]\nby: [agent]\ncumulative: true\ndisclosure: {rule: none, reason: made up}\n",
      to: "STUDY.yaml")
    let out = try ScratchFolder()
    #expect(try RemitProcess.run(["report", study, "-o", out.path]).status == 0)
    let report = try String(contentsOfFile: out.path + "/report.md", encoding: .utf8)
    // 1 of 10 by Wilson: 1.8 to 40.4; of 1 in 1 the delta method gives no limits.
    #expect(
      report.contains(
        "| 2 | 1 | 1 | 1 | 100.0 | – | 10.0 (1 of 10) | 1.8 to 40.4 | 10.0 (1 of 10) | 1.8 to 40.4 |"))
    let table = try String(contentsOfFile: out.path + "/tables/cumulative.csv", encoding: .utf8)
    #expect(
      table.hasPrefix(
        "scale,step,entered,scored,remitted,not_assessed,chained,chained_low,chained_high,observed_n,"))
    // A crossover has none, and says why.
    try folder.write("design: crossover\nexposures: {}\nassessments: {}\n", to: "cohort.yaml")
    #expect(try RemitProcess.run(["report", study, "-o", out.path + "/x"]).status == 0)
    let crossover = try String(contentsOfFile: out.path + "/x/report.md", encoding: .utf8)
    #expect(!crossover.contains("## Cumulative remission"))
    #expect(crossover.contains("Cumulative remission is not given: in a crossover"))
  }

  /// Twelve who failed a drug, twelve controls with an infusion only, six without any exposure.
  private func history() throws -> ScratchFolder {
    let tried = (10..<22).flatMap { ["t\($0),sertraline,0,60,100", "t\($0),venlafaxine,61,130,150"] }
    let controls = (10..<22).map { "u\($0),ketamine,0,0,40" }
    let scores = (10..<22).flatMap { ["t\($0),0,MADRS,30", "t\($0),60,MADRS,29", "t\($0),130,MADRS,28"] }
    let folder = try cohort(tried + controls, scores + ["z10,0,MADRS,3"])
    let patients = (10..<22).flatMap { ["t\($0)", "u\($0)"] } + (10..<16).map { "z\($0)" }
    try folder.write("patient_id\n" + patients.map { $0 + "\n" }.joined(), to: "patients.csv")
    return folder
  }

  @Test(
    "Without a trial of an antidepressant nobody is 'not resistant': no_history, in no share, agreement or stage"
  )
  func noHistory() throws {
    let folder = try history()
    let shares = try run(["resistance", folder.path, "--rules", "ema,kim", "--staging", "--format", "csv"])
    // Twelve failed two drugs each; the 12 controls and the 6 without exposure are counted apart.
    #expect(shares.output.contains("\nema,1,12,12,0,0,0,1.0,"))
    let ema = shares.output.split(separator: "\n").first { $0.hasPrefix("ema,1,") }
    #expect(ema?.hasSuffix(",18") == true)
    #expect(shares.output.contains("\nema,kim,12,0,12,0,0,"))
    #expect(
      shares.output.contains("\"Thase-Rush, strict\",0: not resistant,12,0,")
        || !shares.output.contains(",30,"))
    #expect(shares.errors.contains("18 have none (no_history)"))
    for (patient, status) in [("t10", "ema: resistant"), ("u10", "ema: no_history")] {
      #expect(try RemitProcess.run(["steps", folder.path, "--explain", patient]).output.contains(status))
    }
    let grid = try run(["resistance", folder.path, "--rules", "ema", "--grid", "--format", "csv"])
    #expect(grid.output.contains("30,42,30,exclude,no,yes,12,12,"))
  }

  @Test("A cohort of nothing but infusions has no denominator of resistance, and no share of 0")
  func nobodyTried() throws {
    let folder = try cohort((10..<20).map { "u\($0),ketamine,0,0,40" }, ["u10,0,MADRS,30"])
    let shares = try run(["resistance", folder.path, "--format", "csv"])
    for rule in ["ema", "kim", "danish", "fabbri", "mgh"] {
      let row = shares.output.split(separator: "\n").first { $0.hasPrefix("\(rule),1,") }
      #expect(row?.hasPrefix("\(rule),1,0,0,0,0,0,,,") == true && row?.hasSuffix(",10") == true)
    }
  }

  @Test("Failures that patients.csv states are a history")
  func statedFailures() throws {
    let folder = try cohort(["u,ketamine,0,0,40", "v,ketamine,0,0,40"], ["u,0,MADRS,30"])
    try folder.write("patient_id,prior_failures\nu,2\nv,0\n", to: "patients.csv")
    let shares = try run(["resistance", folder.path, "--rules", "ema", "--format", "csv"])
    #expect(shares.output.contains("\nema,1,1,1,0,0,0,1.0,"))
  }

  @Test("A model of resistance leaves out those without a history, and says so")
  func model() throws {
    let tried = (10..<22).flatMap { ["t\($0),sertraline,0,60,100", "t\($0),venlafaxine,61,130,150"] }
    // Six of twelve respond to the second drug, from 29 to 12: one failure, not resistant.
    let scores = (10..<22).flatMap {
      ["t\($0),0,MADRS,30", "t\($0),60,MADRS,29", "t\($0),130,MADRS,\($0 < 16 ? 12 : 28)"]
    }
    let folder = try cohort(tried + (10..<22).map { "u\($0),ketamine,0,0,40" }, scores)
    try folder.write(
      "patient_id,sex\n"
        + (10..<22).map { "t\($0),\($0 % 2 == 0 ? "F" : "M")\nu\($0),F\n" }.joined(), to: "patients.csv")
    let fitted = try run([
      "fit", folder.path, "resistant ~ sex", "--outcome-rule", "ema", "--method", "firth", "--format", "csv",
      "--table", "summary",
    ])
    #expect(fitted.output.contains("\n12,6,2,"), "\(fitted.output)")
    #expect((fitted.output + fitted.errors).contains("no_history"))
  }

  @Test("A few without a history are not given back by the rows of a file")
  func fewWithoutHistory() throws {
    let tried = (10..<40).flatMap { ["t\($0),sertraline,0,60,100", "t\($0),venlafaxine,61,130,150"] }
    let scores = (10..<40).flatMap { ["t\($0),0,MADRS,30", "t\($0),60,MADRS,29", "t\($0),130,MADRS,28"] }
    let folder = try cohort(tried + ["u1,ketamine,0,0,40", "u2,ketamine,0,0,40"], scores)
    try folder.write(
      "patient_id\n" + (10..<40).map { "t\($0)\n" }.joined() + "u1\nu2\n", to: "patients.csv")
    let out = try ScratchFolder()
    let arguments = ["resistance", folder.path, "--rules", "ema"]
    let shown = try RemitProcess.run(arguments + ["--format", "csv"])
    #expect(shown.output.contains("\nema,1,30,30,0,0,0,1.0,"))
    #expect(shown.output.split(separator: "\n").first { $0.hasPrefix("ema,") }?.hasSuffix(",") == true)
    #expect(shown.errors.contains("too few to say") && !shown.errors.contains("32 rows in"))
    #expect(try RemitProcess.run(arguments + ["-o", out.path]).status == 0)
    let provenance = try String(contentsOfFile: out.path + "/provenance.json", encoding: .utf8)
    #expect(!provenance.contains("\"rows\": 32"))
  }
}
