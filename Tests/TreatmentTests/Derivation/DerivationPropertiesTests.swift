import TestSupport
import Testing
import Treatment

/// What may not change a patient's steps, on generated histories.
@Suite struct DerivationPropertiesTests {
  private static let names = [
    "sertraline", "citalopram", "venlafaxine", "mirtazapine", "fluoxetine", "phenelzine", "lithium",
    "aripiprazole",
    "quetiapine", "esketamine", "ECT_BL", "CBT", "amitriptyline", "RTMS_HF",
  ]

  /// One to six exposures in two years, some without an end, some without a dose.
  private static func history(seed: UInt64) throws -> PatientHistory {
    var random = SplitMix64(seed: seed)
    var history = PatientHistory()
    history.lastDay = 800
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      let agent = try #require(DrawnHistory.catalogue.agent(named: name))
      let start = Int.random(in: 0...700, using: &random)
      let isOpen = Int.random(in: 0..<5, using: &random) == 0
      var exposure = Exposure(
        agent: agent, startDay: start,
        endDay: isOpen ? nil : min(800, start + Int.random(in: 0...150, using: &random)))
      let dose = Int.random(in: 0..<4, using: &random)
      if dose > 0 { exposure.dose = [25.0, 100, 200][dose - 1] }
      history.exposures.append(exposure)
    }
    for day in stride(from: 0, through: 800, by: 40) {
      let scale = try #require(DrawnHistory.catalogue.scale(named: "MADRS"))
      history.assessments.append(
        Assessment(day: day, scale: scale, score: Double(Int.random(in: 0...40, using: &random))))
    }
    return history
  }

  private static func record(_ history: PatientHistory) -> TreatmentRecord {
    var derivation = StepDerivation(DrawnHistory.catalogue, formulary: DrawnHistory.formulary)
    var record = TreatmentRecord()
    derivation.derive(history, into: &record)
    return record
  }

  /// What a reader sees of the steps, days counted from `origin`.
  private static func road(_ history: PatientHistory, from origin: Int = 0, until last: Int = .max)
    -> [String]
  {
    let record = record(history)
    return record.steps.filter { Int($0.start) < last }.map { step in
      let agents = record.elements[Int(step.elements.lowerBound)..<Int(step.elements.upperBound)].map {
        String(record.eras[Int($0)].agent)
      }
      let facts = step.facts
      return "\(step.episode) \(step.number) \(step.rule.rawValue) \(step.strategy.name) "
        + "\(agents.joined(separator: "+")) \(Int(step.start) - origin)-\(Int(step.end) - origin) "
        + "\(step.tags.names) \(facts.gap) \(facts.longestTail) \(facts.run)"
    }
  }

  @Test("Shifting every day changes nothing", arguments: 0..<40)
  func shift(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let history = try Self.history(seed: seed)
      var shifted = history
      shifted.lastDay = 800 + 1234
      for place in shifted.exposures.indices {
        shifted.exposures[place].startDay += 1234
        if !shifted.exposures[place].isOpen { shifted.exposures[place].endDay += 1234 }
      }
      for place in shifted.assessments.indices { shifted.assessments[place].day += 1234 }
      #expect(Self.road(history) == Self.road(shifted, from: 1234), "seed \(seed)")
    }
  }

  @Test("The order of rows changes nothing", arguments: 0..<40)
  func order(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let history = try GeneratedHistory.history(seed: seed)
      var random = SplitMix64(seed: seed &+ 7_000_000)
      var shuffled = history
      shuffled.exposures.shuffle(using: &random)
      #expect(Self.road(history) == Self.road(shuffled), "seed \(seed)")
    }
  }

  @Test("Of rows alike but for a dose that one of them does not have, the order in the file decides nothing")
  func unknownDose() throws {
    let agent = try #require(DrawnHistory.catalogue.agent(named: "sertraline"))
    var bare = Exposure(agent: agent, startDay: 99, endDay: 160)
    bare.stopReason = .intolerance
    var dosed = Exposure(agent: agent, startDay: 99, endDay: 160)
    dosed.dose = 37.5
    dosed.stopReason = .nonresponse
    let reasons = [[bare, dosed], [dosed, bare]].map { rows in
      var history = PatientHistory()
      history.lastDay = 400
      history.exposures = rows
      return Self.record(history).eras.map(\.stopReason)
    }
    #expect(reasons[0] == reasons[1])
    // The row with a dose is the later one, and its reason stands.
    #expect(reasons[0] == [.nonresponse])
  }

  @Test("An exposure written as two abutting rows changes nothing", arguments: 0..<40)
  func split(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let history = try Self.history(seed: seed)
      var split = history
      guard let place = history.exposures.firstIndex(where: { !$0.isOpen && $0.endDay > $0.startDay + 1 })
      else {
        continue
      }
      let middle = (history.exposures[place].startDay + history.exposures[place].endDay) / 2
      // Rows that start on one day add their doses, so the cut may not fall on another row's start or overlap.
      let own = history.exposures[place]
      let isAlone = history.exposures.enumerated().allSatisfy { other, exposure in
        other == place || exposure.agent != own.agent
      }
      guard isAlone else { continue }
      split.exposures[place].endDay = middle
      split.exposures.append(own)
      split.exposures[split.exposures.count - 1].startDay = middle + 1
      #expect(Self.road(history) == Self.road(split), "seed \(seed)")
    }
  }

  @Test("An unrelated exposure in the far future changes no earlier step", arguments: 0..<40)
  func future(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      var history = try Self.history(seed: seed)
      history.lastDay = 6000
      // A treatment that runs on reaches the future, so it is no longer unrelated.
      history.exposures.removeAll(where: \.isOpen)
      var longer = history
      let agent = try #require(DrawnHistory.catalogue.agent(named: "bupropion"))
      longer.exposures.append(Exposure(agent: agent, startDay: 5000, endDay: 5050))
      #expect(Self.road(history) == Self.road(longer, until: 5000), "seed \(seed)")
    }
  }

  @Test("Every new element of a step begins within it", arguments: 0..<40)
  func within(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let record = Self.record(try GeneratedHistory.history(seed: seed))
      for step in record.steps {
        let first = Int(step.elements.lowerBound)
        let onsets = record.elements[first..<first + Int(step.newCount)].map { record.eras[Int($0)].start }
        #expect(onsets.allSatisfy { step.start <= $0 && $0 <= step.end }, "seed \(seed)")
      }
    }
  }

  @Test("Every element opens or joins a step, or is an event: nothing is unclassified", arguments: 0..<40)
  func total(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let record = Self.record(try GeneratedHistory.history(seed: seed))
      var places: Set<Int32> = Set(record.events.map(\.era))
      for step in record.steps {
        let first = Int(step.elements.lowerBound)
        places.formUnion(record.elements[first..<first + Int(step.newCount)])
      }
      #expect(record.eras.indices.allSatisfy { places.contains(Int32($0)) }, "seed \(seed)")
    }
  }
}
