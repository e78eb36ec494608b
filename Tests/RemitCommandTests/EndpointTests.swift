import Foundation
import Testing

/// Endpoints, baselines and denominators as Documentation/Formats/Scores.md has them; every expected number is worked out
/// by hand from it.
@Suite("Endpoints, baselines and denominators")
struct EndpointTests {
  private static let exposures = "patient_id,agent,start_day,end_day,dose,dose_unit\n"
  private static let assessments = "patient_id,day,scale,score\n"
  private static let open = ["--disclosure", "none", "--disclosure-reason", "made up"]

  private func cohort(_ exposures: String, _ assessments: String) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.exposures + exposures, to: "exposures.csv")
    try folder.write(Self.assessments + assessments, to: "assessments.csv")
    return folder
  }

  private func rates(_ cohort: String, _ arguments: [String]) throws -> RemitProcess {
    let run = try RemitProcess.run(["rates", cohort] + arguments + ["--format", "json"] + Self.open)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  /// `events of n` of the rows, in their order, with what tells them apart.
  private func fractions(_ cohort: String, _ arguments: [String], by key: String = "agent") throws -> [String]
  {
    try rates(cohort, ["--by", key] + arguments).rows.map { row in
      "\(row[key] ?? "") \(row["outcome"] ?? "") \(row["missing"] ?? ""): \(row["events"] ?? "") of \(row["n"] ?? "")"
    }
  }

  /// A drug for 61 days that fails by day 59, and a score long after it was stopped.
  private func late(_ day: Int = 700) throws -> ScratchFolder {
    try cohort("a,sertraline,0,60,100,mg/day\n", "a,0,MADRS,30\na,59,MADRS,28\na,\(day),MADRS,8\n")
  }

  @Test("A stopped drug is not credited with what came later, in rates, steps, trials and explanations alike")
  func stoppedDrug() throws {
    let folder = try late()
    let expected = ["sertraline response observed: 0 of 1", "sertraline remission observed: 0 of 1"]
    #expect(try fractions(folder.path, []) == expected)
    let elsewhere = try ScratchFolder()
    let file = elsewhere.path + "/steps.csv"
    #expect(try RemitProcess.run(["steps", folder.path, "-o", file]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(",MADRS,30,28,yes,"))
    #expect(try fractions(file, []) == expected)
    let told = try RemitProcess.run(["steps", folder.path, "--explain", "a"]).output
    #expect(
      told.contains("MADRS: from 30 on day 0 to 28 on day 59: no response, no remission; 1 later score"))
    #expect(told.contains("outcome nonresponse"))
  }

  @Test(
    "The endpoint lies at most 7 days after the step's end, or as many as are set",
    arguments: [
      (67, [String](), "1 of 1"), (68, [], "0 of 1"), (68, ["--endpoint-after-end", "8"], "1 of 1"),
      (700, ["--endpoint-after-end", "639"], "0 of 1"), (700, ["--endpoint-after-end", "640"], "1 of 1"),
      (700, ["--endpoint-after-end", "any"], "1 of 1"), (61, ["--endpoint-after-end", "0"], "0 of 1"),
    ])
  func daysAfterTheEnd(day: Int, options: [String], expected: String) throws {
    let folder = try late(day)
    let run = try rates(folder.path, ["--by", "agent"] + options)
    #expect(
      try run.rows.map { "\($0["events"] ?? "") of \($0["n"] ?? "")" } == [expected, expected],
      "\(run.errors)")
    // The count of endpoints that lie after the end.
    #expect(run.errors.contains("after_end") == (expected == "1 of 1"))
    let told = try RemitProcess.run(["steps", folder.path, "--explain", "a"] + options).output
    #expect(told.contains(expected == "1 of 1" ? "outcome remission" : "outcome nonresponse"))
    #expect(told.contains(expected == "1 of 1" ? ": response, remission" : ": no response, no remission"))
  }

  @Test("The endpoint in force stands in its column and below the table")
  func endpointIsSaid() throws {
    let folder = try late()
    for (options, label, words) in [
      ([String](), "last", "at most 7 days after its end"),
      (["--endpoint-after-end", "30"], "last+30", "at most 30 days after its end"),
      (["--endpoint-after-end", "any"], "last+any", "however long after its end"),
    ] {
      let run = try rates(folder.path, options)
      #expect(try run.rows.allSatisfy { $0["endpoint"] as? String == label })
      #expect(run.errors.contains(words))
    }
  }

  @Test("What follows exercise, which is no step, is not the stopped drug's")
  func lifestyle() throws {
    let folder = try cohort(
      "a,sertraline,0,60,100,mg/day\na,exercise,61,150,,\n",
      "a,0,MADRS,30\na,59,MADRS,25\na,149,MADRS,10\n")
    #expect(
      try fractions(folder.path, []) == [
        "sertraline response observed: 0 of 1", "sertraline remission observed: 0 of 1",
      ])
  }

  @Test("A step's own file is held to the same days after the end, where it states them")
  func stepsFile() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,end_score_day\n"
        + "a,1,FIRST_LINE,sertraline,0,60,MADRS,30,8,700\nb,1,FIRST_LINE,sertraline,0,60,MADRS,30,8,67\n"
        + "c,1,FIRST_LINE,sertraline,0,60,MADRS,30,8,\nd,1,FIRST_LINE,sertraline,0,,MADRS,30,8,700\n",
      to: "steps.csv")
    // a's score is too late; c's has no day, and d's step no end.
    #expect(try fractions(file, [])[0] == "sertraline response observed: 3 of 3")
    #expect(try fractions(file, ["--missing", "worst-case"])[0] == "sertraline response worst-case: 3 of 4")
    #expect(
      try fractions(file, ["--endpoint-after-end", "any"])[0] == "sertraline response observed: 4 of 4")
    // Beside patients it is merged, by the same rule.
    try folder.write("patient_id\na\nb\nc\nd\n", to: "patients.csv")
    #expect(try fractions(folder.path, [])[0] == "sertraline response observed: 3 of 3")
  }

  @Test("The score nearest a named day may lie after the step's end, and is counted as after_end")
  func namedDay() throws {
    let folder = try cohort("a,ketamine,0,0,40,mg/day\n", "a,0,MADRS,30\na,2,MADRS,9\n")
    let options = ["--by", "agent", "--endpoint-day", "2", "--endpoint-window", "1"]
    let run = try rates(folder.path, options)
    #expect(try run.rows.map { $0["events"] as? Int } == [1, 1])
    #expect(run.errors.contains("after_end: on MADRS the endpoint lies after the step's end in 1 step."))
    let both = try RemitProcess.run(
      ["rates", folder.path, "--endpoint-day", "2", "--endpoint-after-end", "7"] + Self.open)
    #expect(both.status == 64)
  }

  /// Visits every four weeks or more: lithium begins 22 days after the last score.
  private func sparse() throws -> ScratchFolder {
    try cohort(
      "a,sertraline,0,120,100,mg/day\na,lithium,50,120,900,mg/day\n",
      "a,0,MADRS,32\na,28,MADRS,30\na,84,MADRS,9\na,119,MADRS,8\n")
  }

  @Test(
    "The baseline window can be set; what is in force is said, with what was lost and what wider ones give")
  func baselineWindow() throws {
    let folder = try sparse()
    let narrow = try rates(folder.path, ["--by", "strategy", "--outcome", "response"])
    #expect(try narrow.rows.map { $0["no_baseline"] as? Int } == [1, 0])
    #expect(try narrow.rows.map { $0["n"] as? Int } == [0, 1])
    #expect(narrow.errors.contains("the last score in the 14 days up to the start"))
    #expect(
      narrow.errors.contains(
        "Steps without a baseline at the start of the step on MADRS: 1; with 28 days before it 0, with 56 days before it 0."
      ))
    for days in ["22", "28", "56"] {
      let wide = try rates(
        folder.path, ["--by", "strategy", "--outcome", "response", "--baseline-before", days])
      #expect(try wide.rows.map { "\($0["events"] ?? "") of \($0["n"] ?? "")" } == ["1 of 1", "0 of 1"])
      #expect(wide.errors.contains("the last score in the \(days) days up to the start"))
    }
    let short = try rates(
      folder.path, ["--by", "strategy", "--outcome", "response", "--baseline-before", "21"])
    #expect(try short.rows.map { $0["n"] as? Int } == [0, 1])
    // Days after the start: lithium's first score comes 34 days later.
    let after = try rates(
      folder.path, ["--by", "strategy", "--outcome", "response", "--baseline-after", "34"])
    #expect(try after.rows.map { "\($0["events"] ?? "") of \($0["n"] ?? "")" } == ["0 of 1", "0 of 1"])
  }

  @Test("Trials, steps.csv and models take the window too")
  func windowElsewhere() throws {
    let folder = try sparse()
    let wide = ["--baseline-before", "28"]
    let told = try RemitProcess.run(["steps", folder.path, "--explain", "a"] + wide).output
    #expect(told.contains("MADRS: from 30 on day 28 to 8 on day 119: response, remission"))
    #expect(told.contains("score 30.0 to 8.0 on day 119"))
    let elsewhere = try ScratchFolder()
    let file = elsewhere.path + "/steps.csv"
    let written = try RemitProcess.run(["steps", folder.path, "-o", file] + wide)
    #expect(written.errors.contains("baselineBefore=28"))
    #expect(written.errors.contains("Steps without a baseline on MADRS: 0 of 2"))
    #expect(try fractions(file, ["--outcome", "response"]).last == "sertraline response observed: 0 of 1")
    for verb in ["rates", "steps", "resistance", "fit"] {
      let help = try RemitProcess.run([verb, "--help"]).output
      for option in ["--baseline-before", "--baseline-after", "--endpoint-after-end"] {
        #expect(help.contains(option), "\(verb) \(option)")
      }
    }
  }

  @Test("STUDY.yaml takes the window and the days after the end, and the report prints both")
  func study() throws {
    let folder = try sparse()
    let head =
      "title: sparse\nby: [strategy]\noutcomes: [response]\nbaselines: [step]\nscales: [MADRS]\ncumulative: false\n"
      + "disclosure: {rule: none, reason: made up}\n"
    let path = try folder.write(
      head + "baseline_window: {before: 28, after: 0}\nendpoints: [{after_end: 30}]\n", to: "STUDY.yaml")
    let out = try ScratchFolder()
    let run = try RemitProcess.run(["report", path, "-o", out.path])
    #expect(run.status == 0, "\(run.errors)")
    let report = try String(contentsOfFile: out.path + "/report.md", encoding: .utf8)
    #expect(report.contains("the last score in the 28 days up to the start"))
    #expect(report.contains("at most 30 days after its end"))
    #expect(report.contains("baselineBefore=28") && report.contains("endpointTail=30"))
    let rates = try String(contentsOfFile: out.path + "/tables/rates.csv", encoding: .utf8)
    #expect(rates.contains("AUGMENT_LI,response,step,MADRS,last+30,observed,wilson,1,1,0,1,1,"))
    for (line, problem) in [
      ("baseline_window: {before: soon}", "before"), ("endpoints: [{after_end: never}]", "after_end"),
      ("baseline_window: {earlier: 3}", "earlier"), ("endpoints: [{after_end: 7, day: 3}]", "after_end"),
    ] {
      let bad = try folder.write(head + line + "\n", to: "BAD.yaml")
      let refused = try RemitProcess.run(["report", bad, "-o", out.path])
      #expect(refused.status == 4 && refused.errors.contains(problem), "\(refused.errors)")
    }
  }
}
