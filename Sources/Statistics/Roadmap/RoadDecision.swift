import Regression
import Treatment

/// The patients about whom something is to be decided at one step: who came to it, or whose step before ended without the outcome.
///
/// Shapes: every array holds one value a patient, ascending by patient.
struct RoadDecision: Sendable {
  let step: Int
  /// Places among the cohort's roads.
  var patients: [Int]
  /// Whether the step began; who did not begin it left, or stayed with what they had.
  var begun: [Bool]
  /// What was begun, under the name that it stands under; `nil` where nothing was, or what too few had.
  var action: [String?]
  /// What came of it: 1, 0, NaN where nobody saw or nothing began.
  var outcome: [Double]
  /// What was known, by the names of ``PolicyNames`` and the patients' columns.
  var table: FlatTable

  func kept(_ mask: [Bool]) -> RoadDecision {
    func kept<Value>(_ values: [Value]) -> [Value] { zip(values, mask).filter(\.1).map(\.0) }
    return RoadDecision(
      step: step, patients: kept(patients), begun: kept(begun), action: kept(action), outcome: kept(outcome),
      table: table.kept(mask))
  }

  /// The covariates of everybody here. A design wants an outcome of two values; nobody looks at this one.
  func design(_ formula: Formula) throws(DesignError) -> Design {
    var table = table
    table.set(FlatColumn(RoadCohort.decided, .numbers(patients.indices.map { Double($0 % 2) })))
    return try table.design(formula).design
  }

  /// Those who began it under a name.
  var acted: RoadDecision { kept(action.map { $0 != nil }) }
}

/// The columns of what is known at a step.
struct RoadHistory {
  let roads: [[RoadStep]]
  let rows: FlatTable
  let step: Int
  /// Places among the roads.
  let patients: [Int]

  private func own(_ patient: Int) -> RoadStep? { at(patient, step) }

  private func at(_ patient: Int, _ step: Int) -> RoadStep? {
    step >= 1 && step <= roads[patient].count ? roads[patient][step - 1] : nil
  }

  /// `nil` where neither the history nor the rows hold the name.
  func column(_ name: String) -> FlatColumn? {
    func numbers(_ value: (Int) -> Double) -> FlatColumn { FlatColumn(name, .numbers(patients.map(value))) }
    func texts(_ value: (Int) -> String?) -> FlatColumn { FlatColumn(name, texts: patients.map(value)) }
    if let thing = PolicyNames.triedStrategy(name) {
      return numbers { patient in
        roads[patient].prefix(step - 1).contains { $0.strategy == thing } ? 1 : 0
      }
    }
    if let (what, number) = PolicyNames.numberedStep(name) {
      switch what {
      case "strategy": return texts { at($0, number)?.strategy }
      case "outcome": return texts { at($0, number).flatMap(Self.outcome) }
      case StopReason.column: return texts { at($0, number)?.reason }
      default: return numbers { at($0, number)?.baseline ?? .nan }
      }
    }
    switch name {
    case "baseline": return numbers { own($0)?.baseline ?? at($0, step - 1)?.endpoint ?? .nan }
    case "last_score": return numbers(lastScore)
    case "entry": return numbers { at($0, 1)?.entry ?? .nan }
    case "days": return numbers(days)
    case "prior_strategy": return texts { at($0, step - 1)?.strategy }
    case "prior_outcome": return texts { at($0, step - 1).flatMap(Self.outcome) }
    case "prior_stop_reason": return texts { at($0, step - 1)?.reason }
    case "intolerant": return numbers { at($0, step - 1)?.reason == StopReason.intolerance.rawValue ? 1 : 0 }
    case "responded": return numbers { at($0, step - 1)?.response ?? .nan }
    case "failed": return numbers { at($0, step - 1).map { 1 - $0.response } ?? .nan }
    case "failures":
      return numbers { patient in
        Double(roads[patient].prefix(step - 1).count { $0.response == 0 })
      }
    default: return covariate(name)
    }
  }

  private static func outcome(_ step: RoadStep) -> String? {
    if step.outcome == 1 { return "reached" }
    return step.response.isNaN ? nil : step.response == 1 ? "response" : "nonresponse"
  }

  /// The latest score that is known when the step begins.
  private func lastScore(_ patient: Int) -> Double {
    if let own = own(patient)?.baseline, !own.isNaN { return own }
    for earlier in roads[patient].prefix(step - 1).reversed() {
      if !earlier.endpoint.isNaN { return earlier.endpoint }
      if !earlier.baseline.isNaN { return earlier.baseline }
    }
    return at(patient, 1)?.entry ?? .nan
  }

  /// Of who did not begin the step: to the end of the one before.
  private func days(_ patient: Int) -> Double {
    guard let first = at(patient, 1)?.start else { return .nan }
    if let own = own(patient)?.start { return own - first }
    guard let before = at(patient, step - 1) else { return .nan }
    return (before.end.isNaN ? before.start : before.end + 1) - first
  }

  /// A column of the rows, as of the step, or of the one before where it did not begin.
  private func covariate(_ name: String) -> FlatColumn? {
    guard let column = rows[name] else { return nil }
    let places = patients.map { own($0)?.row ?? at($0, step - 1)?.row ?? roads[$0][0].row }
    switch column.values {
    case .numbers(let values): return FlatColumn(name, .numbers(places.map { values[$0] }))
    case .texts(let codes, let levels):
      return FlatColumn(name, .texts(codes: places.map { codes[$0] }, levels: levels))
    }
  }
}
