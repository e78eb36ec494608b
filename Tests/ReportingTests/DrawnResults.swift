import Regression
import Statistics
import Treatment

/// Small results drawn by hand, for the tests of this room.
enum Drawn {
  static func rate(
    _ group: [String], outcome: Outcome = .response, baseline: BaselineKind = .step, scale: String = "MADRS",
    endpoint: Endpoint = .last, missing: MissingReading = .observed, patients: Int? = nil, steps: Int? = nil,
    noBaseline: Int = 0, notEvaluable: Int = 0, remittedAtBaseline: Int = 0, n: Int, events: Int,
    limits: [Double]? = nil
  ) -> Rate {
    let estimate = n == 0 ? nil : Double(events) / Double(n)
    return Rate(
      group: group, outcome: outcome, baseline: baseline, scale: scale, endpoint: endpoint, missing: missing,
      interval: .wilson, patients: patients ?? steps ?? n + noBaseline, steps: steps ?? n + noBaseline,
      noBaseline: noBaseline, notEvaluable: notEvaluable, remittedAtBaseline: remittedAtBaseline, n: n,
      events: events, estimate: estimate,
      confLow: limits?[0] ?? estimate.map { max(0, $0 - 0.11) },
      confHigh: limits?[1] ?? estimate.map { min(1, $0 + 0.12) },
      robustLow: limits?[2] ?? estimate.map { max(0, $0 - 0.13) },
      robustHigh: limits?[3] ?? estimate.map { min(1, $0 + 0.14) })
  }

  static func table(_ by: [String], _ rows: [Rate], notes: [String] = []) -> RateTable {
    RateTable(by: by, level: 0.95, rows: rows, notes: notes)
  }
}
