import Intake
import Regression
import Reporting
import Statistics
import Summaries

/// A study's questions among those that go through its cohort, to be asked for their results once it was read.
struct StudyAnswers {
  let scales: [String]
  let byAgent: CohortAnswer<ResponseRates>
  var rates: [CohortAnswer<ResponseRates>] = []
  var headings: [String] = []
  var filters: [String?] = []
  var arms: [CohortAnswer<ResponseRates>] = []
  var paired: [CohortAnswer<PairedOutcomes>] = []
  var cumulative: CohortAnswer<CumulativeRemission>?
  var trajectories: CohortAnswer<Trajectories>?
  var baseline: CohortAnswer<BaselineCharacteristics>?
  var flow: CohortAnswer<Flow>?
  var pathways: CohortAnswer<Pathways>?
  var programmes: (sides: CohortAnswer<ResponseRates>, kinds: CohortAnswer<ResponseRates>)?
  /// Why programmes are not compared, where the study asks for it.
  var noProgrammes: String?
  var times: [CohortAnswer<TimeToOutcome>] = []
  var benchmark: CohortBenchmark?
  var resistance: StudyResistance?

  init(scales: [String], byAgent: CohortAnswer<ResponseRates>) {
    self.scales = scales
    self.byAgent = byAgent
  }

  /// The grade of each result that is shown, by the names of its files.
  func grades(
    of results: Results, resistance: [Provenance.Entry], models: [Provenance.Entry]
  ) -> [Provenance.Entry] {
    var grades: [Provenance.Entry] = []
    func add(_ name: String, _ grade: Grade?) {
      if let grade { grades.append(.init(name, grade.rawValue)) }
    }
    add("flow", flow?.grade)
    add("baseline", baseline?.grade)
    for (place, rates) in rates.enumerated() {
      add(place == 0 ? "rates" : "rates-\(place + 1)", rates.grade)
    }
    if !results.differences.isEmpty { add("differences", arms.first?.grade) }
    if !results.paired.isEmpty { add("paired", paired.first?.grade) }
    add("trajectories", trajectories?.grade)
    add("cumulative", cumulative?.grade)
    if results.pathways != nil { add("pathways", pathways?.grade) }
    add("lifestyle", programmes?.sides.grade)
    if results.benchmark != nil { add("benchmarks", benchmark?.grade) }
    grades += resistance
    add("limits", ProportionInterval.grade)
    return grades + models
  }
}
