import Foundation
import Statistics
import Treatment

/// What a simulated cohort says of policies by potential outcomes (`truth.json`).
///
/// Not: there for policies that it does not list, or over another number of steps.
struct PolicyTruth {
  private struct File: Decodable {
    struct Entry: Decodable {
      var policy: String
      var text: String?
      var remission: Double
      var by_step: [Double]?
    }
    var policies: [Entry]
  }

  private let entries: [(policy: TreatmentPolicy, values: [Double])]

  /// `nil` where the cohort is not simulated, or its truth tells no policy as text.
  init?(_ folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/truth.json"),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return nil }
    entries = file.policies.compactMap { entry in
      guard let text = entry.text, let policy = try? TreatmentPolicy(parsing: text),
        let values = entry.by_step
      else { return nil }
      return (policy, values)
    }
    if entries.isEmpty { return nil }
  }

  func mark(_ table: inout RoadmapTable) {
    let last = table.options.lastStep
    guard table.options.outcome == .remission else { return }
    for place in table.entries.indices {
      let policy = table.entries[place].policy
      let same = entries.first { entry in
        last <= entry.values.count
          && (1...last).allSatisfy { entry.policy.rule(at: $0) == policy.rule(at: $0) }
      }
      table.entries[place].truth = same.map { $0.values[last - 1] }
    }
  }
}
