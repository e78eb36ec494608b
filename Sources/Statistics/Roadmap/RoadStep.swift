import Regression
import Treatment

/// One step of a patient's road, as the rows of a cohort tell it.
///
/// Units: days from the patient's own day 0; NaN where not known.
struct RoadStep: Sendable {
  /// Its place among the rows.
  var row: Int
  var number: Int
  var strategy: String
  var baseline: Double
  var endpoint: Double
  var entry: Double
  /// 1 = reached, 0 = not, NaN = nobody saw.
  var outcome: Double
  var response: Double
  var reason: String?
  var start: Double
  var end: Double

  /// A combination that was soon given up was begun as one: what it is called came after the choice.
  static func chosen(_ strategy: String) -> String {
    strategy == Strategy.combineAborted.name ? Strategy.combine.name : strategy
  }

  /// Steps of each patient's first episode, in their order and without a gap; patients in the order of the rows.
  ///
  /// - Returns: the roads, with how many patients have none since their steps do not begin with the first.
  static func roads(
    _ rows: FlatTable, outcome: Outcome, endpoint: Endpoint
  ) -> (roads: [[RoadStep]], withoutFirst: Int) {
    let reader = Reader(rows, outcome, endpoint)
    var roads: [[RoadStep]] = []
    var withoutFirst = 0
    var from = 0
    while from < rows.rowCount {
      var to = from + 1
      while to < rows.rowCount, reader.patients[to] == reader.patients[from] { to += 1 }
      if let road = reader.road(of: from..<to) { roads.append(road) } else { withoutFirst += 1 }
      from = to
    }
    return (roads, withoutFirst)
  }

  private struct Reader {
    let patients: [Double]
    private let columns: [String: [Double]]
    private let strategies: [String?]
    private let reasons: [String?]
    private let outcome: Outcome
    /// Days after a start before which a further step leaves no time for an endpoint.
    private let opens: Double

    init(_ rows: FlatTable, _ outcome: Outcome, _ endpoint: Endpoint) {
      func numbers(_ name: String) -> [Double] {
        guard case .numbers(let values)? = rows[name]?.values else {
          return Array(repeating: .nan, count: rows.rowCount)
        }
        return values
      }
      func texts(_ name: String) -> [String?] {
        guard case .texts(let codes, let levels)? = rows[name]?.values else {
          return Array(repeating: nil, count: rows.rowCount)
        }
        return codes.map { $0 < 0 ? nil : levels[Int($0)] }
      }
      patients = numbers(CohortTable.cluster)
      columns = Dictionary(
        uniqueKeysWithValues: [
          "episode", "step", "baseline", "endpoint", "entry", "remission", "response", "start_day", "end_day",
        ].map { ($0, numbers($0)) })
      strategies = texts("strategy")
      reasons = texts(StopReason.column)
      self.outcome = outcome
      opens = if case .nearest(let day, let window) = endpoint { Double(day - window) } else { 0 }
    }

    private func value(_ name: String, _ row: Int) -> Double { columns[name]?[row] ?? .nan }

    /// `nil` where the first episode does not begin with step 1.
    func road(of rows: Range<Int>) -> [RoadStep]? {
      let sorted = rows.sorted {
        (value("episode", $0), value("step", $0), $0) < (value("episode", $1), value("step", $1), $1)
      }
      guard let first = sorted.first, value("step", first) == 1 else { return nil }
      var road: [RoadStep] = []
      for row in sorted {
        let isNext = value("step", row) == Double(road.count + 1)
        guard isNext, value("episode", row) == value("episode", first) || value("episode", first).isNaN
        else { break }
        road.append(step(row, road.count + 1))
      }
      for place in road.indices.dropLast() { judge(&road[place], by: road[place + 1]) }
      return road
    }

    /// A step that was given up for another before its endpoint could be seen ended without the outcome.
    private func judge(_ step: inout RoadStep, by next: RoadStep) {
      guard next.start - step.start <= opens else { return }
      if step.outcome.isNaN { step.outcome = 0 }
      if step.response.isNaN { step.response = 0 }
    }

    private func step(_ row: Int, _ number: Int) -> RoadStep {
      RoadStep(
        row: row, number: number, strategy: RoadStep.chosen(strategies[row] ?? Strategy.undetermined.name),
        baseline: value("baseline", row), endpoint: value("endpoint", row), entry: value("entry", row),
        outcome: value(outcome.rawValue, row), response: value("response", row), reason: reasons[row],
        start: value("start_day", row), end: value("end_day", row))
    }
  }
}
