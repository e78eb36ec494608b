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
  /// Of the shares that models alone stand for.
  var shares: [Suppression]
  /// By step from the second, who lacks a covariate there.
  var lacking: [Suppression]
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
    (followers, shares) = (values, values)
    lacking = table.lackingLater.map { _ in .none }
    support = table.entries.map { ($0.support?.stages ?? []).map { _ in .none } }
    branches = table.entries.map { $0.branches.map { _ in .none } }
    boundLimits()
  }

  /// Limits are a normal curve's, which does not know that a share ends at 0 and at 100 %.
  private mutating func boundLimits() {
    for entry in table.entries.indices {
      for place in table.entries[entry].values.indices {
        table.entries[entry].values[place].value.boundLimits()
      }
      for place in table.entries[entry].branches.indices {
        table.entries[entry].branches[place].chance?.boundLimits()
      }
      table.entries[entry].learned?.inSample.boundLimits()
    }
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
    lacking = table.lackingLater.map { state([$0]) }
    followers = table.entries.map { entry in
      entry.followers.map { state([$0.events, $0.patients - $0.events]) } ?? .none
    }
    shares = table.entries.map { entry in
      entry.support.map { state([$0.onRoad, $0.patients - $0.onRoad]) } ?? .none
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
      table.entries[entry].learned?.inSample.roundToHundredths()
      table.entries[entry].bounds = table.entries[entry].bounds.map {
        ConfoundingBounds(
          oddsRatio: $0.oddsRatio, low: EffectEstimate.hundredths($0.low),
          high: EffectEstimate.hundredths($0.high))
      }
    }
  }

  /// The share of patients whom models alone stand for, from counts as they are shown.
  func modelShare(_ place: Int) -> Double? {
    guard let support = table.entries[place].support else { return nil }
    if !isRounded { return support.modelShare }
    let patients = Rounding.nearestFive(support.patients)
    let others = Double(patients - min(patients, Rounding.nearestFive(support.onRoad)))
    return patients == 0 ? nil : EffectEstimate.hundredths(others / Double(patients))
  }

  /// How many patients of equal weight would be as sure; of equal weights it is their number, and is rounded as such.
  func effective(_ stage: StageSupport) -> Double {
    isRounded ? Double(Rounding.nearestFive(Int(stage.effective.rounded()))) : stage.effective
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
  fileprivate static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// To 0 and 1, but never beyond the estimate itself, which weights may carry there.
  fileprivate mutating func boundLimits() {
    low = low.map { min(estimate, max(0, $0)) }
    high = high.map { max(estimate, min(1, $0)) }
  }

  fileprivate mutating func roundToHundredths() {
    let rounded = Self.hundredths
    estimate = rounded(estimate)
    (standardError, low, high) = (standardError.map(rounded), low.map(rounded), high.map(rounded))
    pValue = pValue.map { ($0 * 1000).rounded() / 1000 }
  }
}
