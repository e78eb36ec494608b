import Causal
public import Statistics

extension RoadmapTable: Disclosable {
  /// Units of the counts that are printed.
  struct Register: CountRegister {
    /// By step: who came and began.
    var steps: [Int] = []
    /// By step, then strategy.
    var strategies: [[Int]] = []
    /// By step from the second: who lacks a covariate there.
    var lacking: [Int] = []
    /// By entry: its values; who happened to follow it; whom models alone stand for.
    var values: [Int] = []
    var followers: [Int] = []
    var shares: [Int] = []
    /// By entry, then stage of its support; then branch.
    var support: [[Int]] = []
    var branches: [[Int]] = []
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    var register = Register()
    var counts = RoadmapCounts()
    for (place, step) in steps.enumerated() {
      let lacking = place > 0 && place <= lackingLater.count ? lackingLater[place - 1] : nil
      let units = counts.enter(step, lacking: lacking, in: &audit)
      register.steps.append(units.step)
      register.strategies.append(units.strategies)
      if let own = units.lacking { register.lacking.append(own) }
    }
    for entry in entries {
      let units = counts.enter(entry, in: &audit)
      register.values.append(units.value)
      register.followers.append(units.followers)
      register.shares.append(units.share)
      register.support.append(units.support)
      register.branches.append(units.branches)
    }
    return register
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedRoadmap {
    var shown = SuppressedRoadmap(self, under: run.disclosure, names: run.results.names)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      shown.steps = register.steps.map { audit.state(of: $0) }
      shown.strategies = register.strategies.map { $0.map { audit.state(of: $0) } }
      shown.lacking = register.lacking.map { audit.state(of: $0) }
      shown.values = register.values.map { audit.state(of: $0) }
      shown.followers = register.followers.map { audit.state(of: $0) }
      shown.shares = register.shares.map { audit.state(of: $0) }
      shown.support = register.support.map { $0.map { audit.state(of: $0) } }
      shown.branches = register.branches.map { $0.map { audit.state(of: $0) } }
    case .rounding: shown.round()
    }
    return shown
  }
}

extension Disclosure {
  /// What may be shown of a roadmap alone.
  public func applied(to roadmap: RoadmapTable, names: ReportNames = .codes) -> SuppressedRoadmap {
    var shown = shown(of: roadmap)
    shown.names = names
    return shown
  }
}
