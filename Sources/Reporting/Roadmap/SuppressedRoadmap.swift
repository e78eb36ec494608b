import Causal
import Statistics
import Treatment

/// A ``RoadmapTable`` after disclosure control.
///
/// A row with a small count shows none of its numbers, and a policy that few followed no value. `opensafely` rounds counts to five and
/// estimates to two decimals.
///
/// Not: a proof for estimates, which depend on more than counts.
public struct SuppressedRoadmap: Sendable {
  var table: RoadmapTable
  var disclosure: Disclosure
  public var names: ReportNames
  var steps: [Suppression]
  var strategies: [[Suppression]]
  var values: [Suppression]
  var followers: [Suppression]
  var support: [[Suppression]]
  var branches: [[Suppression]]
  /// Where the rule rounds.
  var isRounded = false
  /// Sentences of what was read, beside the table.
  public var notes: [String] = []
  /// Begins the names of its files.
  var stem = "roadmap"

  init(_ table: RoadmapTable, under disclosure: Disclosure, names: ReportNames) {
    (self.table, self.disclosure, self.names) = (table, disclosure, names)
    steps = table.steps.map { _ in .none }
    strategies = table.steps.map { $0.strategies.map { _ in .none } }
    values = table.entries.map { _ in .none }
    followers = values
    support = table.entries.map { ($0.support?.stages ?? []).map { _ in .none } }
    branches = table.entries.map { $0.branches.map { _ in .none } }
  }

  var level: Double { table.options.effects.level }

  func isHidden(_ entry: Int) -> Bool { values[entry] != .none }

  /// A count as it may be shown.
  func count(_ count: Int, _ state: Suppression) -> Cell {
    if state != .none { return .hidden }
    return .count(isRounded ? Rounding.nearestFive(count) : count)
  }

  mutating func round() {
    isRounded = true
    func state(_ counts: [Int]) -> Suppression { counts.contains(where: Rounding.isSmall) ? .primary : .none }
    steps = table.steps.map { state([$0.begun, $0.reached - $0.begun]) }
    strategies = table.steps.map { step in
      step.strategies.map {
        state([
          $0.patients, $0.events, $0.seen - $0.events, $0.wentOn, $0.seen - $0.events - $0.wentOn,
        ])
      }
    }
    followers = table.entries.map {
      state([$0.followers.events, $0.followers.patients - $0.followers.events])
    }
    support = table.entries.map {
      ($0.support?.stages ?? []).map { state([$0.followed, $0.reached - $0.followed]) }
    }
    values = zip(table.entries, support).map { entry, stages in
      state((entry.support?.stages ?? []).map(\.followed))
    }
    branches = table.entries.map {
      $0.branches.map { state([$0.patients, $0.followed, $0.patients - $0.followed]) }
    }
    for entry in table.entries.indices {
      for place in table.entries[entry].values.indices {
        table.entries[entry].values[place].value.roundToHundredths()
        table.entries[entry].values[place].difference?.roundToHundredths()
      }
      for place in table.entries[entry].branches.indices {
        table.entries[entry].branches[place].chance?.roundToHundredths()
      }
    }
  }

  /// What people read for a strategy.
  func strategy(_ name: String) -> String { names.value(name, of: "strategy") }

  var words: PolicyWords {
    let names = names
    return PolicyWords(
      column: { name in names.columns[name]?.lowercased() ?? name.replacing("_", with: " ") },
      value: { names.value($0, of: $1) }, strategy: { names.value($0, of: "strategy") })
  }
}

extension EffectEstimate {
  fileprivate mutating func roundToHundredths() {
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    estimate = rounded(estimate)
    (standardError, low, high) = (standardError.map(rounded), low.map(rounded), high.map(rounded))
    pValue = pValue.map { ($0 * 1000).rounded() / 1000 }
  }
}
