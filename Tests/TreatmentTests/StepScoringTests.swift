import TestSupport
import Testing
import Treatment

@Suite("Scores of a step")
struct StepScoringTests {
  private let start = 100

  /// Scores on scale 0, each equal to its day, so that a score names the day it is from.
  private func history(_ days: [Int]) -> [Assessment] {
    days.map { Assessment(day: $0, scale: 0, score: Double($0)) }
  }

  private func scores(
    _ days: [Int], _ endpoint: Endpoint = .last, next: Int? = nil, entry: Int = 0, rapid: Bool = false
  ) -> StepScores {
    StepScoring(endpoint).scores(
      from: start, nextStart: next, entryDay: entry, startsRapid: rapid, entersRapid: rapid,
      in: history(days), on: 0)
  }

  @Test(
    "The last score lies at most 7 days after the end, or as many as are asked for, and before the next step",
    arguments: [
      // The step runs from day 100 to 140.
      ([99, 140, 147], 7, nil, 147), ([99, 120, 148], 7, nil, 120), ([99, 148], 7, nil, nil),
      ([99, 140, 141], 0, nil, 140), ([99, 141], 1, 141, nil), ([99, 700], nil, nil, 700),
      ([99, 144, 150], nil, 150, 144),
    ] as [([Int], Int?, Int?, Double?)])
  func afterTheEnd(days: [Int], afterEnd: Int?, next: Int?, expected: Double?) {
    let own = StepScoring(.lastScore(afterEnd: afterEnd)).scores(
      from: start, to: 140, nextStart: next, entryDay: 0, startsRapid: false, entersRapid: false,
      in: history(days), on: 0)
    #expect(known(own.endpoint) == expected)
    #expect(known(own.last) == expected)
  }

  @Test(
    "The window that is set takes the place of 14 and 3 days",
    arguments: [
      ([58, 110], 42, 0, 58), ([57, 110], 42, 0, nil), ([57, 110], 42, 10, 110), ([57, 111], 42, 10, nil),
      ([99, 101], 0, 3, 101), ([100], 0, 0, 100),
    ] as [([Int], Int, Int, Double?)])
  func window(days: [Int], before: Int, after: Int, expected: Double?) {
    let own = StepScoring(baseline: BaselineWindow(before: before, after: after)).scores(
      from: start, nextStart: nil, entryDay: 0, startsRapid: false, entersRapid: false, in: history(days),
      on: 0)
    #expect(known(own.baseline) == expected)
  }

  @Test("Marks say who was assessed, what lies after the end, and what wider windows would give")
  func marks() {
    func marks(_ days: [Int], scale: Int = 0) -> StepMarks {
      var scoring = StepScoring(.lastScore(afterEnd: nil))
      scoring.makesMarks = true
      return scoring.scores(
        from: start, to: 140, nextStart: nil, entryDay: 95, startsRapid: false, entersRapid: false,
        in: history(days), on: scale
      ).marks
    }
    func wider(_ place: Int, _ kind: BaselineKind) -> StepMarks { .hasBaseline(wider: place, kind) }
    #expect(marks([], scale: 0) == [])
    #expect(marks([60], scale: 1) == [])
    #expect(marks([500]) == [.isAssessed, .endsAfterStep])
    #expect(marks([140]) == .isAssessed)
    // 45 days before the start and 40 before entry; 28 and 23.
    #expect(marks([55]) == [.isAssessed, wider(1, .step), wider(1, .entry)])
    #expect(
      marks([72]) == [.isAssessed, wider(0, .step), wider(1, .step), wider(0, .entry), wider(1, .entry)])
  }

  @Test(
    "A step that was over before entry keeps the score that entry starts from, and is not compared with it")
  func overBeforeEntry() {
    func scores(to end: Int) -> StepScores {
      StepScoring().scores(
        from: start, to: end, nextStart: nil, entryDay: 150, startsRapid: false, entersRapid: false,
        in: history([100, 140]), on: 0)
    }
    #expect(scores(to: 139).endpoint == 140)
    #expect(known(scores(to: 139).entry) == nil)
    // One that still runs at entry has it as the start of what follows.
    #expect(known(scores(to: 150).endpoint) == nil)
    #expect(scores(to: 150).entry == 140)
  }

  @Test(
    "What a wider window would give is what that window gives, of an entry that the step's endpoint takes as well"
  )
  func widerEntry() {
    // The step is over before entry: a score of its own end is its endpoint, and no entry score.
    let days = [100, 120]
    func scores(_ before: Int) -> StepScores {
      var scoring = StepScoring(baseline: BaselineWindow(before: before))
      scoring.makesMarks = true
      return scoring.scores(
        from: start, to: 130, nextStart: 140, entryDay: 140, startsRapid: false, entersRapid: false,
        in: history(days), on: 0)
    }
    for (place, wide) in BaselineWindow.wider.enumerated() {
      for before in [0, 14, 28, 40, 56, 90] {
        #expect(
          scores(before).marks.contains(.hasBaseline(wider: place, .entry)) == !scores(wide).entry.isNaN,
          "\(before) against \(wide)")
      }
    }
    #expect(scores(28).endpoint == 120 && scores(28).entry.isNaN)
  }

  /// A missing score as `nil`, so that it can be compared.
  private func known(_ score: Double) -> Double? { score.isNaN ? nil : score }

  @Test(
    "The baseline is the last score of the 14 days to the start, else the first of the 3 days after",
    arguments: [
      ([85], nil), ([86], 86), ([85, 86], 86), ([86, 93], 93), ([100], 100), ([99, 100], 100),
      ([99, 101], 99),
      ([101], 101), ([103], 103), ([104], nil), ([85, 102, 103], 102), ([101, 103], 101), ([], nil),
    ] as [([Int], Double?)])
  func baseline(days: [Int], expected: Double?) {
    #expect(known(scores(days).baseline) == expected)
  }

  @Test("After a rapid-acting agent or ECT a score is an outcome, never a baseline")
  func rapid() {
    let own = scores([101], rapid: true)
    #expect(known(own.baseline) == nil)
    #expect(own.endpoint == 101)
    #expect(scores([100, 101], rapid: true).baseline == 100)
  }

  @Test("A late baseline is before the next step")
  func lateBaseline() {
    #expect(known(scores([102], next: 102).baseline) == nil)
    #expect(scores([102], next: 103).baseline == 102)
    #expect(known(scores([103], next: 102).baseline) == nil)
  }

  @Test("The score used as baseline is not the endpoint, nor carried forward")
  func notBoth() {
    let late = scores([102])
    #expect(late.baseline == 102)
    #expect(known(late.endpoint) == nil)
    #expect(known(late.last) == nil)
    #expect(late.endpointIndex == nil)
    #expect(scores([102, 103]).endpoint == 103)
    // The entry baseline too: the step began before entry, and the score of that day is what entry is measured by.
    let entered = scores([90, 110], entry: 112)
    #expect(entered.baseline == 90)
    #expect(entered.entry == 110)
    #expect(known(entered.endpoint) == nil)
  }

  @Test(
    "The last score of the step is after its start and before the next step's",
    arguments: [
      ([100], nil, nil), ([99, 100, 104], nil, 104), ([99, 101], nil, 101), ([99, 140], 140, nil),
      ([99, 139, 140], 140, 139), ([99, 120, 500], nil, 500),
    ] as [([Int], Int?, Double?)])
  func last(days: [Int], next: Int?, expected: Double?) {
    let own = scores(days, next: next)
    #expect(known(own.endpoint) == expected)
    #expect(known(own.last) == expected)
  }

  @Test(
    "A named day takes the nearest score in its window, the later of two equally near",
    arguments: [
      // Target day 142, window 135...149.
      ([99, 134], nil, nil, 134), ([99, 135], nil, 135, 135), ([99, 149], nil, 149, 149),
      ([99, 150], nil, nil, nil), ([99, 140, 144], nil, 144, 144), ([99, 141, 144], nil, 141, 144),
      ([99, 141, 143], nil, 143, 143), ([99, 142, 143], nil, 142, 143), ([99, 140, 142], 142, 140, 140),
      ([99, 142], 142, nil, nil), ([99, 110, 155], nil, nil, 110),
    ] as [([Int], Int?, Double?, Double?)])
  func nearest(days: [Int], next: Int?, endpoint: Double?, last: Double?) {
    let own = scores(days, .nearest(day: 42, window: 7), next: next)
    #expect(known(own.endpoint) == endpoint)
    #expect(known(own.last) == last)
    if let endpoint { #expect(own.endpointIndex == days.firstIndex(of: Int(endpoint))) }
  }

  @Test("A window that reaches back to the start still takes no score of the start day or before")
  func wideWindow() {
    let own = scores([95, 100, 101], .nearest(day: 2, window: 7))
    #expect(own.baseline == 100)
    #expect(own.endpoint == 101)
    #expect(known(scores([95, 100], .nearest(day: 0, window: 7)).endpoint) == nil)
  }

  @Test("Of two scores on one day the later in the file's order stands")
  func sameDay() {
    let twice = [
      Assessment(day: 100, scale: 0, score: 30), Assessment(day: 100, scale: 0, score: 28),
      Assessment(day: 142, scale: 0, score: 10), Assessment(day: 142, scale: 0, score: 12),
    ]
    let own = StepScoring(.nearest(day: 42, window: 0)).scores(
      from: 100, nextStart: nil, entryDay: 100, startsRapid: false, entersRapid: false, in: twice, on: 0)
    #expect(own.baseline == 28)
    #expect(own.endpoint == 12)
    #expect(own.endpointIndex == 3)
    // Neither of two scores of the start day comes after the start.
    #expect(known(scores([100, 100]).endpoint) == nil)
    #expect(known(scores([100, 100], .nearest(day: 0, window: 3)).last) == nil)
  }

  @Test("Scores of other scales are not looked at")
  func otherScales() {
    let mixed = [
      Assessment(day: 100, scale: 1, score: 1), Assessment(day: 101, scale: 0, score: 2),
      Assessment(day: 130, scale: 1, score: 3), Assessment(day: 131, scale: 0, score: 4),
    ]
    let own = StepScoring().scores(
      from: 100, nextStart: nil, entryDay: 0, startsRapid: false, entersRapid: false, in: mixed, on: 0)
    #expect(own.baseline == 2)
    #expect(own.endpoint == 4)
    #expect(own.endpointIndex == 3)
  }

  @Test("Of a patient's steps, the rapid one's own score is no entry baseline either")
  func wholeHistory() {
    var history = PatientHistory()
    history.assessments = self.history([1, 2, 60])
    let formulary = Formulary(TestCatalogue.catalogue)
    /// Steps of one agent each, ascending.
    func record(_ steps: [(agent: Int32, start: Int32, end: Int32)]) -> TreatmentRecord {
      var record = TreatmentRecord()
      for (place, step) in steps.enumerated() {
        let number = Int32(place)
        record.eras.append(Era(agent: step.agent, kind: .antidepressant, start: step.start, end: step.end))
        record.elements.append(number)
        record.steps.append(
          DerivedStep(
            episode: 1, number: number + 1, rule: .s04, strategy: .other, start: step.start, end: step.end))
        record.steps[place].elements = number..<number + 1
      }
      return record
    }
    func scores(_ place: Int, _ steps: [(agent: Int32, start: Int32, end: Int32)]) -> StepScores {
      StepScoring().scores(ofStep: place, of: record(steps), in: history, on: 0, formulary)
    }
    let (ketamine, later) = (
      (agent: Int32(4), start: Int32(0), end: Int32(0)), (agent: Int32(1), start: Int32(50), end: Int32(700))
    )
    #expect(known(scores(0, [ketamine, later]).entry) == nil)
    #expect(known(scores(1, [ketamine, later]).entry) == nil)
    #expect(scores(0, [ketamine, later]).endpoint == 2)
    #expect(scores(1, [ketamine, later]).endpoint == 60)
    // ECT that ended before entry has nothing to say about the days after it.
    #expect(scores(0, [(8, -60, -1), later]).entry == 1)
    #expect(known(scores(0, [(8, -60, 0), later]).entry) == nil)
    let slow = scores(0, [(0, 0, 700)])
    #expect(slow.entry == 1)
    #expect(slow.baseline == 1)
    #expect(slow.endpoint == 60)
  }

  @Test(
    "The scores are those that a search over all candidates finds", arguments: 1...300 as ClosedRange<UInt64>)
  func slowTwin(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let days = (0..<Int.random(in: 0...12, using: &generator))
      .map { _ in Int.random(in: 80...160, using: &generator) }.sorted()
    let next = generator.happens(50) ? Int.random(in: 101...160, using: &generator) : nil
    let entry = Int.random(in: 85...105, using: &generator)
    let day = Int.random(in: 0...50, using: &generator)
    let window = Int.random(in: 0...14, using: &generator)
    let named = generator.happens(70)
    let rapid = generator.happens(30)
    let own = scores(
      days, named ? .nearest(day: day, window: window) : .last, next: next, entry: entry, rapid: rapid)

    func baseline(_ t0: Int, _ next: Int?) -> Int? {
      if let day = days.filter({ t0 - 14 <= $0 && $0 <= t0 }).max() { return day }
      let late = days.filter { t0 + 1 <= $0 && $0 <= t0 + 3 && $0 < next ?? .max }
      return rapid ? nil : late.min()
    }
    #expect(known(own.baseline) == baseline(start, next).map(Double.init))
    #expect(known(own.entry) == baseline(entry, nil).map(Double.init))
    let used = [own.baselineIndex, own.entryIndex].compactMap { $0 }
    let candidates = days.indices.filter { !used.contains($0) && days[$0] > start && days[$0] < next ?? .max }
      .map { days[$0] }
    func isBetter(_ one: Int, _ other: Int) -> Bool {
      let (near, far) = (abs(one - start - day), abs(other - start - day))
      return near < far || (near == far && one > other)
    }
    let inWindow = candidates.filter { abs($0 - start - day) <= window }
    let endpoint =
      named ? inWindow.first { one in inWindow.allSatisfy { !isBetter($0, one) } } : candidates.max()
    #expect(known(own.endpoint) == endpoint.map(Double.init))
    let last = candidates.filter { !named || $0 <= start + day + window }.max()
    #expect(known(own.last) == last.map(Double.init))
  }
}
