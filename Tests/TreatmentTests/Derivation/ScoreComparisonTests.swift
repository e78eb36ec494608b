import Foundation
import Testing
import Treatment

/// The scores of derived steps against their slow twin, and the trials' against the steps', on generated histories
/// whose visits lie up to a year apart.
@Suite struct ScoreComparisonTests {
  private static let blocks = 10

  private static var histories: UInt64 {
    ProcessInfo.processInfo.environment["REMIT_REFERENCE_HISTORIES"].flatMap(UInt64.init) ?? 2000
  }

  private static func scoring(_ seed: UInt64) -> StepScoring {
    let endpoints: [Endpoint] = [
      .last, .lastScore(afterEnd: 0), .lastScore(afterEnd: 60), .lastScore(afterEnd: nil),
      .nearest(day: 42, window: 14), .nearest(day: 90, window: 45),
    ]
    let windows = [
      BaselineWindow(), BaselineWindow(before: 56, after: 0), BaselineWindow(before: 0, after: 14),
    ]
    return StepScoring(endpoints[Int(seed % 6)], baseline: windows[Int(seed / 6 % 3)])
  }

  private static func histories(_ block: Int) throws -> [(
    seed: UInt64, history: PatientHistory, record: TreatmentRecord
  )] {
    var derivation = StepDerivation(DrawnHistory.catalogue, formulary: DrawnHistory.formulary)
    var record = TreatmentRecord()
    return try (UInt64(0)..<Self.histories).filter { $0 % UInt64(blocks) == UInt64(block) }.map { seed in
      var history = try GeneratedHistory.history(seed: seed)
      if seed % 5 == 0 { history.entryDay = Int(seed % 90) }
      derivation.derive(history, into: &record)
      return (seed, history, record)
    }
  }

  private static func isRapid(_ place: Int, of record: TreatmentRecord) -> Bool {
    record.agents(ofStep: place).contains { DrawnHistory.catalogue.agents[$0].isRapidActingOrECT }
  }

  /// A step as the twin takes it, its own agents looked up in the catalogue.
  private static func step(
    _ place: Int, of record: TreatmentRecord, entry: Int, lateDays: Int
  ) -> SlowScores.Step {
    let steps = record.steps
    let entersRapid = steps.indices.contains {
      Int(steps[$0].start) <= entry + lateDays && Int(steps[$0].end) >= entry && isRapid($0, of: record)
    }
    return SlowScores.Step(
      start: Int(steps[place].start), end: Int(steps[place].end),
      next: place + 1 < steps.count ? Int(steps[place + 1].start) : nil, isRapid: isRapid(place, of: record),
      entersRapid: entersRapid)
  }

  @Test("Every score of every step is the one that the slow twin finds", arguments: 0..<blocks)
  func agreement(block: Int) throws {
    var scored = 0
    for (seed, history, record) in try Self.histories(block) {
      var scoring = Self.scoring(seed)
      scoring.makesMarks = true
      for place in record.steps.indices {
        for scale in Set(history.assessments.map { Int($0.scale) }) {
          let production = SlowScores(
            scoring.scores(
              ofStep: place, of: record, in: history, on: scale, DrawnHistory.formulary))
          let twin = SlowScores(
            of: Self.step(place, of: record, entry: history.entryDay, lateDays: scoring.window.after),
            entry: history.entryDay,
            history.assessments.filter { Int($0.scale) == scale }.map { (Int($0.day), $0.score) }, scoring)
          if production.endpoint != nil { scored += 1 }
          guard production != twin else { continue }
          Issue.record(
            "seed \(seed), step \(place + 1): \(production), the twin \(twin)\n\(GeneratedHistory.drawing(history))"
          )
          return
        }
      }
    }
    #expect(scored > 20)
  }

  @Test("A trial that has its step alone is judged by the step's scores, or by none", arguments: 0..<blocks)
  func trials(block: Int) throws {
    var judged = 0
    for (seed, history, derived) in try Self.histories(block) {
      guard let scale = history.assessments.first.map({ Int($0.scale) }) else { continue }
      var parameters = DerivationParameters()
      parameters.endpointTail = [7, 0, 60, DerivationParameters.noLimit][Int(seed % 4)]
      parameters.baselineBefore = [14, 56][Int(seed / 4 % 2)]
      let context = RuleContext(
        catalogue: DrawnHistory.catalogue, formulary: DrawnHistory.formulary, parameters: parameters,
        scale: scale)
      var record = derived
      TrialJudge(context).judge(history, into: &record)
      for trial in record.trials where record.steps[Int(trial.step)].newCount == 1 {
        let scores = StepScoring(context.parameters).scores(
          ofStep: Int(trial.step), of: record, in: history, on: scale, DrawnHistory.formulary)
        #expect(trial.baseline == scores.baseline || trial.baseline.isNaN && scores.baseline.isNaN)
        // A score before day 28 is the step's endpoint and too early to judge the trial.
        guard !trial.lastScore.isNaN else { continue }
        #expect(trial.lastScore == scores.endpoint, "seed \(seed)\n\(GeneratedHistory.drawing(history))")
        judged += 1
      }
    }
    #expect(judged > 20)
  }

  @Test(
    "The scale that judges a patient's trials is the one that the twin's counts give (F44)",
    arguments: 0..<blocks)
  func ownScale(block: Int) throws {
    let context = RuleContext(catalogue: DrawnHistory.catalogue, formulary: DrawnHistory.formulary)
    var choices = 0
    for (seed, history, record) in try Self.histories(block) {
      var best: (scale: Int, steps: Int)?
      // Ascending, so that of equals the first of the catalogue stays.
      for scale in Set(history.assessments.map { Int($0.scale) }).sorted() {
        if DrawnHistory.catalogue.scales[scale].id.hasPrefix("CGI") { continue }
        let scored = record.steps.indices.count { place in
          let twin = SlowScores(
            of: Self.step(place, of: record, entry: history.entryDay, lateDays: 3), entry: history.entryDay,
            history.assessments.filter { Int($0.scale) == scale }.map { (Int($0.day), $0.score) },
            StepScoring())
          return twin.baseline != nil && twin.endpoint != nil
        }
        if best == nil || scored > best?.steps ?? 0 { best = (scale, scored) }
      }
      #expect(
        context.scale(of: record, history) == best?.scale,
        "seed \(seed)\n\(GeneratedHistory.drawing(history))")
      if Set(history.assessments.map(\.scale)).count > 1 { choices += 1 }
    }
    #expect(choices > 5)
  }
}
