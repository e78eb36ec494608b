import Foundation
import Statistics
import Treatment

/// What a simulated cohort says of its strategies by potential outcomes (`truth.json`).
///
/// Not: there for a filter that names no one step.
struct CohortTruth {
  private struct File: Decodable {
    struct Cell: Decodable {
      var step: Int
      var strategy: String
      var remission: Double
      var response: Double
    }
    var strategies: [Cell]
  }

  private let cells: [File.Cell]

  /// `nil` where the cohort is not simulated, or the filter is not of one step.
  init?(_ folder: String, at filter: String?) {
    guard let filter,
      let match = filter.firstMatch(of: /^\s*step\s*==\s*(\d+)(\s+and\s+episode\s*==\s*1)?\s*$/),
      let step = Int(match.output.1),
      let data = FileManager.default.contents(atPath: folder + "/truth.json"),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return nil }
    cells = file.strategies.filter { $0.step == step }
  }

  func mark(_ table: inout EffectTable, _ outcome: Outcome) {
    func rate(_ strategy: String) -> Double? {
      cells.first { $0.strategy == strategy }.map { outcome == .remission ? $0.remission : $0.response }
    }
    for place in table.pairs.indices {
      guard let first = rate(table.pairs[place].first.strategy),
        let second = rate(table.pairs[place].second.strategy)
      else { continue }
      table.pairs[place].truth = first - second
    }
  }
}
