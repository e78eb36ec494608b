import Foundation
import TestSupport
import Testing

/// Who computed the expected numbers: R (Datasets/reference/rates/rates_R.csv) where a
/// limit is given; the counts also by Datasets/check_numbers.py from the original files.
@Suite("The bundled cohorts give the published counts through the command")
struct BundledCohortNumbersTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    var group: String
    var reading = "observed"
    var outcome = "response"
    var events: Int
    var n: Int
    var low: Double?
    var high: Double?
    var testDescription: String { "\(group) \(outcome) \(reading) \(events)/\(n)" }
  }

  private func check(_ arguments: [String], by key: String, _ expected: [Expected]) throws {
    let run = try RemitProcess.run(
      ["rates"] + arguments + ["--by", key, "--disclosure", "none", "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try run.rows
    let printed = Tolerance(
      absolute: 5.1e-5, reason: "written here with four decimals; BundledCohortTests holds the limits to 1e-9"
    )
    for wanted in expected {
      let row = try #require(
        rows.first {
          ($0[key] as? String) == wanted.group && ($0["missing"] as? String) == wanted.reading
            && ($0["outcome"] as? String) == wanted.outcome
        }, "no row for \(wanted.testDescription)")
      #expect(row["events"] as? Int == wanted.events, "\(wanted.testDescription)")
      #expect(row["n"] as? Int == wanted.n, "\(wanted.testDescription)")
      if let low = wanted.low { #expect(printed.admits(row["conf_low"] as? Double ?? -1, for: low)) }
      if let high = wanted.high { #expect(printed.admits(row["conf_high"] as? Double ?? -1, for: high)) }
    }
  }

  @Test("NIMH ketamine, MADRS at day 2 against entry: ketamine 6/27, placebo 1/26; worst case 6/29, 1/27")
  func nimhAgainstEntry() throws {
    try check(
      [
        "Datasets/nimh-ketamine", "--where", "group == MDD", "--scale", "MADRS", "--outcome", "response",
        "--baseline", "entry", "--endpoint-day", "2", "--endpoint-window", "2", "--missing",
        "observed,worst-case",
      ], by: "agent",
      [
        Expected(group: "ketamine", events: 6, n: 27, low: 0.1061, high: 0.4076),
        Expected(group: "placebo", events: 1, n: 26),
        Expected(group: "ketamine", reading: "worst-case", events: 6, n: 29),
        Expected(group: "placebo", reading: "worst-case", events: 1, n: 27),
      ])
  }

  @Test("NIMH ketamine, MADRS at day 2 against the step's start: ketamine 6/27, placebo 0/26")
  func nimhAgainstStep() throws {
    try check(
      [
        "Datasets/nimh-ketamine", "--where", "group == MDD", "--scale", "MADRS", "--outcome", "response",
        "--baseline", "step", "--endpoint-day", "2", "--endpoint-window", "2",
      ], by: "agent",
      [Expected(group: "ketamine", events: 6, n: 27), Expected(group: "placebo", events: 0, n: 26)])
  }

  @Test("Beat the Blues, BDI-II: day 61 CCBT 16/52, TAU 9/45; worst case over 52 and 48")
  func beatTheBluesTwoMonths() throws {
    try check(
      [
        "Datasets/beat-the-blues", "--scale", "BDI2", "--outcome", "response", "--endpoint-day", "61",
        "--endpoint-window", "14", "--missing", "observed,worst-case",
      ], by: "agent",
      [
        Expected(group: "CCBT", events: 16, n: 52, low: 0.1991, high: 0.4427),
        Expected(group: "TAU", events: 9, n: 45),
        Expected(group: "CCBT", reading: "worst-case", events: 16, n: 52),
        Expected(group: "TAU", reading: "worst-case", events: 9, n: 48),
      ])
  }

  @Test("Beat the Blues, BDI-II: day 244 CCBT 19/27, TAU 12/25; worst case over 52 and 48")
  func beatTheBluesEightMonths() throws {
    try check(
      [
        "Datasets/beat-the-blues", "--scale", "BDI2", "--outcome", "response", "--endpoint-day", "244",
        "--endpoint-window", "14", "--missing", "observed,worst-case",
      ], by: "agent",
      [
        Expected(group: "CCBT", events: 19, n: 27), Expected(group: "TAU", events: 12, n: 25),
        Expected(group: "CCBT", reading: "worst-case", events: 19, n: 52),
        Expected(group: "TAU", reading: "worst-case", events: 12, n: 48),
      ])
  }

  @Test("DIA, HAM-D17 at day 42: drug 29/64, placebo 20/65; remission 20/64, 18/65; worst case 29/84, 20/88")
  func diaSixWeeks() throws {
    try check(
      [
        "Datasets/dia-antidepressant", "--scale", "HAMD17", "--endpoint-day", "42", "--endpoint-window", "0",
        "--missing", "observed,worst-case",
      ], by: "agent",
      [
        Expected(group: "study_drug", events: 29, n: 64, low: 0.3373, high: 0.5743),
        Expected(group: "placebo", events: 20, n: 65),
        Expected(group: "study_drug", outcome: "remission", events: 20, n: 64),
        Expected(group: "placebo", outcome: "remission", events: 18, n: 65),
        Expected(group: "study_drug", reading: "worst-case", events: 29, n: 84),
        Expected(group: "placebo", reading: "worst-case", events: 20, n: 88),
      ])
  }

  @Test("Neurofeedback and CBT, pre to post: MADRS CBT 4/6, neurofeedback 1/3")
  func neurofeedbackMADRS() throws {
    try check(
      ["Datasets/neurofeedback-cbt", "--scale", "MADRS", "--outcome", "response"], by: "agent",
      [Expected(group: "CBT", events: 4, n: 6), Expected(group: "neurofeedback", events: 1, n: 3)])
  }

  @Test("Neurofeedback and CBT, pre to post: BDI none 3/14, CBT 2/5, neurofeedback 2/6")
  func neurofeedbackBDI() throws {
    try check(
      ["Datasets/neurofeedback-cbt", "--scale", "BDI1", "--outcome", "response"], by: "agent",
      [
        Expected(group: "no_treatment", events: 3, n: 14), Expected(group: "CBT", events: 2, n: 5),
        Expected(group: "neurofeedback", events: 2, n: 6),
      ])
  }
}
