import Causal
import Regression
public import Statistics

extension EffectTable: Disclosable {
  /// One unit a pair: its effects are functions of every count.
  struct Register: CountRegister {
    var pairs: [Int]
    /// By pair, the parts of the overlap of either arm.
    var overlap: [[Int]]
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    enter(&audit, besideOtherTables: false)
  }

  /// Beside tables that count rows without a covariate too, those rows are the difference to them.
  func enter(_ audit: inout CountAudit, besideOtherTables: Bool) -> Register {
    var register = Register(pairs: [], overlap: [])
    for pair in pairs {
      var (printed, sensitive): ([Int], [Int]) = ([], [])
      for arm in [pair.first, pair.second] {
        let counts = [arm.events, arm.n - arm.events, arm.patients].map { audit.variable($0) }
        let n = audit.variable(arm.n)
        audit.relate([counts[0], counts[1]], equal: [n])
        printed += counts + [n]
        sensitive += counts
      }
      for arm in besideOtherTables ? pair.left : [] {
        sensitive += [arm.events, arm.n - arm.events].map { audit.variable($0) }
      }
      register.pairs.append(audit.unit(printing: printed, sensitive: sensitive, cost: 1000))
      let bars = (pair.overlap.map { [$0.firstCounts, $0.secondCounts] } ?? []).map { counts in
        let variables = counts.map { audit.variable($0) }
        audit.fix(variables)
        return variables.map { audit.unit(printing: [$0], sensitive: [$0], cost: 1) }
      }
      register.overlap.append(bars.flatMap { $0 })
    }
    return register
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedEffects {
    var shown = SuppressedEffects(self, under: run.disclosure, names: run.results.names)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      for place in pairs.indices {
        let bars = register.overlap[place].map { audit.state(of: $0) }
        shown.hide(place, audit.state(of: register.pairs[place]), bars: bars) { audit.isSmall(Int($0)) }
      }
    case .rounding: shown.round()
    }
    return shown
  }
}

extension Disclosure {
  /// What may be shown of effects alone.
  public func applied(to effects: EffectTable) -> SuppressedEffects { shown(of: effects) }
}
