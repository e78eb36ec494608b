import Causal
import Regression
import Statistics

/// An ``EffectTable`` after disclosure control.
///
/// An effect is a function of every count of its pair, so that a pair with a small one shows nothing. Balance is not shown of terms with a
/// small level. `opensafely` rounds counts to five and estimates to two decimals, or two digits below 1.
///
/// Not: a proof for adjusted estimates, which depend on more than counts.
public struct SuppressedEffects: Sendable {
  var table: EffectTable
  var disclosure: Disclosure
  public var names: ReportNames
  /// By pair.
  var suppressed: [Suppression]
  /// What part of each arm's rows has a propensity in each twentieth; `nil` where hidden.
  var bars: [[Int?]]
  /// Why parts of ``bars`` are hidden.
  var barStates: [[Suppression]]
  /// Where the rule rounds, counts up to 7 are blank and exact tests are not given.
  var isRounded = false

  init(_ table: EffectTable, under disclosure: Disclosure, names: ReportNames = .codes) {
    (self.table, self.disclosure, self.names) = (table, disclosure, names)
    suppressed = table.pairs.map { _ in .none }
    bars = table.pairs.map { ($0.overlap.map { $0.firstCounts + $0.secondCounts } ?? []).map { $0 } }
    barStates = bars.map { $0.map { _ in .none } }
  }

  var level: Double { table.options.level }

  /// Whether anything may be said of exact counts.
  var isOpen: Bool { if case .none = disclosure { true } else { false } }

  func isHidden(_ place: Int) -> Bool { suppressed[place] != .none }

  /// Takes a pair away, or the parts of it that are small.
  mutating func hide(
    _ place: Int, _ state: Suppression, bars states: [Suppression], isSmall: (Double) -> Bool
  ) {
    suppressed[place] = state
    hideBalance(place, isSmall: isSmall)
    for (bar, own) in states.enumerated() where own != .none || state != .none {
      bars[place][bar] = nil
      barStates[place][bar] = own != .none ? own : state
    }
  }

  /// No balance of a term with a small level.
  private mutating func hideBalance(_ place: Int, isSmall: (Double) -> Bool) {
    let small = Set(
      table.pairs[place].cells.cells.filter {
        [$0.rows, $0.events, $0.rows - $0.events].contains(where: isSmall)
      }
      .map(\.term))
    table.pairs[place].balance.removeAll { small.contains($0.term) }
  }

  mutating func round() {
    isRounded = true
    for place in table.pairs.indices {
      let pair = table.pairs[place]
      let counts = [pair.first, pair.second].flatMap { [$0.events, $0.n - $0.events, $0.patients] }
      let isSmall = { (count: Double) in Disclosure.openSafely.isSmall(count) && count > 0 }
      if counts.contains(where: { Disclosure.openSafely.isSmall(Double($0)) }) {
        suppressed[place] = .primary
      }
      hideBalance(place, isSmall: isSmall)
      bars[place] = bars[place].map { $0.flatMap(Rounding.shown) }
      barStates[place] = bars[place].map { $0 == nil ? .primary : .none }
      for arm in [\EffectTable.Pair.first, \.second] {
        let own = table.pairs[place][keyPath: arm]
        table.pairs[place][keyPath: arm] = EffectTable.Arm(
          strategy: own.strategy, rows: (own.rows + 2) / 5 * 5, patients: (own.patients + 2) / 5 * 5,
          n: (own.n + 2) / 5 * 5, events: (own.events + 2) / 5 * 5)
      }
      table.pairs[place].unadjusted = nil
      table.pairs[place].effects = pair.effects.map(Self.rounded)
      table.pairs[place].holm = pair.holm.map { SuppressedRegression.rounded($0, to: 1000) }
      table.pairs[place].benjaminiHochberg = pair.benjaminiHochberg.map {
        SuppressedRegression.rounded($0, to: 1000)
      }
    }
  }

  private static func rounded(_ effect: Effect) -> Effect {
    func own(_ value: EffectEstimate) -> EffectEstimate {
      var result = value
      result.estimate = SuppressedRegression.rounded(value.estimate)
      result.standardError = value.standardError.map { SuppressedRegression.rounded($0) }
      result.low = value.low.map { SuppressedRegression.rounded($0) }
      result.high = value.high.map { SuppressedRegression.rounded($0) }
      result.pValue = value.pValue.map { SuppressedRegression.rounded($0, to: 1000) }
      return result
    }
    var result = effect
    (result.first, result.second, result.difference) = (
      own(effect.first), own(effect.second), own(effect.difference)
    )
    (result.riskRatio, result.oddsRatio) = (effect.riskRatio.map(own), effect.oddsRatio.map(own))
    return result
  }

  func title(_ place: Int) -> String {
    let pair = table.pairs[place]
    return names.value(pair.first.strategy, of: "strategy") + " − "
      + names.value(pair.second.strategy, of: "strategy")
  }
}

extension EffectMethod {
  /// What people read.
  var words: String {
    switch self {
    case .unadjusted: "unadjusted"
    case .standardisation: "g-formula"
    case .weighting: "weights (IPTW)"
    case .doublyRobust: "doubly robust (AIPW)"
    }
  }
}
