import Testing
import Treatment

@Suite("Steps of declared treatments")
struct DeclaredStepsTests {
  private let catalogue = TestCatalogue.catalogue

  private struct Row {
    var agent: String
    var start: Int
    var end: Int?
    var strategy: String?
    init(_ agent: String, _ start: Int, _ end: Int?, _ strategy: String? = nil) {
      self.agent = agent
      self.start = start
      self.end = end
      self.strategy = strategy
    }
  }

  private func steps(_ rows: [Row], lastDay: Int? = nil) throws -> [Step] {
    var history = PatientHistory()
    history.lastDay = lastDay
    for row in rows {
      let agent = try #require(catalogue.agent(named: row.agent))
      history.exposures.append(
        Exposure(
          agent: agent, startDay: row.start, endDay: row.end, declared: row.strategy.map { Strategy($0) }))
    }
    return try DeclaredSteps().steps(of: history, in: catalogue)
  }

  /// `number STRATEGY agents start-end`, with the episode before the number where it is not the first.
  private func drawn(_ rows: [Row], lastDay: Int? = nil) throws -> [String] {
    try steps(rows, lastDay: lastDay).map { step in
      let agents = step.agents.map { catalogue.agents[$0].label }.joined(separator: "+")
      let end = step.endDay.map(String.init) ?? "…"
      let episode = step.episode == 1 ? "" : "\(step.episode)."
      return "\(episode)\(step.number) \(step.strategy) \(agents) \(step.startDay)-\(end)"
    }
  }

  @Test("Each declared treatment opens a step, which ends before the next")
  func declared() throws {
    #expect(
      try drawn([
        Row("sertraline", 1, 70, "FIRST_LINE"), Row("lithium", 50, 120, "AUGMENT_LI"),
        Row("venlafaxine", 121, nil, "SWITCH_OUT"),
      ]) == ["1 FIRST_LINE sertraline 1-49", "2 AUGMENT_LI lithium 50-120", "3 SWITCH_OUT venlafaxine 121-…"])
  }

  @Test("Treatments that start together under one strategy are one step, agents by name")
  func together() throws {
    #expect(
      try drawn([Row("venlafaxine", 1, 50, "COMBINE"), Row("mirtazapine", 1, 60, "COMBINE")])
        == ["1 COMBINE mirtazapine+venlafaxine 1-60"])
    #expect(
      try drawn([Row("TDCS", 1, 20), Row("ITBS", 1, 30)]) == ["1 NEUROMOD ITBS+TDCS 1-30"])
    #expect(throws: TreatmentError.conflictingStrategies) {
      try steps([Row("venlafaxine", 1, 50, "SWITCH"), Row("lithium", 1, 60, "AUGMENT_LI")])
    }
    #expect(throws: TreatmentError.overlappingTreatments) {
      try steps([Row("CBT", 1, 50), Row("TAU", 1, 60)])
    }
  }

  @Test("Procedures and control arms bring their strategy; psychotherapy stays undecided")
  func procedures() throws {
    #expect(
      try drawn([Row("PLACEBO", 0, 0), Row("ECT_RUL", 14, 30), Row("CBT", 20, 90), Row("TAU", 100, 110)])
        == [
          "1 PLACEBO placebo 0-0", "2 ECT ECT_RUL 14-19", "3 PSYCHOTHERAPY CBT 20-90",
          "4 USUAL_CARE TAU 100-110",
        ])
  }

  @Test("One drug after another: first line, switch, the same again, and what came before it matters")
  func drugs() throws {
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("venlafaxine", 61, 100), Row("sertraline", 101, 150)])
        == [
          "1 FIRST_LINE sertraline 1-60", "2 SWITCH venlafaxine 61-100", "3 RECHALLENGE sertraline 101-150",
        ])
    #expect(
      try drawn([Row("lithium", 1, 30), Row("sertraline", 31, 60), Row("lithium", 61, 90)])
        == [
          "1 FIRST_LINE_OTHER lithium 1-30", "2 FIRST_LINE sertraline 31-60", "3 RECHALLENGE lithium 61-90",
        ])
    #expect(
      try drawn([Row("sertraline", 31, 60), Row("lithium", 61, 90)])
        == ["1 FIRST_LINE sertraline 31-60", "2 OTHER_MONO lithium 61-90"])
    #expect(
      try drawn([Row("sertraline", 1, 30), Row("ketamine", 31, 31), Row("zuranolone", 40, 53)])
        == ["1 FIRST_LINE sertraline 1-30", "2 KETAMINE ketamine 31-31", "3 OTHER zuranolone 40-53"])
    #expect(
      try drawn([Row("PLACEBO", 1, 30), Row("sertraline", 31, 60)])[1] == "2 FIRST_LINE sertraline 31-60")
  }

  @Test("A gap of 90 days is a switch, of 91 a switch after a gap, of 181 a new episode")
  func gaps() throws {
    func second(_ start: Int) throws -> String {
      try drawn([Row("sertraline", 1, 40), Row("venlafaxine", start, start + 50)])[1]
    }
    #expect(try second(131) == "2 SWITCH venlafaxine 131-181")
    #expect(try second(132) == "2 SWITCH_AFTER_GAP venlafaxine 132-182")
    #expect(try second(221) == "2 SWITCH_AFTER_GAP venlafaxine 221-271")
    #expect(try second(222) == "2.1 FIRST_LINE venlafaxine 222-272")
  }

  @Test("Segments of one ingredient are one step: abutting, or after a pause of up to 30 days")
  func segments() throws {
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("Zoloft", 61, 130)]) == ["1 FIRST_LINE sertraline 1-130"])
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("sertraline", 75, 130)]) == ["1 FIRST_LINE sertraline 1-130"])
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("sertraline", 91, 130)]) == ["1 FIRST_LINE sertraline 1-130"])
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("sertraline", 92, 130)])
        == ["1 FIRST_LINE sertraline 1-60", "2 RECHALLENGE sertraline 92-130"])
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("sertraline", 40, nil)]) == ["1 FIRST_LINE sertraline 1-…"])
    // Dose segments that all repeat the declared strategy, with another step between.
    #expect(
      try drawn([
        Row("sertraline", 1, 60, "FIRST_LINE"), Row("lithium", 50, 90, "AUGMENT_LI"),
        Row("sertraline", 61, 120, "FIRST_LINE"),
      ]) == ["1 FIRST_LINE sertraline 1-49", "2 AUGMENT_LI lithium 50-90"])
    // A declared course that is repeated after a pause is declared as a step of its own.
    #expect(
      try drawn([Row("ketamine", 0, 0, "KETAMINE"), Row("ketamine", 14, 14, "KETAMINE")])
        == ["1 KETAMINE ketamine 0-0", "2 KETAMINE ketamine 14-14"])
    // Undeclared sessions are a course while they lie at most a week apart.
    #expect(
      try drawn([
        Row("ketamine", 0, 0), Row("ketamine", 3, 3), Row("ketamine", 11, 11), Row("ketamine", 20, 20),
      ]) == ["1 KETAMINE ketamine 0-11", "2 KETAMINE ketamine 20-20"])
    // A declaration that repeats what the rule said of the running drug adds nothing.
    #expect(
      try drawn([Row("sertraline", 1, 60), Row("sertraline", 61, 90, "FIRST_LINE")])
        == ["1 FIRST_LINE sertraline 1-90"])
    // Another strategy for the running drug is a step.
    #expect(
      try drawn([Row("sertraline", 1, 60, "FIRST_LINE"), Row("sertraline", 61, 90, "OPTIMISE")])
        == ["1 FIRST_LINE sertraline 1-60", "2 OPTIMISE sertraline 61-90"])
  }

  @Test("A drug that starts beside another without a declared strategy is refused, one day is enough")
  func overlaps() throws {
    for other in [Row("venlafaxine", 60, 90), Row("lithium", 30, 40), Row("ketamine", 60, 60)] {
      #expect(throws: TreatmentError.overlappingTreatments) { try steps([Row("sertraline", 1, 60), other]) }
    }
    #expect(throws: TreatmentError.overlappingTreatments) {
      try steps([Row("sertraline", 1, nil), Row("venlafaxine", 400, 500)])
    }
    #expect(throws: TreatmentError.overlappingTreatments) {
      try steps([Row("sertraline", 1, 60), Row("venlafaxine", 1, 60)])
    }
    #expect(throws: TreatmentError.overlappingTreatments) {
      try steps([Row("TAU", 1, 60), Row("venlafaxine", 30, 60)])
    }
    // The later one's strategy is declared, or the catalogue's: nothing is in doubt.
    #expect(try steps([Row("sertraline", 1, 60), Row("lithium", 30, 60, "AUGMENT_LI")]).count == 2)
    #expect(try steps([Row("sertraline", 1, 60), Row("ECT_RUL", 30, 60)]).count == 2)
  }

  @Test(
    "Drugs for sleep, lifestyle and supportive counselling are no steps unless declared, and overlap nothing")
  func noSteps() throws {
    #expect(
      try drawn([
        Row("zopiclone", 1, 90), Row("sertraline", 1, 60), Row("EXERCISE", 30, 90),
        Row("SUPPORTIVE", 61, 200),
        Row("venlafaxine", 61, 90),
      ]) == ["1 FIRST_LINE sertraline 1-60", "2 SWITCH venlafaxine 61-90"])
    #expect(try drawn([Row("EXERCISE", 30, 90, "LIFESTYLE")]) == ["1 LIFESTYLE EXERCISE 30-90"])
    #expect(try steps([]).isEmpty)
  }

  @Test("A stated last day cuts ends and closes what runs on")
  func lastDay() throws {
    #expect(try drawn([Row("sertraline", 1, nil)], lastDay: 80) == ["1 FIRST_LINE sertraline 1-80"])
    #expect(try drawn([Row("sertraline", 1, 300)], lastDay: 80) == ["1 FIRST_LINE sertraline 1-80"])
    #expect(try drawn([Row("sertraline", 1, 70)], lastDay: 80) == ["1 FIRST_LINE sertraline 1-70"])
    #expect(
      try drawn(
        [Row("sertraline", 1, nil, "FIRST_LINE"), Row("lithium", 40, nil, "AUGMENT_LI")], lastDay: 80)
        == ["1 FIRST_LINE sertraline 1-39", "2 AUGMENT_LI lithium 40-80"])
  }

  @Test(
    "Neither the order of the rows nor a shift of all days changes the steps",
    arguments: 1...100 as ClosedRange<UInt64>)
  func metamorphic(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    var rows: [Row] = []
    var day = 0
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let agent = TestCatalogue.agents[Int.random(in: 0..<TestCatalogue.agents.count, using: &generator)]
      let length = Int.random(in: 1...60, using: &generator)
      let declared = generator.happens(0.4) ? "DECLARED \(Int.random(in: 1...2, using: &generator))" : nil
      rows.append(Row(agent.name, day, generator.happens(0.1) ? nil : day + length, declared))
      day += generator.happens(0.8) ? length + Int.random(in: 0...100, using: &generator) : 0
    }
    let shift = Int.random(in: -1000...1000, using: &generator)
    let shifted = rows.shuffled(using: &generator)
      .map { Row($0.agent, $0.start + shift, $0.end.map { $0 + shift }, $0.strategy) }
    let before = Result { try steps(rows, lastDay: 2000) }
    let after = Result { try steps(shifted, lastDay: 2000 + shift) }
    switch (before, after) {
    case (.success(let one), .success(let other)):
      #expect(
        one
          == other.map { step in
            var step = step
            step.startDay -= shift
            step.endDay = step.endDay.map { $0 - shift }
            return step
          })
      var numbers: [Int: Int] = [:]
      for step in one {
        numbers[step.episode, default: 0] += 1
        #expect(step.number == numbers[step.episode])
      }
      for (first, second) in zip(one, one.dropFirst()) {
        #expect(first.startDay < second.startDay)
        #expect(first.endDay.map { $0 < second.startDay } == true)
      }
    case (.failure(let one), .failure(let other)):
      #expect(one as? TreatmentError == other as? TreatmentError)
    default: Issue.record("one order of the rows has steps and the other is refused")
    }
  }
}
