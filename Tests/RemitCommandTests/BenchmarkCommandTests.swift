import Foundation
import Testing

@Suite("remit benchmark")
struct BenchmarkCommandTests {
  /// A cohort of steps on QIDS-SR16: at step 1 `first` of 40 patients remit, at step 2 half of the rest.
  private func clinic(_ study: String = "") throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var steps =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,end_score_day\n"
    for patient in 0..<40 {
      let remits = patient < 16
      steps += "p\(patient),1,FIRST_LINE,citalopram,0,98,QIDSSR16,18,\(remits ? 3 : 15),98\n"
      if !remits {
        steps += "p\(patient),2,SWITCH_OUT,bupropion,100,198,QIDSSR16,15,\(patient < 28 ? 4 : 14),198\n"
      }
    }
    try folder.write(steps, to: "steps.csv")
    if !study.isEmpty { try folder.write(study, to: "STUDY.yaml") }
    return folder
  }

  private func rows(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try RemitProcess.run(["benchmark"] + arguments + ["--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    return try run.rows
  }

  @Test("Published rows of a step stand beside the cohort's rate of that step")
  func steps() throws {
    let folder = try clinic()
    let rows = try rows([folder.path, "--against", "STARD-STEP?-QIDS-REM"])
    #expect(rows.map { $0["comparable"] as? String } == ["yes", "yes", "no steps", "no steps"])
    #expect(rows.map { $0["n"] as? Int } == [40, 24, nil, nil])
    #expect(rows.map { $0["events"] as? Int } == [16, 12, nil, nil])
    #expect(rows[0]["endpoint"] as? String == "98±49")
    #expect(rows[0]["missing"] as? String == "worst-case")
    // 0.4 less 1351 of 3671.
    let difference = try #require(rows[0]["difference"] as? Double)
    #expect(abs(difference - (0.4 - 1351.0 / 3671)) < 1e-12)
    // A derived count is not tested against, until somebody asks for it.
    #expect(rows[0]["p_value"] is NSNull || rows[0]["p_value"] == nil)
    let tested = try self.rows([
      folder.path, "--against", "STARD-STEP?-QIDS-REM", "--include-unverified",
    ])
    // R 4.2.2: prop.test(c(16, 1351), c(40, 3671), correct = FALSE)$p.value.
    let p = try #require(tested[0]["p_value"] as? Double)
    #expect(abs(p - 0.676641701779) < 1e-11)
  }

  @Test(
    "A trial's arm is not comparable with a cohort, for every reason that there is, until design is waived")
  func waived() throws {
    let folder = try clinic()
    let arguments = [folder.path, "--against", "STARD-L2SW-BUPR-QIDS-REM"]
    let refused = try rows(arguments)
    #expect(refused[0]["comparable"] as? String == "no")
    #expect(refused[0]["reason"] as? String == "design: RCT open there, cohort here")
    let waived = try rows(arguments + ["--waive", "design"])
    #expect(waived[0]["comparable"] as? String == "yes" && waived[0]["n"] as? Int == 24)
    #expect((waived[0]["reason"] as? String)?.hasPrefix("waived: design") == true)
    #expect(
      waived[0]["where"] as? String
        == "step == 2 and episode == 1 and strategy == 'SWITCH_OUT' and agent == 'bupropion'")
  }

  @Test("A study brings its filter, disclosure and benchmarks, and its report has a section of them")
  func study() throws {
    let folder = try clinic(
      """
      title: Steps
      cohort: .
      scales: [QIDSSR16]
      where: step <= 2
      cumulative: false
      disclosure: {rule: none, reason: drawn}
      benchmarks: ['STARD-STEP*-QIDS-REM', STARD-CUM-35]
      """)
    let run = try RemitProcess.run(["benchmark", folder.path + "/STUDY.yaml"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("chain to 67.07 %") && run.output.contains(": 35 %"))
    let out = folder.path + "/out"
    #expect(try RemitProcess.run(["report", folder.path + "/STUDY.yaml", "-o", out]).status == 0)
    let page = String(decoding: try Data(contentsOf: URL(fileURLWithPath: out + "/report.md")), as: UTF8.self)
    #expect(page.contains("Against published trials") && page.contains("chain to 67.07 %"))
    for file in ["tables/benchmarks.csv", "figures/benchmarks.svg"] {
      #expect(FileManager.default.fileExists(atPath: out + "/" + file))
    }
  }

  @Test("The figure is written, and refused with a word where nothing is compared")
  func figure() throws {
    let folder = try clinic()
    let file = folder.path + "/figure.svg"
    #expect(
      try RemitProcess.run(["benchmark", folder.path, "--against", "STARD-STEP1*", "--figure", file]).status
        == 0)
    #expect(FileManager.default.fileExists(atPath: file))
    let none = try RemitProcess.run(["benchmark", folder.path, "--against", "LQD-*", "--figure", file])
    #expect(none.status == 5 && none.errors.contains("no figure to write"))
  }

  @Test(
    "An unknown row, criterion, population or share is refused with the nearest or the known ones",
    arguments: [
      (["--against", "LQD-LI-REM9"], Int32(4), "The nearest: LQD-LI-REM8"),
      (["--against", "STRAD-*"], 4, "STARD-*"),
      (["--waive", "scale"], 64, "must match"),
      (["--waive", "desing"], 64, "analysis-set, prior-failures, design, population"),
      (["--population", "young"], 64, "adult, older"),
      (["--window-share", "2"], 64, "from 0 to 1"),
      (["--prior-failures", "-1"], 64, "from 0 to 99"),
    ])
  func refused(arguments: [String], status: Int32, words: String) throws {
    let folder = try clinic()
    let run = try RemitProcess.run(["benchmark", folder.path] + arguments)
    #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
  }

  @Test(
    "So is what a study's benchmarks: cannot mean, with its line",
    arguments: [
      ("[LQD-LI-REM9]", "The nearest: LQD-LI-REM8"), ("{waive: [scale]}", "waive"),
      ("{population: young}", "adult, older"), ("{window_share: 2}", "from 0 to 1"),
      ("{agianst: all}", "against"),
      ("{window_days: -1}", "from 0 to 3653"),
    ])
  func refusedStudy(benchmarks: String, words: String) throws {
    let folder = try clinic("title: Steps\ncohort: .\nbenchmarks: \(benchmarks)\n")
    let run = try RemitProcess.run(["benchmark", folder.path + "/STUDY.yaml"])
    #expect(
      run.status == 4 && run.errors.contains(words) && run.errors.contains("STUDY.yaml"), "\(run.errors)")
  }

  @Test("The help has an example")
  func help() throws {
    let run = try RemitProcess.run(["benchmark", "--help"])
    #expect(run.status == 0 && run.output.contains("EXAMPLE"))
  }
}

@Suite("remit catalogue --check")
struct CatalogueCheckTests {
  @Test("Marks of the catalogue and of the published rates are counted, and add up")
  func counted() throws {
    let run = try RemitProcess.run(["catalogue", "--check", "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try run.rows
    let marks = [
      "verified", "verified_in_part", "from_memory", "definition", "own", "not_stated", "derived",
    ]
    for row in rows {
      let counts = marks.compactMap { row[$0] as? Int }
      #expect(counts.count == marks.count && counts.reduce(0, +) == row["figures"] as? Int, "\(row)")
    }
    let rates = try #require(rows.first { $0["part"] as? String == "published rates: rate" })
    // Counted in the file with Python's csv module.
    #expect(rates["figures"] as? Int == 267 && rates["verified"] as? Int == 103)
    let counts = try #require(rows.first { $0["part"] as? String == "published rates: count" })
    #expect(counts["verified"] as? Int == 19 && counts["derived"] as? Int == 156)
    #expect(counts["from_memory"] as? Int == 40)
    let all = try #require(rows.last)
    #expect(all["figures"] as? Int == rows.dropLast().compactMap { $0["figures"] as? Int }.reduce(0, +))
  }

  @Test("With a name it is refused")
  func named() throws {
    #expect(try RemitProcess.run(["catalogue", "MADRS", "--check"]).status == 64)
  }

  @Test("A report says how many figures of its scales rest on memory")
  func report() throws {
    let folder = try ScratchFolder()
    let run = try RemitProcess.run(["report", "Datasets/beat-the-blues/STUDY.yaml", "-o", folder.path])
    #expect(run.status == 0, "\(run.errors)")
    let page = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/report.md")), as: UTF8.self)
    // BDI-II: minimum and maximum, the rule of response, the cut-off of remission.
    #expect(page.contains("Figures of the catalogue that these numbers use (ranges, rules, cut-offs): 4, "))
    #expect(page.contains("1 from memory"))
  }
}
