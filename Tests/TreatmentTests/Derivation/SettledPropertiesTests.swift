import Testing
import Treatment

/// Laws of what was settled after use (F38, F40, F43, F44 of Documentation/Treatment/README.md), on generated
/// histories.
@Suite("Laws of the rules settled after use")
struct SettledPropertiesTests {
  private static let seeds = UInt64(0)..<400

  private func judged(_ history: PatientHistory, on scale: Int? = nil) -> TreatmentRecord {
    var derivation = StepDerivation(DrawnHistory.catalogue, formulary: DrawnHistory.formulary)
    var record = TreatmentRecord()
    derivation.derive(history, into: &record)
    TrialJudge(
      RuleContext(catalogue: DrawnHistory.catalogue, formulary: DrawnHistory.formulary, scale: scale)
    ).judge(history, into: &record)
    return record
  }

  /// As text, in which two unknown numbers are the same.
  private func text(_ record: TreatmentRecord) -> [String] { record.trials.map { String(describing: $0) } }

  @Test("Every record twice is every record once: no era, step or trial changes")
  func repeated() throws {
    for seed in Self.seeds {
      let history = try GeneratedHistory.history(seed: seed)
      var twice = history
      twice.exposures = history.exposures.flatMap { [$0, $0] }
      #expect(ComparedRoad(judged(twice)) == ComparedRoad(judged(history)), "seed \(seed)")
      #expect(text(judged(twice)) == text(judged(history)), "seed \(seed)")
      let repeats = twice.exposures.indices.count { twice.isRepeated($0) }
      #expect(repeats >= history.exposures.count)
    }
  }

  @Test("A fixed combination is the rows of its ingredients, with the doses that it comes to")
  func combinations() throws {
    let catalogue = DrawnHistory.catalogue
    for seed in Self.seeds {
      let history = try GeneratedHistory.history(seed: seed)
      var split = history
      split.exposures = history.exposures.flatMap { row -> [Exposure] in
        let parts = catalogue.ingredients(of: catalogue.agents[Int(row.agent)])
        return parts.isEmpty
          ? [row]
          : parts.map { part in
            var own = row
            own.agent = part.agent
            own.dose = part.dose(stated: row.dose)
            return own
          }
      }
      split.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
      #expect(ComparedRoad(judged(split)) == ComparedRoad(judged(history)), "seed \(seed)")
    }
  }

  @Test(
    "Trials on the patient's own scale are those of a study that names it, and scores on other scales change none"
  )
  func ownScale() throws {
    var chosen: Set<Int> = []
    for seed in Self.seeds {
      let history = try GeneratedHistory.history(seed: seed)
      let own = judged(history)
      let rated = Set(history.assessments.map { Int($0.scale) })
      guard let scale = own.scale else {
        #expect(rated.isEmpty)
        continue
      }
      #expect(rated.contains(scale))
      if rated.count > 1 { chosen.insert(scale) }
      #expect(text(judged(history, on: scale)) == text(own), "seed \(seed)")
      var alone = history
      alone.assessments.removeAll { Int($0.scale) != scale }
      // The episodes of other scales' remissions apart, so that the steps are the same.
      if judged(alone).steps == own.steps, judged(alone).dataEnd == own.dataEnd {
        #expect(judged(alone).trials.map(\.outcome) == own.trials.map(\.outcome), "seed \(seed)")
      }
      // Counted once more, without the choice's own order.
      let counts = rated.sorted().map { place in
        own.steps.indices.count {
          let scores = StepScoring().scores(
            ofStep: $0, of: own, in: history, on: place, DrawnHistory.formulary)
          return !scores.baseline.isNaN && !scores.endpoint.isNaN
        }
      }
      #expect(rated.sorted()[counts.firstIndex(of: counts.max() ?? 0) ?? 0] == scale, "seed \(seed)")
    }
    #expect(chosen.count == 3)
  }

  @Test("A further course of ketamine, ECT or stimulation is never a rechallenge and always leads its bundle")
  func courses() throws {
    var repeats = 0
    for seed in Self.seeds {
      let record = judged(try GeneratedHistory.history(seed: seed))
      for step in record.steps {
        let leader = record.eras[Int(step.leader)]
        let traits = DrawnHistory.formulary.entries[Int(leader.agent)].traits
        if step.rule == .s07 { #expect(!traits.contains(.isKetamine) && leader.kind != .ect, "seed \(seed)") }
        guard step.tags.contains(.repeated) else { continue }
        repeats += 1
        #expect([.s08, .s09, .s10, .s11].contains(step.rule), "seed \(seed)")
      }
    }
    #expect(repeats > 10)
  }
}
