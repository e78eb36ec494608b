import TestSupport
import Treatment

/// A small catalogue with doses, and histories in it.
enum DrawnCourses {
  static let catalogue: Catalogue = {
    func drug(_ name: String, _ group: String, _ role: String, _ minimum: Double) -> Agent {
      var facts = DrugFacts()
      facts.minimumDose = minimum
      facts.usualMaximumDose = minimum * 4
      facts.minimumWeeks = 4
      facts.switchClass = group
      return Agent(name: name, kind: .drug, group: group, role: role, drug: facts)
    }
    return Catalogue(
      scales: testScales,
      agents: [
        drug("sertraline", "SSRI", "antidepressant", 50), drug("citalopram", "SSRI", "antidepressant", 20),
        drug("venlafaxine", "SNRI", "antidepressant", 75),
        drug("lithium", "mood stabiliser", "augmenter", 600),
      ])
  }()

  static let formulary = Formulary(catalogue)

  static func context(_ parameters: DerivationParameters = DerivationParameters()) -> RuleContext {
    RuleContext(catalogue: catalogue, formulary: formulary, parameters: parameters, scale: 0)
  }

  /// One to five courses with doses, gaps and overlaps of every kind, and a score every three weeks.
  static func histories(_ count: Int, seed: UInt64) -> [PatientHistory] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      var history = PatientHistory()
      if random.happens(8) { return history }
      var day = random.below(10)
      for _ in 0..<1 + random.below(5) {
        let length = 10 + random.below(90)
        let dose = random.happens(15) ? .nan : [10.0, 75, 700][random.below(3)]
        history.exposures.append(
          Exposure(
            agent: random.below(4), startDay: day, endDay: random.happens(5) ? nil : day + length, dose: dose,
            stopReason: random.happens(20) ? .intolerance : .unknown))
        day = max(0, day + length - 40 + random.below(100))
      }
      history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
      if random.happens(10) { history.facts.priorFailures = Int32(random.below(3)) }
      var score = 20 + random.below(30)
      for visit in 0..<15 {
        history.assessments.append(Assessment(day: visit * 21, scale: 0, score: Double(score)))
        score = max(0, min(60, score + random.below(21) - 11))
      }
      return history
    }
  }

  static func page(of histories: [PatientHistory]) -> PatientPage {
    var page = PatientPage(
      catalogue: catalogue, vocabulary: Vocabulary(), design: .cohort,
      request: PageRequest(scales: [], columns: .histories))
    for history in histories {
      page.histories.append(history)
      page.marks.append([])
      page.rowStart.append(0)
      page.assessmentStart.append(0)
      page.patientCount += 1
    }
    return page
  }
}

/// Resistant where a digit of `prior_failures` says so, to set up any pattern of answers.
struct DigitRule: ResistanceRule {
  let digit: Int32
  var id: String { "digit\(digit)" }
  let version = 1
  var title: String { id }
  let statement = "A test's own rule."
  let source = "this test"

  func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    let isSet = history.facts.priorFailures & digit != 0
    return isSet
      ? ResistanceJudgement(.resistant, on: record.steps[0].start + 7) : ResistanceJudgement(.notResistant)
  }
}
