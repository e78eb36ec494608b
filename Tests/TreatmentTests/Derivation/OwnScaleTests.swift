import Testing
import Treatment

/// The scale on which a patient's trials are judged: F32 and F44 of Documentation/Treatment/README.md,
/// by hand.
@Suite("Trials on the patient's own scale")
struct OwnScaleTests {
  private static let drugs =
    "sertraline 1-60 @100\nvenlafaxine 61-120 @150\nmirtazapine 121-200 @30\ndata end 200\n"

  private func scale(_ drawing: String, on named: String? = nil) throws -> String? {
    let judged = try JudgedHistory(Self.drugs + drawing, on: named)
    return judged.record.scale.map { judged.context.catalogue.scales[$0].id }
  }

  @Test("A patient who is rated on one scale is judged on it, whatever others are rated on")
  func onlyScale() throws {
    for (id, start, end) in [("MADRS", 30, 28), ("HAMD17", 24, 22), ("PHQ9", 20, 18), ("BDI2", 40, 38)] {
      let judged = try JudgedHistory(
        Self.drugs + "\(id) scores 1 \(start)\n\(id) scores 58 \(end)\n\(id) scores 118 \(end)", on: nil)
      #expect(
        judged.trials.prefix(2) == [
          "sertraline yes nonresponse nonresponse", "venlafaxine yes nonresponse nonresponse",
        ], "\(id)")
      // The second trial's score, and not its 42nd day, establishes it: day 118.
      #expect(judged.judge(RegulatoryRule.ema) == ResistanceJudgement(.resistant, on: 118))
    }
  }

  @Test(
    "Of several the one that scores most of the patient's steps at both ends, of equals the first of scales.csv"
  )
  func mostSteps() throws {
    // MADRS has a start and an end for steps 1 and 2 (day 58 is a start of step 2), HAMD17 for step 1 alone.
    let both =
      "HAMD17 scores 1 24\nHAMD17 scores 50 22\nMADRS scores 1 30\nMADRS scores 58 28\nMADRS scores 118 27"
    #expect(try scale(both) == "MADRS")
    let equal = "MADRS scores 1 30\nMADRS scores 58 28\nHAMD17 scores 1 24\nHAMD17 scores 58 22"
    #expect(try scale(equal) == "HAMD17")
    // The number of steps counts, not that of scores.
    let often = (40...56).map { "HAMD17 scores \($0) 22\n" }.joined()
    #expect(
      try scale("HAMD17 scores 1 24\n\(often)MADRS scores 1 30\nMADRS scores 58 28\nMADRS scores 118 27")
        == "MADRS")
  }

  @Test(
    "Without a step that is scored at both ends a scale on which the patient was rated still judges, never CGI"
  )
  func noStart() throws {
    #expect(try scale("PHQ9 scores 58 3") == "PHQ9")
    #expect(try scale("CGIS scores 1 6\nCGIS scores 58 2\nMADRS scores 58 3") == "MADRS")
    #expect(try scale("CGIS scores 1 6\nCGIS scores 58 2") == nil)
    #expect(try scale("") == nil)
    // Remission needs no start.
    #expect(
      try JudgedHistory(Self.drugs + "PHQ9 scores 58 3", on: nil).trials[0]
        == "sertraline yes remission completedRemission")
  }

  @Test("A scale that the study names is everybody's")
  func named() throws {
    let drawing = "HAMD17 scores 1 24\nHAMD17 scores 58 22"
    #expect(try scale(drawing, on: "MADRS") == "MADRS")
    #expect(
      try JudgedHistory(Self.drugs + drawing, on: "MADRS").trials[0] == "sertraline yes unknown unknown")
  }

  @Test("GSRD is possible where its threshold is not one of the patient's own scale")
  func threshold() throws {
    func answer(_ id: String, _ scores: [Int]) throws -> ResistanceStatus {
      let lines = zip([1, 58, 118, 195], scores).map { "\(id) scores \($0) \($1)" }.joined(separator: "\n")
      return try JudgedHistory(Self.drugs + lines, on: nil).judge(GSRDRule()).status
    }
    #expect(try answer("MADRS", [40, 30, 28, 27]) == .resistant)
    #expect(try answer("HAMD17", [24, 20, 18, 18]) == .resistant)
    #expect(try answer("HAMD17", [24, 16, 15, 14]) == .notResistant)
    #expect(try answer("PHQ9", [24, 20, 18, 18]) == .possible)
    #expect(try answer("PHQ9", [24, 3, 3, 3]) == .notResistant)
  }

  @Test("Severity is that of the scale's own bands")
  func severity() throws {
    // 24 is severe on HAMD17, so 4 points without psychosis, and moderate on MADRS, so 3 (scales.csv;
    // Documentation/Treatment/Staging.md, "Maudsley (MSM)").
    for (id, points) in [("HAMD17", 4), ("MADRS", 3)] {
      let judged = try JudgedHistory(Self.drugs + "\(id) scores 1 24\npsychotic no", on: nil)
      let evidence = StagingEvidence(judged.record, of: judged.history, in: judged.context)
      #expect(evidence.severity == points...points, "\(id)")
    }
  }
}
