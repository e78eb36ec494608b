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

/// A small generator with a seed (SplitMix64), for properties over many tables.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
