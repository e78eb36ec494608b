import Intake
import Testing
import Treatment

@Suite("Whether a published row is comparable with a cohort")
struct BenchmarkJudgeTests {
  /// A row that a cohort of adults with MADRS scores is comparable with.
  private func row(_ change: (inout PublishedRate) -> Void = { _ in }) -> PublishedRate {
    var row = PublishedRate()
    row.id = "DRAWN"
    row.strategy = "SWITCH_OUT"
    row.agents = ["bupropion"]
    (row.priorLeast, row.priorMost) = (1, 1)
    row.populationKind = "adult"
    row.outcome = "remission"
    row.rule = "score<=10"
    row.scale = "MADRS"
    row.weeks = 8
    row.reading = .worstCase
    (row.n, row.events) = (100, 20)
    change(&row)
    return row
  }

  private func judged(
    _ row: PublishedRate, design: StudyDesign = .cohort,
    _ tolerances: BenchmarkTolerances = BenchmarkTolerances()
  ) -> Comparability {
    BenchmarkJudge(
      design: design, scales: ["MADRS", "QIDSSR16"], catalogue: .bundled, tolerances: tolerances
    ).judge(row)
  }

  private func criteria(_ comparability: Comparability) -> [ComparisonCriterion] {
    if case .incomparable(let found) = comparability { found.map(\.criterion) } else { [] }
  }

  private func match(_ comparability: Comparability) throws -> BenchmarkMatch {
    guard case .comparable(let match, _) = comparability else {
      Issue.record("not comparable")
      throw TestFailure()
    }
    return match
  }

  private struct TestFailure: Error {}

  @Test("A row that matches in everything is asked of the steps that it is of")
  func matching() throws {
    let match = try match(judged(row()))
    #expect(match.outcome == .remission && match.scale == "MADRS" && match.missing == .worstCase)
    #expect(match.endpoint == .nearest(day: 56, window: 14))
    #expect(
      match.filter == "step == 2 and episode == 1 and strategy == 'SWITCH_OUT' and agent == 'bupropion'")
    #expect(throws: Never.self) { try Filter(parsing: match.filter) }
  }

  private static let changes: [(ComparisonCriterion, @Sendable (inout PublishedRate) -> Void)] = [
    (.reference, { $0.events = nil }),
    (.reference, { $0.isReference = false }),
    (.outcome, { $0.outcome = "relapse" }),
    (.strategy, { $0.strategy = "CONTROL" }),
    (.strategy, { $0.agents = ["no such drug"] }),
    (.scale, { ($0.scale, $0.rule) = ("HAMD17", "score<=7") }),
    (.cutoff, { $0.rule = "score<=12" }),
    (.cutoff, { $0.rule = "composite" }),
    (.cutoff, { $0.outcome = "response" }),
    (.window, { $0.timing = .overTime }),
    (.window, { $0.timing = .overTreatments }),
    (.window, { $0.weeks = nil }),
    (.analysisSet, { $0.reading = nil }),
    (.priorFailures, { ($0.priorLeast, $0.priorMost) = (nil, nil) }),
    (.design, { $0.designKind = .randomised }),
    (.design, { $0.designKind = .meta }),
    (.population, { $0.populationKind = "older" }),
  ]

  @Test("Each criterion that does not match is named, and it alone", arguments: changes.indices)
  func criterion(place: Int) {
    let (expected, change) = Self.changes[place]
    #expect(criteria(judged(row(change))) == [expected])
  }

  @Test("Every reason is given, not the first alone")
  func several() {
    let found = criteria(
      judged(
        row {
          $0.populationKind = "older"
          $0.designKind = .meta
          $0.rule = "score<=12"
        }))
    #expect(found == [.cutoff, .design, .population])
  }

  @Test("What is waived is said beside the row; scale, cut-off and window cannot be")
  func waived() throws {
    var tolerances = BenchmarkTolerances()
    tolerances.waived = [.design, .population, .cutoff]
    let trial = row {
      $0.designKind = .randomised
      $0.populationKind = "older"
    }
    guard case .comparable(_, let waived) = judged(trial, tolerances) else {
      Issue.record("not comparable")
      return
    }
    #expect(waived.map(\.criterion) == [.design, .population])
    #expect(criteria(judged(row { $0.rule = "score<=12" }, tolerances)) == [.cutoff])
    #expect(ComparisonCriterion.waivable == [.analysisSet, .priorFailures, .design, .population])
  }

  @Test("A trial's arm is comparable with an arm of a trial, and with no crossover")
  func design() {
    let trial = row { $0.designKind = .randomised }
    #expect(criteria(judged(trial, design: .randomised)) == [])
    #expect(criteria(judged(trial, design: .crossover)) == [.design])
    #expect(criteria(judged(row(), design: .randomised)) == [.design])
  }

  @Test(
    "The window shrinks with the time: a day has none, a month a week, and a rate at exit half of its time")
  func window() throws {
    func endpoint(_ weeks: Double, _ timing: PublishedRate.Timing = .fixed) throws -> Endpoint {
      try match(
        judged(
          row {
            $0.weeks = weeks
            $0.timing = timing
          })
      ).endpoint
    }
    #expect(try endpoint(0.14) == .nearest(day: 1, window: 0))
    #expect(try endpoint(4) == .nearest(day: 28, window: 7))
    #expect(try endpoint(26) == .nearest(day: 182, window: 14))
    #expect(try endpoint(14, .exit) == .nearest(day: 98, window: 49))
  }

  @Test("Failures before the treatment are the steps before it and those before the first step")
  func failures() throws {
    func filter(_ least: Int, _ most: Int?, before: Int = 0) throws -> String {
      var tolerances = BenchmarkTolerances()
      tolerances.priorFailures = before
      return try match(
        judged(
          row {
            ($0.priorLeast, $0.priorMost) = (least, most)
            ($0.strategy, $0.agents) = ("ANY", [])
          }, tolerances)
      ).filter
    }
    #expect(try filter(0, 0) == "step == 1 and episode == 1")
    #expect(try filter(2, nil) == "step >= 3 and episode == 1")
    #expect(try filter(2, 4) == "step >= 3 and step <= 5 and episode == 1")
    #expect(try filter(2, nil, before: 2) == "episode == 1")
    #expect(try filter(2, nil, before: 1) == "step >= 2 and episode == 1")
    var tolerances = BenchmarkTolerances()
    tolerances.priorFailures = 2
    #expect(criteria(judged(row(), tolerances)) == [.priorFailures])
  }

  @Test("Codes of published rows stand for the strategies that they take in")
  func strategies() throws {
    let switched = try match(judged(row { ($0.strategy, $0.agents) = ("SWITCH", []) }))
    #expect(switched.filter.hasSuffix("strategy in ('SWITCH_WITHIN', 'SWITCH_OUT', 'SWITCH')"))
    let stepped = try match(judged(row { ($0.strategy, $0.agents) = ("STEPPED", []) }))
    #expect(!stepped.filter.contains("ECT") && stepped.filter.contains("'PSYCH_SWITCH'"))
  }

  @Test("Patterns choose rows by their identifiers; one that names nothing is told with the nearest")
  func selection() {
    let all = PublishedRate.bundled
    #expect(PublishedSelection([], among: all).rows.count == all.count)
    let chosen = PublishedSelection(["stard-step?-qids-rem", "LQD-LI-REM8"], among: all)
    #expect(chosen.rows.map(\.id).sorted() == ["LQD-LI-REM8"] + (1...4).map { "STARD-STEP\($0)-QIDS-REM" })
    #expect(chosen.mistakes.isEmpty)
    let mistaken = PublishedSelection(["LQD-LI-REM9", "STRAD-*", "*zzz*"], among: all)
    #expect(mistaken.rows.isEmpty && mistaken.mistakes.count == 3)
    #expect(mistaken.mistakes[0].contains("The nearest: LQD-LI-REM8"))
    #expect(mistaken.mistakes[1].contains("STARD-*"))
  }
}
